/// Element-wise sums of vectors: number by number while both are in lowest terms, stretch by stretch where rows meet.
extension Rational {
    /// y += x
    public static func add(_ x: UnsafePointer<Rational>, into y: UnsafeMutablePointer<Rational>, count: Int) {
        forEachStretch(y, x, count) { i, length, isLong in
            if isLong {
                ScaledVector.sum(ScaledVector(y + i, count: length), ScaledVector(x + i, count: length)).write(
                    to: y + i)
            } else {
                for k in i..<i + length { y[k] = y[k] + x[k] }
            }
        }
    }

    /// y = a − b, or y += a − b
    public static func addDifference(
        _ a: UnsafePointer<Rational>, minus b: UnsafePointer<Rational>, into y: UnsafeMutablePointer<Rational>,
        count: Int, accumulate: Bool
    ) {
        forEachStretch(a, b, count) { i, length, isLong in
            if isLong {
                var difference = ScaledVector.sum(
                    ScaledVector(a + i, count: length), ScaledVector(b + i, count: length), isDifference: true)
                if accumulate { difference = .sum(ScaledVector(y + i, count: length), difference) }
                difference.write(to: y + i)
            } else {
                for k in i..<i + length { y[k] = accumulate ? y[k] + (a[k] - b[k]) : a[k] - b[k] }
            }
        }
    }

    /// Σ (a − b)²
    public static func squaredDistance(
        _ a: UnsafePointer<Rational>, _ b: UnsafePointer<Rational>, count: Int
    ) -> Rational {
        var sum = Rational.zero
        forEachStretch(a, b, count) { i, length, isLong in
            if isLong {
                let difference = ScaledVector.sum(
                    ScaledVector(a + i, count: length), ScaledVector(b + i, count: length), isDifference: true)
                let square = ScaledVector.product(
                    difference.grid(rows: 1, columns: length), over: difference.denominator, difference)
                sum = sum.isZero ? square.fraction : sum + square.fraction
            } else {
                for k in i..<i + length { sum = sum + (a[k] - b[k]) * (a[k] - b[k]) }
            }
        }
        return sum
    }

    /// Calls the body with every stretch in which both vectors are in lowest terms, or at least one is part of a row; and whether
    /// that is so.
    private static func forEachStretch(
        _ a: UnsafePointer<Rational>, _ b: UnsafePointer<Rational>, _ count: Int,
        _ body: (_ first: Int, _ length: Int, _ isLong: Bool) -> Void
    ) {
        var first = 0
        while first < count {
            let (left, right) = (a[first].row, b[first].row)
            var end = first + 1
            if let row = left ?? right {
                let side = left == nil ? b : a
                while end < count, side[end].row === row { end += 1 }
            } else {
                while end < count, a[end].row == nil, b[end].row == nil { end += 1 }
            }
            body(first, end - first, left != nil || right != nil)
            first = end
        }
    }

    private var row: ScaledRow? {
        if case .row(let row, _) = storage { return row }
        return nil
    }
}

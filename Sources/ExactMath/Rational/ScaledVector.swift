/// A vector of fractions as whole numbers over one common denominator: x_i = n_i / d.
///
/// Products and sums of such vectors are products and sums of integers, and nothing is reduced before the last sum is there.
struct ScaledVector {
    let integers: IntegerVector
    let denominator: Denominator

    /// The `count` fractions that stand `stride` places apart from `base` on.
    init(_ base: UnsafePointer<Rational>, stride: Int, count: Int) {
        let extent = Extent(base, stride: stride, count: count)
        denominator = extent.denominator
        var integers = IntegerVector(count: count, width: extent.limbs(over: extent.denominator))
        for i in 0..<count { integers.set(i, to: base[i * stride], times: extent.denominator) }
        self.integers = integers
    }

    /// What a vector needs as integers: the least common denominator, and how long the numerators are.
    struct Extent {
        private(set) var denominator = Denominator.one
        /// The largest number of bits of a numerator less those of its denominator.
        private var excess = 0

        init(_ base: UnsafePointer<Rational>, stride: Int, count: Int) {
            var last: Int64 = 1
            for i in 0..<count {
                switch base[i * stride].storage {
                case .small(_, let word):
                    excess = max(excess, UInt.bitWidth)
                    if word == last { continue }
                    last = word
                    denominator = denominator.leastCommonMultiple(Denominator(UInt64(word)))
                case .big(let long):
                    excess = max(excess, UInt.bitWidth * long.magnitude.count - long.denominator.smoothBits)
                    if long.denominator == denominator { continue }
                    denominator = denominator.leastCommonMultiple(long.denominator)
                }
            }
        }

        /// Limbs of each number times the multiple of the denominator, with one to spare.
        func limbs(over multiple: Denominator) -> Int { max(excess + multiple.bits, 0) / UInt.bitWidth + 3 }
    }

    /// Σ_i a_i x_i for `count` fractions a_i that stand `stride` places apart from `base` on.
    func dot(_ base: UnsafePointer<Rational>, stride: Int, count: Int) -> Rational {
        if let product = smallDot(base, stride: stride, count: count) { return product }
        let other = ScaledVector(base, stride: stride, count: count)
        return LongSum.with(limbs: integers.width + other.integers.width) { sum in
            _ = integers.read { x in
                other.integers.read { a in
                    for i in 0..<count { IntegerVector.Entries.addProduct(a, i, x, i, to: sum) }
                }
            }
            return sum.value(over: other.denominator * denominator)
        }
    }

    /// The same where the a_i over their common denominator are words; nil where they are not.
    private func smallDot(_ base: UnsafePointer<Rational>, stride: Int, count: Int) -> Rational? {
        var common: Int64 = 1
        for i in 0..<count {
            guard case .small(_, let word) = base[i * stride].storage else { return nil }
            if common % word == 0 { continue }
            let divisor = Int64(GreatestCommonDivisor.of(UInt64(common), UInt64(word)))
            let (product, overflow) = common.multipliedReportingOverflow(by: word / divisor)
            // Half a word for the denominator leaves half a word for the numerators.
            if overflow || product > 1 << 31 { return nil }
            common = product
        }
        for i in 0..<count {
            guard case .small(let numerator, _) = base[i * stride].storage, numerator.magnitude < 1 << 31 else {
                return nil
            }
        }
        return LongSum.with(limbs: integers.width + 1) { sum in
            _ = integers.read { x in
                for i in 0..<count {
                    if case .small(let numerator, let word) = base[i * stride].storage {
                        x.addProduct(i, by: Int(numerator * (common / word)), to: sum)
                    }
                }
            }
            return sum.value(over: common == 1 ? denominator : denominator * Denominator(UInt64(common)))
        }
    }
}

/// Σ_t y_t x_tᵀ as integers: the y_t so scaled that the products of all steps stand over one denominator.
struct ScaledOuterProducts {
    private let ys: IntegerVector
    private let xs: IntegerVector
    private let rows: Int
    private let columns: Int
    private let steps: Int
    private let denominator: Denominator

    init(_ ys: Rows<Rational>, rows: Int, _ xs: Rows<Rational>, columns: Int) {
        let yExtents = (0..<ys.count).map { ScaledVector.Extent(ys[$0], stride: 1, count: rows) }
        let xExtents = (0..<ys.count).map { ScaledVector.Extent(xs[$0], stride: 1, count: columns) }
        var common = Denominator.one
        for (y, x) in zip(yExtents, xExtents) {
            let product = y.denominator * x.denominator
            if product != common { common = common.leastCommonMultiple(product) }
        }
        // y_t over D / (denominator of x_t), so that y_t · x_t stands over D.
        let multiples = xExtents.map { common.quotient(by: $0.denominator) }
        var scaledY = IntegerVector(
            count: ys.count * rows, width: zip(yExtents, multiples).reduce(0) { max($0, $1.0.limbs(over: $1.1)) })
        var scaledX = IntegerVector(
            count: ys.count * columns, width: xExtents.reduce(0) { max($0, $1.limbs(over: $1.denominator)) })
        for t in 0..<ys.count {
            for r in 0..<rows { scaledY.set(t * rows + r, to: ys[t][r], times: multiples[t]) }
            for c in 0..<columns { scaledX.set(t * columns + c, to: xs[t][c], times: xExtents[t].denominator) }
        }
        (self.ys, self.xs, self.rows, self.columns) = (scaledY, scaledX, rows, columns)
        steps = ys.count
        denominator = common
    }

    /// Σ_t y_t[r] · x_t[c]
    func entry(_ r: Int, _ c: Int) -> Rational {
        LongSum.with(limbs: ys.width + xs.width) { sum in
            _ = ys.read { y in
                xs.read { x in
                    for t in 0..<steps {
                        IntegerVector.Entries.addProduct(y, t * rows + r, x, t * columns + c, to: sum)
                    }
                }
            }
            return sum.value(over: denominator)
        }
    }
}

/// Σ_t y_t x_tᵀ of fractions, as integers over one denominator.
///
/// Every step has a denominator of its own, d_t. Steps are taken in the order of their denominators, and the sum stands over the least
/// common multiple of those so far: as long as that grows by half a limb, the shorter of y_t and x_t is multiplied by what is missing, in
/// place of the whole sum.
struct OuterProductSum {
    private struct Step {
        var y: ScaledVector
        var x: ScaledVector
        let denominator: Denominator

        /// Both so multiplied that their products stand over a multiple of the denominator.
        func over(_ multiple: Denominator) -> Step {
            if multiple == denominator { return self }
            var step = self
            if x.integers.width <= y.integers.width {
                step.x = x.over(multiple.quotient(by: y.denominator))
            } else {
                step.y = y.over(multiple.quotient(by: x.denominator))
            }
            return step
        }

        /// Limbs of a product, with room for thousands of them.
        var width: Int { y.integers.width + x.integers.width + 1 }
    }

    /// Steps that stand over one denominator, and what the sum before them is multiplied by; nil for 1.
    private struct Group {
        var factor: LimbVector?
        var steps: [Step]
    }

    private var groups: [Group] = []
    private var denominator = Denominator.one
    private let rows: Int
    private let columns: Int

    init(_ ys: Rows<Rational>, rows: Int, _ xs: Rows<Rational>, columns: Int) {
        (self.rows, self.columns) = (rows, columns)
        var steps = (0..<ys.count).map { t in
            let (y, x) = (ScaledVector(ys[t], count: rows), ScaledVector(xs[t], count: columns))
            return Step(y: y, x: x, denominator: y.denominator * x.denominator)
        }
        if let first = steps.first, let last = steps.last, first.denominator.bits > last.denominator.bits {
            steps.reverse()
        }
        var start = 0
        while start < steps.count {
            let before = denominator
            var common = before.leastCommonMultiple(steps[start].denominator)
            let limit = common.bits + LimbVector.bits / 2
            var end = start + 1
            while end < steps.count {
                let next = common.leastCommonMultiple(steps[end].denominator)
                if next.bits > limit { break }
                (common, end) = (next, end + 1)
            }
            let factor = common == before ? nil : LimbVector(common.quotient(by: before).limbs)
            groups.append(Group(factor: factor, steps: steps[start..<end].map { $0.over(common) }))
            (denominator, start) = (common, end)
        }
    }

    /// The sum, row after row.
    var value: ScaledVector {
        var width = 0
        for group in groups {
            // The first factor has nothing to multiply.
            if width > 0 { width += group.factor?.width ?? 0 }
            for step in group.steps { width = max(width, step.width) }
        }
        width += 1
        let integers = LimbVector(count: rows * columns, width: width) { target in
            var sums = [Int128](repeating: 0, count: columns * width)
            sums.withUnsafeMutableBufferPointer { buffer in
                guard let sums = buffer.baseAddress else { return }
                for r in 0..<rows {
                    sums.update(repeating: 0, count: columns * width)
                    addRow(r, to: sums, width)
                    for i in 0..<columns * width { target[r * columns * width + i] = Int(sums[i]) }
                }
            }
        }
        return ScaledVector(integers, over: denominator)
    }

    /// Adds row r of all products to `columns` sums of `width` limbs each, and leaves them as limbs of a `LimbVector`.
    private func addRow(_ r: Int, to sums: UnsafeMutablePointer<Int128>, _ width: Int) {
        var terms = 0
        for group in groups {
            if let factor = group.factor, terms > 0 {
                carry(sums, width)
                multiply(sums, width, by: factor)
            }
            terms = 1
            for step in group.steps {
                let (yWidth, xWidth) = (step.y.integers.width, step.x.integers.width)
                let products = min(yWidth, xWidth)
                if terms + products > LimbVector.termLimit {
                    carry(sums, width)
                    terms = 1
                }
                terms += products
                step.y.integers.read { y in
                    step.x.integers.read { x in
                        let y = y + (step.y.first + r) * yWidth
                        let x = x + step.x.first * xWidth
                        for c in 0..<columns {
                            if yWidth < xWidth {
                                Self.addProduct(y, yWidth, x + c * xWidth, xWidth, to: sums + c * width)
                            } else {
                                Self.addProduct(x + c * xWidth, xWidth, y, yWidth, to: sums + c * width)
                            }
                        }
                    }
                }
            }
        }
        carry(sums, width)
    }

    /// sum += a b, column by column, no carries taken: as many limbs of the shorter factor at once as registers hold.
    @inline(__always)
    private static func addProduct(
        _ a: UnsafePointer<Int>, _ aWidth: Int, _ b: UnsafePointer<Int>, _ bWidth: Int,
        to sum: UnsafeMutablePointer<Int128>
    ) {
        var i = 0
        while aWidth - i >= 3 {
            addProduct(a[i], a[i + 1], a[i + 2], aWidth - i > 3 ? a[i + 3] : 0, b, bWidth, to: sum + i)
            i += 4
        }
        if aWidth - i == 2 { addProduct(a[i], a[i + 1], b, bWidth, to: sum + i) }
        if aWidth - i == 1 {
            for j in 0..<bWidth { sum[i + j] &+= Int128(a[i]) &* Int128(b[j]) }
        }
    }

    @inline(__always)
    private static func addProduct(
        _ a0: Int, _ a1: Int, _ b: UnsafePointer<Int>, _ bWidth: Int, to sum: UnsafeMutablePointer<Int128>
    ) {
        var before = 0
        for j in 0..<bWidth {
            let limb = b[j]
            sum[j] &+= Int128(a0) &* Int128(limb) &+ Int128(a1) &* Int128(before)
            before = limb
        }
        sum[bWidth] &+= Int128(a1) &* Int128(before)
    }

    @inline(__always)
    private static func addProduct(
        _ a0: Int, _ a1: Int, _ a2: Int, _ a3: Int, _ b: UnsafePointer<Int>, _ bWidth: Int,
        to sum: UnsafeMutablePointer<Int128>
    ) {
        var (b1, b2, b3) = (0, 0, 0)
        for j in 0..<bWidth + 3 {
            let b0 = j < bWidth ? b[j] : 0
            // The last column is only there where a has a fourth limb: the sum has no room for it otherwise, and no need.
            if j == bWidth + 2 && a3 == 0 { break }
            let low = Int128(a0) &* Int128(b0) &+ Int128(a1) &* Int128(b1)
            let high = Int128(a2) &* Int128(b2) &+ Int128(a3) &* Int128(b3)
            sum[j] &+= low &+ high
            (b1, b2, b3) = (b0, b1, b2)
        }
    }

    /// Brings every sum into limbs.
    private func carry(_ sums: UnsafeMutablePointer<Int128>, _ width: Int) {
        for c in 0..<columns {
            let sum = sums + c * width
            var carry = Int128(0)
            for l in 0..<width - 1 {
                carry += sum[l]
                sum[l] = carry & Int128(LimbVector.mask)
                carry >>= 56
            }
            // A product has lost what stands above its highest limb: the number's sign is that of bit 55.
            sum[width - 1] = ((sum[width - 1] + carry) << 72) >> 72
        }
    }

    /// Multiplies every sum, which is in limbs.
    private func multiply(_ sums: UnsafeMutablePointer<Int128>, _ width: Int, by factor: LimbVector) {
        factor.read { factorLimbs in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: width) { buffer in
                guard let copy = buffer.baseAddress else { return }
                for c in 0..<columns {
                    let sum = sums + c * width
                    for l in 0..<width { copy[l] = Int(sum[l]) }
                    sum.update(repeating: 0, count: width)
                    for i in 0..<factor.width {
                        for l in 0..<width - i { sum[i + l] &+= Int128(factorLimbs[i]) &* Int128(copy[l]) }
                    }
                }
            }
        }
        carry(sums, width)
    }
}

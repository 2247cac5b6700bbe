/// A vector of whole numbers of many words, in one piece of memory.
struct IntegerVector {
    /// |n_i| is `lengths[i]` limbs from i · width on; no limbs for 0.
    private var limbs: [UInt]
    private var lengths: [Int]
    private var isNegative: [Bool]
    /// An upper bound of the lengths.
    let width: Int

    /// n_i = ± magnitude_i · factor_i, where no factor is a factor of 1.
    init(_ magnitudes: [[UInt]], isNegative: [Bool], times factors: [[UInt]?]) {
        self.isNegative = isNegative
        let width = zip(magnitudes, factors).reduce(0) { max($0, $1.0.count + ($1.1?.count ?? 0)) }
        self.width = width
        limbs = [UInt](repeating: 0, count: magnitudes.count * width)
        lengths = [Int](repeating: 0, count: magnitudes.count)
        for (i, magnitude) in magnitudes.enumerated() where !magnitude.isEmpty {
            lengths[i] = limbs.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return 0 }
                Limbs.addProduct(base + i * width, magnitude, factors[i] ?? [1])
                return Limbs.significant(base + i * width, width)
            }
        }
    }

    /// Every entry times the factor.
    func multiplied(by factor: [UInt]) -> IntegerVector {
        if factor == [1] { return self }
        let magnitudes = lengths.indices.map { Array(limbs[$0 * width..<$0 * width + lengths[$0]]) }
        return IntegerVector(magnitudes, isNegative: isNegative, times: magnitudes.map { _ in factor })
    }

    /// sum += a_i · b_j
    static func addProduct(_ a: IntegerVector, _ i: Int, _ b: IntegerVector, _ j: Int, to sum: inout LongSum) {
        if a.lengths[i] == 0 || b.lengths[j] == 0 { return }
        a.limbs.withUnsafeBufferPointer { left in
            b.limbs.withUnsafeBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return }
                sum.add(
                    left + i * a.width, a.lengths[i], right + j * b.width, b.lengths[j],
                    isNegative: a.isNegative[i] != b.isNegative[j])
            }
        }
    }

    /// Σ a_i b_i
    static func dot(_ a: IntegerVector, _ b: IntegerVector) -> LongSum {
        var sum = LongSum(limbs: a.width + b.width)
        for i in a.lengths.indices { addProduct(a, i, b, i, to: &sum) }
        return sum
    }
}

/// A vector of fractions as whole numbers over one common denominator: x_i = n_i / d.
///
/// Products and sums of such vectors are products and sums of integers, and nothing is reduced before the last sum is there.
struct ScaledVector {
    let integers: IntegerVector
    let denominator: Denominator

    /// The `count` fractions that stand `stride` places apart from `base` on.
    init(_ base: UnsafePointer<Rational>, stride: Int, count: Int) {
        let fractions = (0..<count).map { base[$0 * stride].fraction }
        var common = Denominator.one
        for fraction in fractions where fraction.denominator != common {
            common = common.leastCommonMultiple(fraction.denominator)
        }
        denominator = common
        integers = IntegerVector(
            fractions.map(\.magnitude), isNegative: fractions.map(\.isNegative),
            times: fractions.map { $0.denominator == common ? nil : $0.denominator.cofactor(in: common) })
    }

    /// Σ a_i b_i
    static func dot(_ a: ScaledVector, _ b: ScaledVector) -> Rational {
        var sum = IntegerVector.dot(a.integers, b.integers)
        return sum.value(over: a.denominator * b.denominator)
    }
}

/// Σ_t y_t x_tᵀ as integers: the y_t so scaled that the products of all steps stand over one denominator.
struct ScaledOuterProducts {
    private let ys: [IntegerVector]
    private let xs: [IntegerVector]
    private let denominator: Denominator
    private let width: Int

    init(_ ys: [ScaledVector], _ xs: [ScaledVector]) {
        let denominators = zip(ys, xs).map { $0.denominator * $1.denominator }
        let common = denominators.reduce(.one) { $0 == $1 ? $0 : $0.leastCommonMultiple($1) }
        denominator = common
        self.ys = zip(ys, denominators).map { $0.integers.multiplied(by: $1.cofactor(in: common)) }
        self.xs = xs.map(\.integers)
        width = zip(self.ys, self.xs).reduce(0) { max($0, $1.0.width + $1.1.width) }
    }

    /// Σ_t y_t[r] · x_t[c]
    func entry(_ r: Int, _ c: Int) -> Rational {
        var sum = LongSum(limbs: width)
        for t in ys.indices { IntegerVector.addProduct(ys[t], r, xs[t], c, to: &sum) }
        return sum.value(over: denominator)
    }
}

/// A sum of signed products of natural numbers: the positive terms and the negative ones apart, so that adding never borrows.
///
/// It lives in memory that `with` lends for the time of a closure, on the stack while the numbers are short.
struct LongSum {
    private let positive: UnsafeMutablePointer<UInt>
    private let width: Int

    /// Calls the body with the sum 0, which has room for some 2^60 products of at most `count` limbs each.
    @inline(__always) static func with(limbs count: Int, _ body: (LongSum) -> Rational) -> Rational {
        let width = count + 1
        return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2 * width) { buffer in
            guard let base = buffer.baseAddress else { return .zero }
            base.initialize(repeating: 0, count: 2 * width)
            return body(LongSum(positive: base, width: width))
        }
    }

    /// sum ± x · y
    @inline(__always) func add(
        _ x: UnsafePointer<UInt>, _ xCount: Int, _ y: UnsafePointer<UInt>, _ yCount: Int, isNegative: Bool
    ) {
        Limbs.addProduct(isNegative ? positive + width : positive, x, xCount, y, yCount)
    }

    /// sum / denominator in lowest terms; the sum is spent.
    func value(over denominator: Denominator) -> Rational {
        let negative = positive + width
        if Limbs.compare(positive, negative, width) < 0 {
            Limbs.subtract(negative, positive, width)
            return Rational(reducing: true, negative, width, denominator)
        }
        Limbs.subtract(positive, negative, width)
        return Rational(reducing: false, positive, width, denominator)
    }
}

/// A sum of signed products of natural numbers: the positive terms and the negative ones apart, so that adding never borrows.
///
/// It lives in memory that `with` lends for the time of a closure, on the stack while the numbers are short.
struct LongSum {
    private let positive: UnsafeMutablePointer<UInt>
    private let width: Int

    /// Calls the body with the sum 0, which has room for some 2^60 products of at most `count` limbs each.
    @inline(__always) static func with<Result>(limbs count: Int, _ body: (LongSum) -> Result) -> Result {
        let width = count + 1
        return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2 * width) { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("memory of at least two words has an address")
            }
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
        let (isNegative, magnitude) = total
        return Rational(reducing: isNegative, magnitude, width, denominator)
    }

    /// Writes |sum| into an entry of a vector that is long enough, and returns its length and sign; the sum is spent.
    func store(into target: UnsafeMutablePointer<UInt>) -> (length: Int, isNegative: Bool) {
        let (isNegative, magnitude) = total
        let length = Limbs.significant(magnitude, width)
        target.update(from: magnitude, count: length)
        return (length, isNegative)
    }

    /// The positive terms less the negative ones, in the place of the larger.
    private var total: (isNegative: Bool, magnitude: UnsafeMutablePointer<UInt>) {
        let negative = positive + width
        if Limbs.compare(positive, negative, width) < 0 {
            Limbs.subtract(negative, positive, width)
            return (true, negative)
        }
        Limbs.subtract(positive, negative, width)
        return (false, positive)
    }
}

/// A sum of signed products of natural numbers: the positive terms and the negative ones apart, so that adding never borrows.
struct LongSum {
    private var limbs: [UInt]
    private let width: Int

    /// The sum 0, with room for some 2^60 products of at most this many limbs each.
    init(limbs count: Int) {
        width = count + 1
        limbs = [UInt](repeating: 0, count: 2 * width)
    }

    /// sum ± x · y
    mutating func add(_ x: [UInt], _ y: [UInt], isNegative: Bool) {
        let offset = isNegative ? width : 0
        limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            Limbs.addProduct(base + offset, x, y)
        }
    }

    /// sum ± x · y
    mutating func add(
        _ x: UnsafePointer<UInt>, _ xCount: Int, _ y: UnsafePointer<UInt>, _ yCount: Int, isNegative: Bool
    ) {
        let offset = isNegative ? width : 0
        limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            Limbs.addProduct(base + offset, x, xCount, y, yCount)
        }
    }

    /// sum / denominator in lowest terms; the sum is spent.
    mutating func value(over denominator: Denominator) -> Rational {
        limbs.withUnsafeMutableBufferPointer { buffer in
            guard let positive = buffer.baseAddress else { return Rational(small: 0, 1) }
            let negative = positive + width
            if Limbs.compare(positive, negative, width) < 0 {
                Limbs.subtract(negative, positive, width)
                return Rational(reducing: true, negative, width, denominator)
            }
            Limbs.subtract(positive, negative, width)
            return Rational(reducing: false, positive, width, denominator)
        }
    }
}

/// An integer modulo the Mersenne prime p = 2^61 − 1: a field of two machine instructions an operation.
///
/// Two formulas that are equal as rational functions are equal at every point of this field where both are defined; two that
/// differ agree at a random point with probability at most their degree / p (Schwartz and Zippel). So an identity of formulas is
/// decided by evaluating both at a few random points.
public struct PrimeField: Sendable, Hashable {
    /// p = 2^61 − 1
    public static let modulus: UInt64 = (1 << 61) - 1

    /// The representative in 0 ..< p.
    public let residue: UInt64

    /// value mod p
    @inlinable public init(reducing value: UInt64) {
        let folded = (value & Self.modulus) + (value >> 61)
        residue = folded >= Self.modulus ? folded - Self.modulus : folded
    }

    /// An element drawn evenly from all p.
    public static func random(using generator: inout some RandomNumberGenerator) -> PrimeField {
        // Of the 61-bit numbers only p itself is no residue, so a second draw is next to never needed.
        while true {
            let candidate = generator.next() >> 3
            if candidate < modulus { return PrimeField(reducing: candidate) }
        }
    }

    /// The element whose product with this one is 1 (this^(p − 2), by Fermat's little theorem); nil for 0.
    @inlinable public var inverse: PrimeField? {
        residue == 0 ? nil : raised(to: Self.modulus - 2)
    }

    /// this^exponent by repeated squaring; 0^0 = 1
    @inlinable public func raised(to exponent: UInt64) -> PrimeField {
        var result = PrimeField(reducing: 1)
        var square = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * square }
            square = square * square
            rest >>= 1
        }
        return result
    }
}

extension PrimeField: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) {
        let magnitude = PrimeField(reducing: UInt64(value.magnitude))
        self = value < 0 ? -magnitude : magnitude
    }
}

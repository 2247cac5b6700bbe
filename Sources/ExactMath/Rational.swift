import BigInt

/// A fraction in lowest terms, exact for all sizes; the denominator is positive.
///
/// Small numbers are two machine words; what does not fit is a pair of big integers.
public struct Rational: Sendable, Hashable {
    public let numerator: BigInt
    public let denominator: BigInt

    public init(_ integer: Int) {
        numerator = BigInt(integer)
        denominator = 1
    }

    /// numerator / denominator in lowest terms; a zero denominator is a trap.
    public init(_ numerator: BigInt, _ denominator: BigInt) {
        precondition(denominator != 0, "a fraction's denominator must not be zero")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    /// The nearest double, correctly rounded for numerators and denominators below 2^53.
    public var approximation: Double { Double(numerator) / Double(denominator) }
}

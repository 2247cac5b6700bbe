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

    /// −1, 0 or 1
    public var sign: Int { Int(numerator.signum()) }
}

extension Rational: Comparable {
    public static func + (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
    }

    public static func - (a: Rational, b: Rational) -> Rational { a + (-b) }
    public static prefix func - (a: Rational) -> Rational { Rational(-a.numerator, a.denominator) }

    public static func * (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.numerator, a.denominator * b.denominator)
    }

    public static func / (a: Rational, b: Rational) -> Rational {
        Rational(a.numerator * b.denominator, a.denominator * b.numerator)
    }

    public static func < (a: Rational, b: Rational) -> Bool {
        a.numerator * b.denominator < b.numerator * a.denominator
    }

    /// The largest integer that is not greater.
    public var floor: BigInt {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

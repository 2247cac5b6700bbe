import BigInt
import ExactMath

/// A pair of big integers reduced by the library's own greatest common divisor after every operation: slow, and plainly right. It has the
/// plain loops of `Scalar` for all vectors, so it is what `Rational` is held against.
struct PlainFraction: Scalar {
    let numerator: BigInt
    let denominator: BigInt

    init(_ numerator: BigInt, _ denominator: BigInt) {
        let divisor = numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    init(_ rational: Rational) { self.init(rational.numerator, rational.denominator) }
    init(_ double: Double) { self.init(Rational(double)) }

    static var zero: PlainFraction { PlainFraction(0, 1) }
    static var one: PlainFraction { PlainFraction(1, 1) }
    static var isExact: Bool { true }
    var approximation: Double { Rational(numerator, denominator).approximation }
    var isPositive: Bool { numerator > 0 }
    var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

    static func + (a: PlainFraction, b: PlainFraction) -> PlainFraction {
        PlainFraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
    }
    static func - (a: PlainFraction, b: PlainFraction) -> PlainFraction { a + -b }
    static prefix func - (a: PlainFraction) -> PlainFraction { PlainFraction(-a.numerator, a.denominator) }
    static func * (a: PlainFraction, b: PlainFraction) -> PlainFraction {
        PlainFraction(a.numerator * b.numerator, a.denominator * b.denominator)
    }
    static func / (a: PlainFraction, b: PlainFraction) -> PlainFraction {
        PlainFraction(a.numerator * b.denominator, a.denominator * b.numerator)
    }
    func exponential() -> PlainFraction { self }
    func logarithm() -> PlainFraction { self }
    func hyperbolicTangent() -> PlainFraction { self }
    func logistic() -> PlainFraction { self }
}

extension SeededGenerator {
    /// A natural number of up to this many bits, short ones and ones with many zero or one bits among them.
    mutating func natural(bits: Int) -> BigUInt {
        let count = integer(in: 0...bits)
        var result = BigUInt(0)
        for _ in 0..<(count + 63) / 64 {
            let word: UInt64 = [0, .max, next(), next(), next()][integer(in: 0...4)]
            result = result << 64 | BigUInt(word)
        }
        return count % 64 == 0 ? result : result >> (64 - count % 64)
    }

    /// A fraction with a denominator of small primes, of large ones, of both, or 1.
    mutating func fraction(bits: Int) -> Rational {
        let numerator = BigInt(natural(bits: bits)) * (integer(in: 0...1) == 0 ? 1 : -1)
        var denominator: BigInt = 1
        if integer(in: 0...3) == 0 { denominator *= BigInt(natural(bits: bits) + 1) }
        if integer(in: 0...3) > 0 {
            for _ in 0..<integer(in: 1...3) {
                let prime = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61][integer(in: 0...17)]
                denominator *= BigInt(prime).power(integer(in: 0...max(bits / 16, 1)))
            }
        }
        return Rational(numerator, denominator)
    }
}

import ExactMath
import Foundation

/// A number that the evaluator can compute with; what an operation cannot do is a fact, never a trap.
public protocol FormulaNumber: Sendable, Equatable {
    /// What a sum over nothing is.
    static var zero: Self { get }
    /// What a power with exponent 0 is.
    static var one: Self { get }

    /// The number of a literal.
    static func literal(_ value: Rational) throws(FormulaFact) -> Self

    /// This number plus another; throws where the sum is longer than these numbers may be.
    func plus(_ other: Self) throws(FormulaFact) -> Self
    /// This number times another; throws where the product is longer than these numbers may be.
    func times(_ other: Self) throws(FormulaFact) -> Self
    /// This number over another; throws `divisionByZero`, and where the quotient is longer than these numbers may be.
    func divided(by other: Self) throws(FormulaFact) -> Self
    /// Minus this number.
    var negated: Self { get }

    /// This number to a power, which may be any number; nil where only whole powers exist.
    func power(_ exponent: Self) throws(FormulaFact) -> Self?
    /// The function of this number; throws where these numbers have no such function, or it has no finite value here.
    func applying(_ function: MathFunction) throws(FormulaFact) -> Self

    /// Whether the numbers are the same; doubles to a relative 10^−9 of the largest.
    static func agree(_ a: [Self], _ b: [Self]) -> Bool

    /// What an operation with this number costs, in operations on machine words.
    var cost: Int { get }
}

extension FormulaNumber {
    public static func agree(_ a: [Self], _ b: [Self]) -> Bool { a == b }

    /// This number to a whole power, by repeated squaring.
    func raised(to exponent: Int) throws(FormulaFact) -> Self {
        guard exponent.magnitude <= UInt(AnswerLanguage.maximumExponent) else { throw FormulaFact.exponentTooLarge }
        var result = Self.one
        var square = exponent < 0 ? try Self.one.divided(by: self) : self
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = try result.times(square) }
            rest >>= 1
            if rest > 0 { square = try square.times(square) }
        }
        return result
    }
}

extension PrimeField: FormulaNumber {
    public static func literal(_ value: Rational) throws(FormulaFact) -> PrimeField {
        guard let element = PrimeField(exactly: value) else { throw FormulaFact.numberTooLarge }
        return element
    }

    /// Adds residues; never throws.
    public func plus(_ other: PrimeField) -> PrimeField { self + other }
    /// Multiplies residues; never throws.
    public func times(_ other: PrimeField) -> PrimeField { self * other }
    /// Multiplies by the inverse residue; throws `divisionByZero` where there is none.
    public func divided(by other: PrimeField) throws(FormulaFact) -> PrimeField {
        guard let inverse = other.inverse else { throw FormulaFact.divisionByZero }
        return self * inverse
    }
    /// The residue that adds up to 0 with this one.
    public var negated: PrimeField { -self }
    public func power(_ exponent: PrimeField) -> PrimeField? { nil }
    /// Always throws `functionNotHere`: residues have sums, products and quotients alone.
    public func applying(_ function: MathFunction) throws(FormulaFact) -> PrimeField {
        throw FormulaFact.functionNotHere(function.rawValue)
    }
    public var cost: Int { 1 }
}

extension Rational: FormulaNumber {
    public static func literal(_ value: Rational) throws(FormulaFact) -> Rational { try value.bounded() }

    /// This number, unless its numerator or denominator is longer than any answer.
    func bounded() throws(FormulaFact) -> Rational {
        guard bitWidth <= AnswerLanguage.maximumBits else { throw FormulaFact.numberTooLarge }
        return self
    }

    /// Adds exactly; throws `numberTooLarge` where the sum is longer than any answer.
    public func plus(_ other: Rational) throws(FormulaFact) -> Rational { try (self + other).bounded() }
    /// Multiplies exactly; throws `numberTooLarge` where the product is longer than any answer.
    public func times(_ other: Rational) throws(FormulaFact) -> Rational { try (self * other).bounded() }
    /// Divides exactly; throws `divisionByZero`, or `numberTooLarge` where the quotient is longer than any answer.
    public func divided(by other: Rational) throws(FormulaFact) -> Rational {
        guard !other.isZero else { throw FormulaFact.divisionByZero }
        return try (self / other).bounded()
    }
    /// The fraction with the other sign.
    public var negated: Rational { -self }
    public func power(_ exponent: Rational) -> Rational? { nil }
    /// The magnitude for `abs`; throws `functionNotHere` for every other function.
    public func applying(_ function: MathFunction) throws(FormulaFact) -> Rational {
        if function == .abs { return magnitude }
        throw FormulaFact.functionNotHere(function.rawValue)
    }
    public var cost: Int {
        let words = bitWidth / 64 + 1
        return words * words
    }
}

extension Double: FormulaNumber {
    public static func literal(_ value: Rational) throws(FormulaFact) -> Double { value.approximation }

    public static func agree(_ a: [Double], _ b: [Double]) -> Bool {
        let scale = (a + b).reduce(0) { Swift.max($0, $1.magnitude) }
        // Beyond the largest double nothing can be compared.
        guard scale.isFinite else { return false }
        return a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude <= 1e-9 * scale }
    }

    /// Adds and rounds; a sum beyond the largest double is infinite.
    public func plus(_ other: Double) -> Double { self + other }
    /// Multiplies and rounds; a product beyond the largest double is infinite.
    public func times(_ other: Double) -> Double { self * other }
    /// Divides and rounds; throws `divisionByZero`. A quotient beyond the largest double is infinite.
    public func divided(by other: Double) throws(FormulaFact) -> Double {
        guard other != 0 else { throw FormulaFact.divisionByZero }
        return self / other
    }
    /// The double with the other sign bit.
    public var negated: Double { -self }
    public func power(_ exponent: Double) throws(FormulaFact) -> Double? { try pow(self, exponent).finite() }

    func finite() throws(FormulaFact) -> Double {
        guard isFinite else { throw FormulaFact.notFinite }
        return self
    }

    /// The function in doubles, where `norm` is the magnitude and `softmax` is 1.
    ///
    /// Throws `logarithmOfNonPositive`, `rootOfNegative`, or `notFinite` where `exp` overflows.
    public func applying(_ function: MathFunction) throws(FormulaFact) -> Double {
        switch function {
        case .tanh: return hyperbolicTangent()
        case .sigmoid: return logistic()
        case .exp: return try exponential().finite()
        case .abs, .norm: return magnitude
        case .log:
            guard self > 0 else { throw FormulaFact.logarithmOfNonPositive }
            return logarithm()
        case .sqrt:
            guard self >= 0 else { throw FormulaFact.rootOfNegative }
            return squareRoot()
        case .softmax: return 1
        case .relu: return Swift.max(0, self)
        case .positive: return self > 0 ? 1 : 0
        }
    }
    public var cost: Int { 1 }
}

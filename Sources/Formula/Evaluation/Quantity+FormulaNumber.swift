import ExactMath
import Foundation

/// Exact as long as every number in it is; then doubles.
extension Quantity: FormulaNumber {
    /// 0 as a fraction.
    public static var zero: Quantity { .exact(.zero) }
    /// 1 as a fraction.
    public static var one: Quantity { .exact(.one) }
    public static func literal(_ value: Rational) throws(FormulaFact) -> Quantity { .exact(try value.bounded()) }

    private static func approximate(finite value: Double) throws(FormulaFact) -> Quantity {
        .approximate(try value.finite())
    }

    /// Exact where both are; throws `numberTooLarge` for a fraction and `notFinite` for a double that is too large.
    public func plus(_ other: Quantity) throws(FormulaFact) -> Quantity {
        if case .exact(let a) = self, case .exact(let b) = other { return .exact(try a.plus(b)) }
        return try .approximate(finite: approximation + other.approximation)
    }

    /// Exact where both are, and 0 where one is an exact 0; throws as a sum does.
    public func times(_ other: Quantity) throws(FormulaFact) -> Quantity {
        if case .exact(let a) = self, case .exact(let b) = other { return .exact(try a.times(b)) }
        if exact?.isZero ?? false || other.exact?.isZero ?? false { return .zero }
        return try .approximate(finite: approximation * other.approximation)
    }

    /// Exact where both are; throws `divisionByZero` also for an approximate 0.
    public func divided(by other: Quantity) throws(FormulaFact) -> Quantity {
        if case .exact(let a) = self, case .exact(let b) = other { return .exact(try a.divided(by: b)) }
        return .approximate(try approximation.divided(by: other.approximation).finite())
    }

    /// A number with the other sign, as exact as it was.
    public var negated: Quantity {
        switch self {
        case .exact(let value): return .exact(-value)
        case .approximate(let value): return .approximate(-value)
        }
    }

    public func power(_ exponent: Quantity) throws(FormulaFact) -> Quantity? {
        guard case .exact(let exact) = exponent else {
            return .approximate(try realPower(exponent.approximation))
        }
        if exact.isInteger {
            guard exact.magnitude <= Rational(AnswerLanguage.maximumExponent) else {
                throw FormulaFact.exponentTooLarge
            }
            return try raised(to: Int(exact.numerator))
        }
        if exact.denominator == 2, exact.magnitude <= Rational(AnswerLanguage.maximumExponent) {
            return try applying(.sqrt).raised(to: Int(exact.numerator))
        }
        return .approximate(try realPower(exact.approximation))
    }

    private func realPower(_ exponent: Double) throws(FormulaFact) -> Double {
        guard approximation > 0 || (approximation == 0 && exponent > 0) else { throw FormulaFact.rootOfNegative }
        return try pow(approximation, exponent).finite()
    }

    /// Exact where the value is a fraction that everybody knows: tanh 0, σ(0), e^0, log 1, roots of squares.
    public func applying(_ function: MathFunction) throws(FormulaFact) -> Quantity {
        if case .exact(let value) = self {
            switch function {
            case .abs, .norm: return .exact(value.magnitude)
            case .softmax: return .one
            case .tanh where value.isZero: return .zero
            case .exp where value.isZero: return .one
            case .sigmoid where value.isZero: return .exact(Rational(1) / Rational(2))
            case .log where value == .one: return .zero
            case .sqrt: if let root = try value.squareRoot() { return .exact(root) }
            default: break
            }
        }
        return .approximate(try approximation.applying(function))
    }

    public var cost: Int {
        switch self {
        case .exact(let value): return value.cost
        case .approximate: return 1
        }
    }
}

extension Rational {
    /// The root of a square of a fraction; nil where it is irrational.
    func squareRoot() throws(FormulaFact) -> Rational? {
        guard sign >= 0 else { throw FormulaFact.rootOfNegative }
        let top = numerator.squareRoot()
        let bottom = denominator.squareRoot()
        guard top * top == numerator, bottom * bottom == denominator else { return nil }
        return Rational(top, bottom)
    }
}

import Foundation

extension Double: Scalar {
    public static var one: Double { 1 }
    public static var isExact: Bool { false }

    public init(_ rational: Rational) { self = rational.approximation }

    public var approximation: Double { self }
    public var isPositive: Bool { self > 0 }

    public func exponential() -> Double { exp(self) }
    public func logarithm() -> Double { log(self) }
    public func hyperbolicTangent() -> Double { tanh(self) }

    /// 1 / (1 + e^−x), computed from the side on which the exponential does not overflow.
    public func logistic() -> Double {
        if self >= 0 { return 1 / (1 + exp(-self)) }
        let e = exp(self)
        return e / (1 + e)
    }
}

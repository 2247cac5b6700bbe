extension Rational: Scalar {
    /// 0/1
    public static var zero: Rational { Rational(small: 0, 1) }
    /// 1/1
    public static var one: Rational { Rational(small: 1, 1) }
    public static var isExact: Bool { true }

    public init(_ rational: Rational) { self = rational }

    public var isPositive: Bool { sign > 0 }

    /// Always a trap: e^x is irrational but at 0.
    public func exponential() -> Rational { preconditionFailure("the exponential of a fraction is no fraction") }
    /// Always a trap: log x is irrational but at 1.
    public func logarithm() -> Rational { preconditionFailure("the logarithm of a fraction is no fraction") }
    /// Always a trap: tanh x is irrational but at 0.
    public func hyperbolicTangent() -> Rational {
        preconditionFailure("the hyperbolic tangent of a fraction is no fraction")
    }
    /// Always a trap: 1 / (1 + e^−x) is irrational but at 0.
    public func logistic() -> Rational { preconditionFailure("the logistic function of a fraction is no fraction") }
}

extension Rational: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

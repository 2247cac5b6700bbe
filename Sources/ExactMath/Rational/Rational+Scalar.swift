extension Rational: Scalar {
    public static var zero: Rational { Rational(small: 0, 1) }
    public static var one: Rational { Rational(small: 1, 1) }
    public static var isExact: Bool { true }

    public init(_ rational: Rational) { self = rational }

    public var isPositive: Bool { sign > 0 }

    public func exponential() -> Rational { preconditionFailure("the exponential of a fraction is no fraction") }
    public func logarithm() -> Rational { preconditionFailure("the logarithm of a fraction is no fraction") }
    public func hyperbolicTangent() -> Rational {
        preconditionFailure("the hyperbolic tangent of a fraction is no fraction")
    }
    public func logistic() -> Rational { preconditionFailure("the logistic function of a fraction is no fraction") }
}

extension Rational: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

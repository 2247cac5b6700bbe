import BigInt

extension Rational: Scalar {
    public static var zero: Rational { 0 }
    public static var one: Rational { 1 }
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

extension Rational {
    public var isZero: Bool { sign == 0 }
    public var isInteger: Bool { denominator == 1 }

    /// |this|
    public var magnitude: Rational { sign < 0 ? -self : self }

    /// This number to an integer power, by repeated squaring; 0^0 = 1, and a negative power of zero is a trap.
    ///
    /// The caller bounds the exponent: the result has about |exponent| times as many digits.
    public func raised(to exponent: Int) -> Rational {
        if exponent < 0 { return (.one / self).raised(toMagnitude: exponent.magnitude) }
        return raised(toMagnitude: exponent.magnitude)
    }

    private func raised(toMagnitude exponent: UInt) -> Rational {
        var result = Rational.one
        var square = self
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result * square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        return result
    }
}

/// |x|
public func abs(_ x: Rational) -> Rational { x.magnitude }

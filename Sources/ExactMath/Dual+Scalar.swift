extension Dual: Scalar {
    /// 0 + 0 ε
    @inlinable public static var zero: Dual { Dual(constant: .zero) }
    /// 1 + 0 ε
    @inlinable public static var one: Dual { Dual(constant: .one) }
    @inlinable public static var isExact: Bool { Base.isExact }

    @inlinable public init(_ rational: Rational) { self.init(constant: Base(rational)) }
    @inlinable public init(_ double: Double) { self.init(constant: Base(double)) }

    @inlinable public var approximation: Double { value.approximation }
    @inlinable public var isPositive: Bool { value.isPositive }

    /// "v + v̇ε"
    public var description: String { "\(value) + \(tangent)ε" }

    @inlinable public static func + (a: Dual, b: Dual) -> Dual {
        Dual(a.value + b.value, tangent: a.tangent + b.tangent)
    }

    @inlinable public static func - (a: Dual, b: Dual) -> Dual {
        Dual(a.value - b.value, tangent: a.tangent - b.tangent)
    }

    @inlinable public static prefix func - (a: Dual) -> Dual { Dual(-a.value, tangent: -a.tangent) }

    /// (ab)˙ = ȧb + aḃ
    @inlinable public static func * (a: Dual, b: Dual) -> Dual {
        Dual(a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
    }

    /// (a/b)˙ = (ȧ − (a/b)ḃ) / b
    @inlinable public static func / (a: Dual, b: Dual) -> Dual {
        let quotient = a.value / b.value
        return Dual(quotient, tangent: (a.tangent - quotient * b.tangent) / b.value)
    }

    /// exp′ = exp
    @inlinable public func exponential() -> Dual {
        let y = value.exponential()
        return Dual(y, tangent: y * tangent)
    }

    /// log′ x = 1/x
    @inlinable public func logarithm() -> Dual { Dual(value.logarithm(), tangent: tangent / value) }

    /// (log(1 + x))′ = 1/(1 + x)
    @inlinable public func logarithmOfOnePlus() -> Dual {
        Dual(value.logarithmOfOnePlus(), tangent: tangent / (.one + value))
    }

    /// tanh′ = 1 − tanh²
    @inlinable public func hyperbolicTangent() -> Dual {
        let y = value.hyperbolicTangent()
        return Dual(y, tangent: (.one - y * y) * tangent)
    }

    /// σ′ = σ(1 − σ)
    @inlinable public func logistic() -> Dual {
        let y = value.logistic()
        return Dual(y, tangent: y * (.one - y) * tangent)
    }
}

/// A double v and its derivatives in seven directions at once: v + Σ_k v̇_k ε_k, all products of two ε being 0.
///
/// Every lane behaves as a `Dual<Double>` with the same value (vector forward mode): one run gives seven directional derivatives. Lane 0
/// holds the value, so that a number is one cache line.
@frozen public struct VectorDual: Sendable, Equatable {
    /// Directions that are carried along.
    public static var directions: Int { 7 }

    @usableFromInline var lanes: SIMD8<Double>

    @inlinable init(lanes: SIMD8<Double>) { self.lanes = lanes }

    /// A constant: its derivatives are 0.
    @inlinable public init(constant value: Double) {
        lanes = .zero
        lanes[0] = value
    }

    /// The derivative in a direction, counted from 0.
    @inlinable public subscript(direction: Int) -> Double {
        get { lanes[direction + 1] }
        set { lanes[direction + 1] = newValue }
    }

    /// v
    @inlinable public var value: Double { lanes[0] }

    /// A function's value, and its derivatives by the chain rule: slope · v̇_k.
    @inlinable func chained(_ value: Double, slope: Double) -> VectorDual {
        var result = lanes * slope
        result[0] = value
        return VectorDual(lanes: result)
    }
}

extension VectorDual: Scalar {
    /// 0 with derivatives 0.
    @inlinable public static var zero: VectorDual { VectorDual(lanes: .zero) }
    /// 1 with derivatives 0.
    @inlinable public static var one: VectorDual { VectorDual(constant: 1) }
    @inlinable public static var isExact: Bool { false }

    @inlinable public init(_ rational: Rational) { self.init(constant: rational.approximation) }
    @inlinable public init(_ double: Double) { self.init(constant: double) }

    @inlinable public var approximation: Double { value }
    @inlinable public var isPositive: Bool { value > 0 }

    /// "v + [v̇_1, …]ε"
    public var description: String { "\(value) + \((0..<Self.directions).map { self[$0] })ε" }

    @inlinable public static func + (a: Self, b: Self) -> Self { Self(lanes: a.lanes + b.lanes) }
    @inlinable public static func - (a: Self, b: Self) -> Self { Self(lanes: a.lanes - b.lanes) }
    @inlinable public static prefix func - (a: Self) -> Self { Self(lanes: -a.lanes) }

    /// (ab)˙ = ȧb + aḃ
    @inlinable public static func * (a: Self, b: Self) -> Self {
        var result = a.lanes * b.value + b.lanes * a.value
        result[0] = a.value * b.value
        return Self(lanes: result)
    }

    /// (a/b)˙ = (ȧ − (a/b)ḃ) / b
    @inlinable public static func / (a: Self, b: Self) -> Self {
        let quotient = a.value / b.value
        var result = (a.lanes - b.lanes * quotient) / b.value
        result[0] = quotient
        return Self(lanes: result)
    }

    /// exp′ = exp
    @inlinable public func exponential() -> Self {
        let y = value.exponential()
        return chained(y, slope: y)
    }

    /// log′ x = 1/x
    @inlinable public func logarithm() -> Self { chained(value.logarithm(), slope: 1 / value) }

    /// (log(1 + x))′ = 1/(1 + x)
    @inlinable public func logarithmOfOnePlus() -> Self {
        chained(value.logarithmOfOnePlus(), slope: 1 / (1 + value))
    }

    /// tanh′ = 1 − tanh²
    @inlinable public func hyperbolicTangent() -> Self {
        let y = value.hyperbolicTangent()
        return chained(y, slope: 1 - y * y)
    }

    /// σ′ = σ(1 − σ)
    @inlinable public func logistic() -> Self {
        let y = value.logistic()
        return chained(y, slope: y * (1 - y))
    }
}

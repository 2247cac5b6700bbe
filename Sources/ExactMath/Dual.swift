/// A dual number v + v̇ ε with ε² = 0: a value, and its derivative in one direction, carried along by forward-mode differentiation.
///
/// f(v + v̇ ε) = f(v) + f′(v) v̇ ε for every function f of the engine, so running the engine over duals gives directional derivatives
/// without any backward pass: exact over fractions, to rounding over doubles. Two duals are equal when both parts are.
@frozen public struct Dual<Base: Scalar>: Sendable, Equatable {
    /// v
    public var value: Base
    /// v̇, the derivative in the direction that the run began with.
    public var tangent: Base

    /// v + v̇ ε
    @inlinable public init(_ value: Base, tangent: Base) {
        self.value = value
        self.tangent = tangent
    }

    /// A constant: its derivative is 0.
    @inlinable public init(constant value: Base) { self.init(value, tangent: .zero) }
}

extension Dual: Hashable where Base: Hashable {}

import CKernels

extension Double: Scalar {
    /// 1; `zero` is the standard library's.
    public static var one: Double { 1 }
    public static var isExact: Bool { false }

    public init(_ rational: Rational) { self = rational.approximation }

    public var approximation: Double { self }
    public var isPositive: Bool { self > 0 }

    // One number goes through the same polynomials as a vector: a value computed alone has the bits of the trace's value.

    /// self + a b, rounded once: the CPU's instruction, or the C library's exact function.
    @inlinable public func plus(_ a: Double, times b: Double) -> Double { addingProduct(a, b) }

    /// e^x, within 2.5 units in the last place.
    public func exponential() -> Double { alone(kernels().pointee.exponential) }

    /// log x, within 2.5 units in the last place; −∞ at 0, nan below.
    public func logarithm() -> Double { alone(kernels().pointee.logarithm) }

    /// log(1 + x), within 4 units in the last place: what 1 + x loses to rounding, the quotient gives back (Kahan).
    public func logarithmOfOnePlus() -> Double {
        let sum = 1 + self
        if sum == 1 { return self }
        return sum.isInfinite ? sum.logarithm() : sum.logarithm() * (self / (sum - 1))
    }

    /// tanh x, within 2.5 units in the last place; odd in every bit.
    public func hyperbolicTangent() -> Double { alone(kernels().pointee.tanh) }

    /// 1 / (1 + e^−x), within 2.5 units in the last place, computed from the side on which the exponential does not overflow.
    public func logistic() -> Double { alone(kernels().pointee.sigmoid) }

    private func alone(
        _ kernel: @convention(c) (UnsafePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
    ) -> Double {
        var x = self
        var y = x
        kernel(&x, &y, 1)
        return y
    }
}

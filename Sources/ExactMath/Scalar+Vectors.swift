/// Plain loops: what every whole-vector operation equals, and what runs for every scalar without kernels of its own.
extension Scalar {
    /// y = value
    @inlinable public static func fill(_ y: UnsafeMutablePointer<Self>, with value: Self, count: Int) {
        for i in 0..<count { y[i] = value }
    }

    /// y = x
    @inlinable public static func copy(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int) {
        for i in 0..<count { y[i] = x[i] }
    }

    /// y += x
    @inlinable public static func add(_ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int) {
        for i in 0..<count { y[i] = y[i] + x[i] }
    }

    /// y = a ⊙ b, or y += a ⊙ b
    @inlinable public static func addProduct(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool
    ) {
        for i in 0..<count {
            let product = a[i] * b[i]
            y[i] = accumulate ? y[i] + product : product
        }
    }

    /// y = g ⊙ a + (1 − g) ⊙ b
    @inlinable public static func blend(
        gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count { y[i] = gate[i] * a[i] + (one - gate[i]) * b[i] }
    }

    /// y += (1 − g) ⊙ a
    @inlinable public static func addComplementProduct(
        gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count { y[i] = y[i] + (one - gate[i]) * a[i] }
    }

    /// y += (a − b) ⊙ c
    @inlinable public static func addDifferenceProduct(
        _ a: UnsafePointer<Self>, minus b: UnsafePointer<Self>, times c: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count { y[i] = y[i] + (a[i] - b[i]) * c[i] }
    }

    /// y = g(x)
    @inlinable public static func apply(
        _ function: Activation, _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count {
            switch function {
            case .identity: y[i] = x[i]
            case .tanh: y[i] = x[i].hyperbolicTangent()
            case .sigmoid: y[i] = x[i].logistic()
            case .relu: y[i] = x[i].isPositive ? x[i] : zero
            }
        }
    }

    /// dx += g′ ⊙ dy, with g′ written in the function's own value y: tanh 1 − y², σ y(1 − y), relu 1 where y > 0.
    @inlinable public static func addDerivative(
        of function: Activation, at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>,
        into dx: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count {
            switch function {
            case .identity: dx[i] = dx[i] + dy[i]
            case .tanh: dx[i] = dx[i] + (one - y[i] * y[i]) * dy[i]
            case .sigmoid: dx[i] = dx[i] + y[i] * (one - y[i]) * dy[i]
            case .relu: if y[i].isPositive { dx[i] = dx[i] + dy[i] }
            }
        }
    }

    /// Σ a ⊙ b
    @inlinable public static func dot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Self {
        var sum = zero
        for i in 0..<count { sum = sum + a[i] * b[i] }
        return sum
    }
}

import CKernels

/// Kernels in place of the plain loops of `Scalar+Vectors.swift`; sums are taken in eight interleaved parts.
extension Double {
    public static func fill(_ y: UnsafeMutablePointer<Double>, with value: Double, count: Int) {
        kernels().pointee.fill(y, value, count)
    }

    public static func copy(_ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int) {
        kernels().pointee.copy(x, y, count)
    }

    public static func add(_ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int) {
        kernels().pointee.add(x, y, count)
    }

    public static func addProduct(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int,
        accumulate: Bool
    ) {
        kernels().pointee.product(a, b, y, count, accumulate)
    }

    public static func blend(
        gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.blend(gate, a, b, y, count)
    }

    public static func addComplementProduct(
        gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add_complement_product(gate, a, y, count)
    }

    public static func addDifferenceProduct(
        _ a: UnsafePointer<Double>, minus b: UnsafePointer<Double>, times c: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add_difference_product(a, b, c, y, count)
    }

    public static func apply(
        _ function: Activation, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        switch function {
        case .identity: kernels().pointee.copy(x, y, count)
        case .tanh: kernels().pointee.tanh(x, y, count)
        case .sigmoid: kernels().pointee.sigmoid(x, y, count)
        case .relu: kernels().pointee.relu(x, y, count)
        }
    }

    public static func addDerivative(
        of function: Activation, at y: UnsafePointer<Double>, times dy: UnsafePointer<Double>,
        into dx: UnsafeMutablePointer<Double>, count: Int
    ) {
        switch function {
        case .identity: kernels().pointee.add(dy, dx, count)
        case .tanh: kernels().pointee.add_tanh_derivative(y, dy, dx, count)
        case .sigmoid: kernels().pointee.add_sigmoid_derivative(y, dy, dx, count)
        case .relu: kernels().pointee.add_relu_derivative(y, dy, dx, count)
        }
    }

    public static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int) -> Double {
        kernels().pointee.dot(a, b, count)
    }

    /// y_i = e^x_i
    public static func exponentials(
        of x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.exponential(x, y, count)
    }

    /// y_i = log x_i
    public static func logarithms(
        of x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.logarithm(x, y, count)
    }

    /// y = softmax(x); the result is log Σ e^x_i, so that log y_i = x_i − result. No exponential overflows.
    @discardableResult
    public static func softmax(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) -> Double {
        kernels().pointee.softmax(x, y, count)
    }
}

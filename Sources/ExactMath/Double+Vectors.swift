import CKernels

/// Kernels in place of the plain loops of `Scalar+Vectors.swift`; sums are taken in eight interleaved parts.
extension Double {
    @inlinable public static func doubles(_ memory: UnsafeMutablePointer<Double>) -> UnsafeMutablePointer<Double>? {
        memory
    }

    /// Pages of zeros that nobody touches take no time.
    public static func withZeros<Result>(
        count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result
    ) -> Result {
        guard let zeros = kernel_zeros(count) else { fatalError("there is no memory for \(count) numbers") }
        defer { kernel_free(zeros) }
        return body(zeros)
    }

    @inlinable public static func fill(_ y: UnsafeMutablePointer<Double>, with value: Double, count: Int) {
        kernels().pointee.fill(y, value, count)
    }

    @inlinable public static func copy(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add(x, y, count, false)
    }

    @inlinable public static func add(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add(x, y, count, true)
    }

    @inlinable public static func addDifference(
        _ a: UnsafePointer<Double>, minus b: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>,
        count: Int, accumulate: Bool
    ) {
        kernels().pointee.difference(a, b, y, count, accumulate)
    }

    @inlinable public static func addProduct(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int,
        accumulate: Bool
    ) {
        kernels().pointee.product(a, b, y, count, accumulate)
    }

    @inlinable public static func blend(
        gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.blend(gate, a, b, y, count)
    }

    @inlinable public static func productSum(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ d: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.product_sum(a, b, c, d, y, count)
    }

    @inlinable public static func productDerivatives(
        _ dy: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into da: Sink<Double>,
        _ db: Sink<Double>, count: Int
    ) {
        kernels().pointee.product_derivatives(dy, a, b, da.kernel, db.kernel, count)
    }

    @inlinable public static func productSumDerivatives(
        _ dy: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
        _ d: UnsafePointer<Double>, into da: Sink<Double>, _ db: Sink<Double>, _ dc: Sink<Double>, _ dd: Sink<Double>,
        count: Int
    ) {
        kernels().pointee.product_sum_derivatives(
            dy, a, b, c, d, da.kernel, db.kernel, dc.kernel, dd.kernel, count)
    }

    @inlinable public static func blendDerivatives(
        _ dy: UnsafePointer<Double>, gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>,
        into dgate: Sink<Double>, _ da: Sink<Double>, _ db: Sink<Double>, count: Int
    ) {
        kernels().pointee.blend_derivatives(dy, gate, a, b, dgate.kernel, da.kernel, db.kernel, count)
    }

    @inlinable public static func apply(
        _ function: Activation, _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        switch function {
        case .identity: kernels().pointee.add(x, y, count, false)
        case .tanh: kernels().pointee.tanh(x, y, count)
        case .sigmoid: kernels().pointee.sigmoid(x, y, count)
        case .relu: kernels().pointee.relu(x, y, count)
        }
    }

    @inlinable public static func addDerivative(
        of function: Activation, at y: UnsafePointer<Double>, times dy: UnsafePointer<Double>,
        into dx: UnsafeMutablePointer<Double>, count: Int, accumulate: Bool
    ) {
        switch function {
        case .identity: kernels().pointee.add(dy, dx, count, accumulate)
        case .tanh: kernels().pointee.tanh_derivative(y, dy, dx, count, accumulate)
        case .sigmoid: kernels().pointee.sigmoid_derivative(y, dy, dx, count, accumulate)
        case .relu: kernels().pointee.relu_derivative(y, dy, dx, count, accumulate)
        }
    }

    @inlinable public static func dot(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
    ) -> Double {
        kernels().pointee.dot(a, b, count)
    }

    @inlinable public static func squaredDistance(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
    ) -> Double {
        kernels().pointee.squared_distance(a, b, count)
    }

    @inlinable public static func squaredDistances(
        _ a: Rows<Double>, _ b: Rows<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.squared_distances(a.base, a.stride, b.base, b.stride, count, y, a.count)
    }

    @inlinable public static func logSumExp(_ x: UnsafePointer<Double>, count: Int) -> Double {
        kernels().pointee.log_sum_exp(x, count)
    }

    @inlinable public static func softmax(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.softmax(x, y, count)
    }

    @inlinable public static func addSoftmaxDerivative(
        at y: UnsafePointer<Double>, times dy: UnsafePointer<Double>, into dx: UnsafeMutablePointer<Double>,
        count: Int, accumulate: Bool
    ) {
        kernels().pointee.softmax_derivative(y, dy, dx, count, accumulate)
    }
}

extension Sink<Double> {
    @inlinable var kernel: kernel_sink { kernel_sink(base: base, accumulate: accumulates) }
}

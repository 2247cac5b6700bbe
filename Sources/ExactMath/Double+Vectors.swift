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

    /// y = value
    @inlinable public static func fill(_ y: UnsafeMutablePointer<Double>, with value: Double, count: Int) {
        kernels().pointee.fill(y, value, count)
    }

    /// y = x
    @inlinable public static func copy(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add(x, y, count, false)
    }

    /// y += x
    @inlinable public static func add(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.add(x, y, count, true)
    }

    /// y = a − b, or y += a − b: the difference is rounded before it is added.
    @inlinable public static func addDifference(
        _ a: UnsafePointer<Double>, minus b: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>,
        count: Int, accumulate: Bool
    ) {
        kernels().pointee.difference(a, b, y, count, accumulate)
    }

    /// y = a ⊙ b, or y += a ⊙ b, product and sum rounded once.
    @inlinable public static func addProduct(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int,
        accumulate: Bool
    ) {
        kernels().pointee.product(a, b, y, count, accumulate)
    }

    /// y = g ⊙ a + (1 − g) ⊙ b; the product with g is rounded together with the sum.
    @inlinable public static func blend(
        gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.blend(gate, a, b, y, count)
    }

    /// y = a ⊙ b + c ⊙ d; the product of a and b is rounded together with the sum.
    @inlinable public static func productSum(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ d: UnsafePointer<Double>,
        into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.product_sum(a, b, c, d, y, count)
    }

    /// The derivatives of y = a ⊙ b in one pass: db = dy ⊙ a, then da = dy ⊙ b
    @inlinable public static func productDerivatives(
        _ dy: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into da: Sink<Double>,
        _ db: Sink<Double>, count: Int
    ) {
        kernels().pointee.product_derivatives(dy, a, b, da.kernel, db.kernel, count)
    }

    /// The derivatives of y = a ⊙ b + c ⊙ d in one pass: at every entry db, da, then dd, dc
    @inlinable public static func productSumDerivatives(
        _ dy: UnsafePointer<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
        _ d: UnsafePointer<Double>, into da: Sink<Double>, _ db: Sink<Double>, _ dc: Sink<Double>, _ dd: Sink<Double>,
        count: Int
    ) {
        kernels().pointee.product_sum_derivatives(
            dy, a, b, c, d, da.kernel, db.kernel, dc.kernel, dd.kernel, count)
    }

    /// The derivatives of y = g ⊙ a + (1 − g) ⊙ b in one pass: dg = (a − b) ⊙ dy, da = g ⊙ dy, db = (1 − g) ⊙ dy
    @inlinable public static func blendDerivatives(
        _ dy: UnsafePointer<Double>, gate: UnsafePointer<Double>, _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>,
        into dgate: Sink<Double>, _ da: Sink<Double>, _ db: Sink<Double>, count: Int
    ) {
        kernels().pointee.blend_derivatives(dy, gate, a, b, dgate.kernel, da.kernel, db.kernel, count)
    }

    /// y = g(x), with the bits that the function has for one number alone.
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

    /// dx = g′ ⊙ dy, or dx += g′ ⊙ dy, with g′ in the function's own value y, by a kernel for every function.
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

    /// Σ a ⊙ b in eight parts, every product rounded together with its part.
    @inlinable public static func dot(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
    ) -> Double {
        kernels().pointee.dot(a, b, count)
    }

    /// Σ (a − b)² in eight parts, every square rounded together with its part.
    @inlinable public static func squaredDistance(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, count: Int
    ) -> Double {
        kernels().pointee.squared_distance(a, b, count)
    }

    /// y_r = Σ (a_r − b_r)² for every row r, each `count` wide, with the bits of `squaredDistance`.
    @inlinable public static func squaredDistances(
        _ a: Rows<Double>, _ b: Rows<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.squared_distances(a.base, a.stride, b.base, b.stride, count, y, a.count)
    }

    /// log Σ e^x in eight parts, with the largest entry taken out, so that nothing overflows.
    @inlinable public static func logSumExp(_ x: UnsafePointer<Double>, count: Int) -> Double {
        kernels().pointee.log_sum_exp(x, count)
    }

    /// y = e^x / Σ e^x, with the largest entry taken out; every exponential is computed twice, first for the sum.
    @inlinable public static func softmax(
        _ x: UnsafePointer<Double>, into y: UnsafeMutablePointer<Double>, count: Int
    ) {
        kernels().pointee.softmax(x, y, count)
    }

    /// dx = y ⊙ (dy − y · dy), or dx += y ⊙ (dy − y · dy), with `dot` for y · dy.
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

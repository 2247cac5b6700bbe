/// Plain loops: what every whole-vector operation equals, and what runs for every scalar without kernels of its own. Where a product
/// and a sum meet, they are rounded once, together.
extension Scalar {
    @inlinable public static func doubles(_ memory: UnsafeMutablePointer<Self>) -> UnsafeMutablePointer<Double>? { nil }

    @inlinable public func plus(_ a: Self, times b: Self) -> Self { self + a * b }

    @inlinable public static func withZeros<Result>(
        count: Int, _ body: (UnsafeMutablePointer<Self>) -> Result
    ) -> Result {
        let zeros = UnsafeMutableBufferPointer<Self>.allocate(capacity: max(count, 1))
        zeros.initialize(repeating: .zero)
        defer {
            zeros.deinitialize()
            zeros.deallocate()
        }
        guard let base = zeros.baseAddress else { preconditionFailure("an array of at least one number") }
        return body(base)
    }

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
        for i in 0..<count { y[i] = accumulate ? y[i].plus(a[i], times: b[i]) : a[i] * b[i] }
    }

    /// y = g ⊙ a + (1 − g) ⊙ b
    @inlinable public static func blend(
        gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count { y[i] = ((one - gate[i]) * b[i]).plus(gate[i], times: a[i]) }
    }

    /// y = a ⊙ b + c ⊙ d
    @inlinable public static func productSum(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafePointer<Self>, _ d: UnsafePointer<Self>,
        into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for i in 0..<count { y[i] = (c[i] * d[i]).plus(a[i], times: b[i]) }
    }

    /// The derivatives of y = a ⊙ b: db = dy ⊙ a, then da = dy ⊙ b
    @inlinable public static func productDerivatives(
        _ dy: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into da: Sink<Self>,
        _ db: Sink<Self>, count: Int
    ) {
        for i in 0..<count {
            db.put(dy[i], a[i], at: i)
            da.put(dy[i], b[i], at: i)
        }
    }

    /// The derivatives of y = a ⊙ b + c ⊙ d: as for a product, db, da, then dd, dc
    @inlinable public static func productSumDerivatives(
        _ dy: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafePointer<Self>,
        _ d: UnsafePointer<Self>, into da: Sink<Self>, _ db: Sink<Self>, _ dc: Sink<Self>, _ dd: Sink<Self>,
        count: Int
    ) {
        for i in 0..<count {
            db.put(dy[i], a[i], at: i)
            da.put(dy[i], b[i], at: i)
            dd.put(dy[i], c[i], at: i)
            dc.put(dy[i], d[i], at: i)
        }
    }

    /// The derivatives of y = g ⊙ a + (1 − g) ⊙ b: dg = (a − b) ⊙ dy, da = g ⊙ dy, db = (1 − g) ⊙ dy
    @inlinable public static func blendDerivatives(
        _ dy: UnsafePointer<Self>, gate: UnsafePointer<Self>, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        into dgate: Sink<Self>, _ da: Sink<Self>, _ db: Sink<Self>, count: Int
    ) {
        for i in 0..<count {
            dgate.put(a[i] - b[i], dy[i], at: i)
            da.put(gate[i], dy[i], at: i)
            db.put(one - gate[i], dy[i], at: i)
        }
    }

    /// y = a − b, or y += a − b
    @inlinable public static func addDifference(
        _ a: UnsafePointer<Self>, minus b: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool
    ) {
        for i in 0..<count { y[i] = accumulate ? y[i] + (a[i] - b[i]) : a[i] - b[i] }
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

    /// dx = g′ ⊙ dy, or dx += g′ ⊙ dy, with g′ in the function's own value y: tanh 1 − y², σ y − y², relu 1 where y > 0.
    @inlinable public static func addDerivative(
        of function: Activation, at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>,
        into dx: UnsafeMutablePointer<Self>, count: Int, accumulate: Bool
    ) {
        for i in 0..<count {
            let slope: Self
            switch function {
            case .identity:
                dx[i] = accumulate ? dx[i] + dy[i] : dy[i]
                continue
            case .relu:
                let passed = y[i].isPositive ? dy[i] : zero
                dx[i] = accumulate ? dx[i] + passed : passed
                continue
            case .tanh: slope = one.plus(-y[i], times: y[i])
            case .sigmoid: slope = y[i].plus(-y[i], times: y[i])
            }
            dx[i] = accumulate ? dx[i].plus(slope, times: dy[i]) : slope * dy[i]
        }
    }

    /// Σ a ⊙ b
    @inlinable public static func dot(_ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int) -> Self {
        var sum = zero
        for i in 0..<count { sum = sum.plus(a[i], times: b[i]) }
        return sum
    }

    /// Σ x
    @inlinable public static func sum(_ x: UnsafePointer<Self>, count: Int) -> Self {
        var sum = zero
        for i in 0..<count { sum = sum + x[i] }
        return sum
    }

    /// Σ x
    @inlinable public static func sum(_ x: [Self]) -> Self {
        x.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { sum($0, count: buffer.count) } ?? .zero }
    }

    /// Σ (a − b)²
    @inlinable public static func squaredDistance(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, count: Int
    ) -> Self {
        var sum = zero
        for i in 0..<count { sum = sum.plus(a[i] - b[i], times: a[i] - b[i]) }
        return sum
    }

    /// y_r = Σ (a_r − b_r)² for every row r, each `count` wide
    @inlinable public static func squaredDistances(
        _ a: Rows<Self>, _ b: Rows<Self>, into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        for r in 0..<a.count { y[r] = squaredDistance(a[r], b[r], count: count) }
    }

    /// log Σ e^x, with the largest entry taken out, so that nothing overflows
    @inlinable public static func logSumExp(_ x: UnsafePointer<Self>, count: Int) -> Self {
        let largest = largestEntry(x, count: count)
        var sum = zero
        for i in 0..<count { sum = sum + (x[i] - largest).exponential() }
        return largest + sum.logarithm()
    }

    /// y = e^x / Σ e^x, with the largest entry taken out, so that nothing overflows
    @inlinable public static func softmax(
        _ x: UnsafePointer<Self>, into y: UnsafeMutablePointer<Self>, count: Int
    ) {
        let largest = largestEntry(x, count: count)
        var sum = zero
        for i in 0..<count {
            y[i] = (x[i] - largest).exponential()
            sum = sum + y[i]
        }
        for i in 0..<count { y[i] = y[i] / sum }
    }

    /// dx = y ⊙ (dy − y · dy), or dx += y ⊙ (dy − y · dy): the derivative of softmax at its value y
    @inlinable public static func addSoftmaxDerivative(
        at y: UnsafePointer<Self>, times dy: UnsafePointer<Self>, into dx: UnsafeMutablePointer<Self>, count: Int,
        accumulate: Bool
    ) {
        let mean = dot(y, dy, count: count)
        for i in 0..<count { dx[i] = accumulate ? dx[i].plus(y[i], times: dy[i] - mean) : y[i] * (dy[i] - mean) }
    }

    /// The largest entry as a constant: a shift by it changes neither softmax nor its derivative.
    @inlinable static func largestEntry(_ x: UnsafePointer<Self>, count: Int) -> Self {
        var largest = x[0].approximation
        for i in 1..<count { largest = Swift.max(largest, x[i].approximation) }
        return Self(largest.isFinite ? largest : 0)
    }
}

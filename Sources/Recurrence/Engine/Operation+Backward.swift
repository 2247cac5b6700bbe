import ExactMath

extension Operation {
    /// Adds to the gradients of what row t of `y` was computed from, parameters left out.
    ///
    /// - Parameters:
    ///   - v: the arena of values.
    ///   - workspace: the copies of matrices, where they are at hand.
    ///   - source: the arena in which dy stands.
    ///   - g: the arena that is added to; the same as `source` in a whole backward pass.
    func backward<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>?, from source: UnsafePointer<S>,
        into g: UnsafeMutablePointer<S>, at t: Int
    ) {
        let dy = source + y.address(t)
        let da = g + a.address(t)
        let n = y.width
        switch kind {
        case .matrix:
            if let copy = workspace.flatMap({ copy($0) }) {
                S.multiplyTransposed(copy, dy, into: da, accumulate: !assigns.a, backwards: t & 1 == 1)
            } else {
                S.multiplyTransposed(matrix(v), dy, into: da, accumulate: !assigns.a)
            }
        case .transposed:
            if let transposed = workspace.flatMap({ transposedCopy($0) }) {
                S.multiplyTransposed(transposed, dy, into: da, accumulate: !assigns.a, backwards: t & 1 == 1)
            } else {
                S.multiply(matrix(v), dy, into: da, accumulate: !assigns.a)
            }
        case .add:
            if aIsParameter { return }
            if assigns.a { S.copy(dy, into: da, count: n) } else { S.add(dy, into: da, count: n) }
        case .product:
            if aIsParameter {
                S.addProduct(dy, v + a.address(t), into: g + b.address(t), count: n, accumulate: !assigns.b)
            } else {
                S.productDerivatives(
                    dy, v + a.address(t), v + b.address(t), into: sink(g, a, t, assigns.a), sink(g, b, t, assigns.b),
                    count: n)
            }
        case .productSum:
            S.productSumDerivatives(
                dy, v + a.address(t), v + b.address(t), v + c.address(t), v + d.address(t),
                into: sink(g, a, t, assigns.a), sink(g, b, t, assigns.b), sink(g, c, t, assigns.c),
                sink(g, d, t, assigns.d), count: n)
        case .blend:
            S.blendDerivatives(
                dy, gate: v + a.address(t), v + b.address(t), v + c.address(t), into: sink(g, a, t, assigns.a),
                sink(g, b, t, assigns.b), sink(g, c, t, assigns.c), count: n)
        case .apply:
            S.addDerivative(
                of: function, at: v + y.address(t), times: dy, into: da, count: n, accumulate: !assigns.a)
        case .softmax:
            S.addSoftmaxDerivative(at: v + y.address(t), times: dy, into: da, count: n, accumulate: !assigns.a)
        case .lookup:
            break
        case .scores:
            scoresBackward(v, dy: dy, into: g, at: t)
        case .mix:
            let memory = MatrixView<S>(base: v + b.origin, rows: a.width, columns: b.width, stride: b.stride)
            S.multiply(memory, dy, into: da, accumulate: !assigns.a)
            let one = Rows<S>(base: v + a.address(t), stride: 0, count: 1)
            let two = Rows<S>(base: dy, stride: 0, count: 1)
            S.addOuterProducts(
                one, two, into: .init(base: g + b.origin, rows: a.width, columns: b.width, stride: b.stride),
                accumulate: true)
        }
    }

    /// The same for every step of a range, in any order: `for t in range { backward(at: t) }`.
    func backward<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>?, _ g: UnsafeMutablePointer<S>,
        through range: ClosedRange<Int>
    ) {
        switch kind {
        case .matrix where a.stride != 0:
            S.multiplyTransposedAll(
                matrix(v), rows(g, y, range), into: mutableRows(g, a, range), accumulate: !assigns.a)
        case .apply where a.isContiguous && y.isContiguous:
            let first = y.address(range.lowerBound)
            let da = g + a.address(range.lowerBound)
            S.addDerivative(
                of: function, at: v + first, times: g + first, into: da, count: y.width * range.count,
                accumulate: !assigns.a)
        default:
            for t in range { backward(v, workspace, from: g, into: g, at: t) }
        }
    }

    /// Adds the gradients of the parameters, summed over the steps of a range.
    func parameterGradients<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, from source: UnsafePointer<S>, into g: UnsafeMutablePointer<S>,
        tokens: UnsafeBufferPointer<Int>, through range: ClosedRange<Int>
    ) {
        switch kind {
        case .matrix:
            S.addOuterProducts(
                rows(source, y, range), rows(v, a, range), into: gradientMatrix(g), accumulate: !assigns.parameter)
        case .transposed:
            S.addOuterProducts(
                rows(v, a, range), rows(source, y, range), into: gradientMatrix(g), accumulate: !assigns.parameter)
        case .add where aIsParameter:
            // Σ_t 1 · dy_t: the matrix kernel adds rows four at a time.
            withUnsafePointer(to: S.one) { one in
                S.addOuterProducts(
                    Rows(base: one, stride: 0, count: range.count), rows(source, y, range),
                    into: MutableMatrixView(base: g + a.origin, rows: 1, columns: y.width, stride: y.width),
                    accumulate: !assigns.parameter)
            }
        case .product where aIsParameter:
            for t in range {
                S.addProduct(
                    source + y.address(t), v + b.address(t), into: g + a.origin, count: y.width, accumulate: true)
            }
        case .lookup:
            for t in range {
                S.add(source + y.address(t), into: g + m.origin + tokens[t - 1] * m.stride, count: y.width)
            }
        case .scores:
            let kept = m
            for t in range {
                let tanh = MatrixView<S>(
                    base: v + kept.origin + kept.stride * t, rows: kept.rows, columns: kept.columns,
                    stride: kept.columns)
                S.multiplyTransposed(tanh, source + y.address(t), into: g + c.origin, accumulate: true)
            }
        case .add, .product, .productSum, .blend, .apply, .softmax, .mix:
            break
        }
    }

    private func sink<S>(_ g: UnsafeMutablePointer<S>, _ view: View, _ t: Int, _ isAssigned: Bool) -> Sink<S> {
        Sink(g + view.address(t), accumulates: !isAssigned)
    }

    private func gradientMatrix<S>(_ g: UnsafeMutablePointer<S>) -> MutableMatrixView<S> {
        MutableMatrixView(base: g + m.origin, rows: m.rows, columns: m.columns, stride: m.stride)
    }

    /// With u_j = tanh(query + key_j): dkey_j += de_j v ⊙ (1 − u_j²), and the query takes the sum of them.
    private func scoresBackward<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, dy: UnsafePointer<S>, into g: UnsafeMutablePointer<S>, at t: Int
    ) {
        let (rows, width) = (m.rows, m.columns)
        let kept = v + m.origin + m.stride * t
        withUnsafeTemporaryAllocation(of: S.self, capacity: rows * width) { buffer in
            buffer.initialize(repeating: .zero)
            defer { buffer.deinitialize() }
            guard let delta = buffer.baseAddress else { return }
            // The gradients of the arguments of tanh, one row a key.
            S.addOuterProducts(
                Rows(base: dy, stride: 0, count: 1), Rows(base: v + c.origin, stride: 0, count: 1),
                into: MutableMatrixView(base: delta, rows: rows, columns: width, stride: width), accumulate: false)
            S.addDerivative(of: .tanh, at: kept, times: delta, into: delta, count: rows * width, accumulate: false)
            if b.stride == width {
                S.add(delta, into: g + b.origin, count: rows * width)
            } else {
                for j in 0..<rows { S.add(delta + j * width, into: g + b.origin + j * b.stride, count: width) }
            }
            withUnsafePointer(to: S.one) { one in
                S.addOuterProducts(
                    Rows(base: one, stride: 0, count: rows), Rows(base: delta, stride: width, count: rows),
                    into: MutableMatrixView(base: g + a.address(t), rows: 1, columns: width, stride: width),
                    accumulate: true)
            }
        }
    }
}

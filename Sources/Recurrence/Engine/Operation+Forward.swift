import ExactMath

extension Operation {
    /// Computes row t of `y`.
    ///
    /// - Parameters:
    ///   - v: the arena of values.
    ///   - workspace: the copies of matrices.
    ///   - tokens: row of the embedding for every step, from step 1.
    func forward<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, tokens: UnsafeBufferPointer<Int>, at t: Int
    ) {
        let y = v + self.y.address(t)
        let a = v + self.a.address(t)
        let n = self.y.width
        switch kind {
        case .matrix:
            if let transposed = transposedCopy(workspace) {
                S.multiplyTransposed(transposed, a, into: y, accumulate: accumulates, backwards: t & 1 == 1)
            } else {
                S.multiply(matrix(v), a, into: y, accumulate: accumulates)
            }
        case .transposed:
            if let copy = copy(workspace) {
                S.multiplyTransposed(copy, a, into: y, accumulate: accumulates, backwards: t & 1 == 1)
            } else {
                S.multiplyTransposed(matrix(v), a, into: y, accumulate: accumulates)
            }
        case .add:
            if accumulates { S.add(a, into: y, count: n) } else { S.copy(a, into: y, count: n) }
        case .product:
            S.addProduct(a, v + b.address(t), into: y, count: n, accumulate: accumulates)
        case .productSum:
            S.productSum(a, v + b.address(t), v + c.address(t), v + d.address(t), into: y, count: n)
        case .blend:
            S.blend(gate: a, v + b.address(t), v + c.address(t), into: y, count: n)
        case .apply:
            S.apply(function, a, into: y, count: n)
        case .softmax:
            S.softmax(a, into: y, count: n)
        case .lookup:
            S.copy(v + m.origin + tokens[t - 1] * m.stride, into: y, count: n)
        case .scores:
            scores(query: a, v, into: y, at: t)
        case .mix:
            let memory = MatrixView<S>(base: v + b.origin, rows: self.a.width, columns: b.width, stride: b.stride)
            S.multiplyTransposed(memory, a, into: y, accumulate: accumulates)
        }
    }

    /// The same for every step of a range: `for t in range { forward(at: t) }`.
    func forward<S: Scalar>(
        _ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, tokens: UnsafeBufferPointer<Int>,
        through range: ClosedRange<Int>
    ) {
        switch kind {
        case .matrix:
            S.multiplyAll(matrix(v), rows(v, a, range), into: mutableRows(v, y, range), accumulate: accumulates)
        case .apply where a.isContiguous && y.isContiguous:
            let first = range.lowerBound
            S.apply(function, v + a.address(first), into: v + y.address(first), count: y.width * range.count)
        default:
            for t in range { forward(v, workspace, tokens: tokens, at: t) }
        }
    }

    /// M's copy in the workspace, if it has one.
    func copy<S>(_ workspace: UnsafePointer<S>) -> PackedMatrix<S>? {
        m.copy.map { PackedMatrix(base: .init(mutating: workspace) + $0, rows: m.rows, columns: m.columns) }
    }

    /// Mᵀ in the workspace, if it is there.
    func transposedCopy<S>(_ workspace: UnsafePointer<S>) -> PackedMatrix<S>? {
        m.transposed.map { PackedMatrix(base: .init(mutating: workspace) + $0, rows: m.columns, columns: m.rows) }
    }

    func matrix<S>(_ v: UnsafeMutablePointer<S>) -> MatrixView<S> {
        MatrixView(base: v + m.origin, rows: m.rows, columns: m.columns, stride: m.stride)
    }

    func rows<S>(_ v: UnsafePointer<S>, _ view: View, _ range: ClosedRange<Int>) -> Rows<S> {
        Rows(base: v + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    func mutableRows<S>(_ v: UnsafeMutablePointer<S>, _ view: View, _ range: ClosedRange<Int>) -> MutableRows<S> {
        MutableRows(base: v + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    /// e_j = v · tanh(query + key_j), keeping the tanh.
    private func scores<S: Scalar>(
        query: UnsafeMutablePointer<S>, _ v: UnsafeMutablePointer<S>, into e: UnsafeMutablePointer<S>, at t: Int
    ) {
        let width = m.columns
        let kept = v + m.origin + m.stride * t
        if b.stride == width { S.copy(v + b.origin, into: kept, count: m.rows * width) }
        for j in 0..<m.rows {
            let row = kept + j * width
            if b.stride != width { S.copy(v + b.origin + j * b.stride, into: row, count: width) }
            S.add(query, into: row, count: width)
        }
        S.apply(.tanh, kept, into: kept, count: m.rows * width)
        for j in 0..<m.rows { e[j] = S.dot(kept + j * width, v + c.origin, count: width) }
    }
}

extension View {
    /// Whether the rows of successive steps follow each other without a gap.
    var isContiguous: Bool { stride == width }
}

import ExactMath

/// What both passes read: the values of every step.
protocol PassMemory<S> {
    associatedtype S: Scalar
    /// The arena of values.
    var v: UnsafeMutablePointer<S> { get }
    /// How many sequences run at once.
    var sequences: Int { get }
}

// Inlined, so that nothing is left of the protocol where a pass runs.
extension PassMemory {
    @inline(__always)
    func row(_ view: View, at t: Int) -> UnsafeMutablePointer<S> { v + view.address(t) }

    /// A vector of parameters, which stands at one place for all steps.
    @inline(__always)
    func parameter(_ view: View) -> UnsafeMutablePointer<S> { v + view.origin }

    /// All rows of the sequence that step t belongs to, of a view of first rows.
    @inline(__always)
    func memory(_ view: View, count: Int, at t: Int) -> MatrixView<S> {
        MatrixView(
            base: v + view.origin + view.sequence(at: t, of: sequences) * view.stride, rows: count,
            columns: view.width, stride: view.stride * sequences)
    }

    @inline(__always)
    func rows(_ view: View, _ range: ClosedRange<Int>) -> Rows<S> {
        Rows(base: v + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    @inline(__always)
    func matrix(_ place: MatrixPlace) -> MatrixView<S> { place.view(in: v) }
}

/// What a forward pass works on.
struct ForwardMemory<S: Scalar>: PassMemory {
    /// The arena of values.
    let v: UnsafeMutablePointer<S>
    /// The copies of matrices.
    let workspace: UnsafePointer<S>
    /// Row of the embedding for every step, from step 1.
    let tokens: UnsafeBufferPointer<Int>
    let rowInstructions: UnsafeBufferPointer<RowInstruction>
    /// How many sequences run at once.
    let sequences: Int

    func mutableRows(_ view: View, _ range: ClosedRange<Int>) -> MutableRows<S> {
        MutableRows(base: v + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    /// The matrix's copy, if it has one.
    @inline(__always)
    func copy(of place: MatrixPlace) -> PackedMatrix<S>? { place.copy(in: workspace) }

    /// The copy of its transpose, if it has one.
    @inline(__always)
    func transposedCopy(of place: MatrixPlace) -> PackedMatrix<S>? { place.transposedCopy(in: workspace) }
}

/// What a backward pass works on.
struct BackwardMemory<S: Scalar>: PassMemory {
    /// The arena of values.
    let v: UnsafeMutablePointer<S>
    /// The copies of matrices, where they are at hand.
    let workspace: UnsafePointer<S>?
    /// The arena in which the gradients of results stand.
    let source: UnsafePointer<S>
    /// The arena that is added to; the same as `source` in a whole backward pass.
    let g: UnsafeMutablePointer<S>
    /// Row of the embedding for every step, from step 1.
    let tokens: UnsafeBufferPointer<Int>
    let rowInstructions: UnsafeBufferPointer<RowInstruction>
    /// How many sequences run at once.
    let sequences: Int

    /// Their gradients, to be added to.
    func memoryGradients(_ view: View, count: Int, at t: Int) -> MutableMatrixView<S> {
        MutableMatrixView(
            base: g + view.origin + view.sequence(at: t, of: sequences) * view.stride, rows: count,
            columns: view.width, stride: view.stride * sequences)
    }

    /// ∂L/∂ the result at a step.
    @inline(__always)
    func upper(_ view: View, at t: Int) -> UnsafePointer<S> { source + view.address(t) }

    /// ∂L/∂ an operand at a step, to be added to.
    @inline(__always)
    func gradient(_ view: View, at t: Int) -> UnsafeMutablePointer<S> { g + view.address(t) }

    @inline(__always)
    func sink(_ view: View, at t: Int, assigned: Bool) -> Sink<S> { Sink(g + view.address(t), accumulates: !assigned) }

    func uppers(_ view: View, _ range: ClosedRange<Int>) -> Rows<S> {
        Rows(base: source + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    func gradients(_ view: View, _ range: ClosedRange<Int>) -> MutableRows<S> {
        MutableRows(base: g + view.address(range.lowerBound), stride: view.stride, count: range.count)
    }

    func gradientMatrix(_ place: MatrixPlace) -> MutableMatrixView<S> {
        MutableMatrixView(base: g + place.origin, rows: place.rows, columns: place.columns, stride: place.stride)
    }

    @inline(__always)
    func copy(of place: MatrixPlace) -> PackedMatrix<S>? { workspace.flatMap { place.copy(in: $0) } }

    @inline(__always)
    func transposedCopy(of place: MatrixPlace) -> PackedMatrix<S>? {
        workspace.flatMap { place.transposedCopy(in: $0) }
    }
}

extension MatrixPlace {
    @inline(__always)
    fileprivate func view<S>(in v: UnsafePointer<S>) -> MatrixView<S> {
        MatrixView(base: v + origin, rows: rows, columns: columns, stride: stride)
    }

    @inline(__always)
    fileprivate func copy<S>(in workspace: UnsafePointer<S>) -> PackedMatrix<S>? {
        copy.map { PackedMatrix(base: .init(mutating: workspace) + $0, rows: rows, columns: columns) }
    }

    @inline(__always)
    fileprivate func transposedCopy<S>(in workspace: UnsafePointer<S>) -> PackedMatrix<S>? {
        transposed.map { PackedMatrix(base: .init(mutating: workspace) + $0, rows: columns, columns: rows) }
    }
}

import ExactMath

/// A matrix of parameters and the place of its transpose.
///
/// A product M x runs along M's columns, which lie together in Mᵀ: worth a copy for a matrix that is read at every step.
struct Transpose: Sendable {
    let matrix: Operation.MatrixPlace
    /// columns × rows
    let transposed: Operation.MatrixPlace

    func run<S: Scalar>(_ v: UnsafeMutablePointer<S>) {
        S.transpose(
            MatrixView(base: v + matrix.origin, rows: matrix.rows, columns: matrix.columns, stride: matrix.stride),
            into: MutableMatrixView(
                base: v + transposed.origin, rows: transposed.rows, columns: transposed.columns,
                stride: transposed.stride))
    }
}

/// Puts `y += Mᵀᵀ a` in the place of `y += M a` in what runs step by step, and collects the transposes.
struct Transposition {
    private(set) var transposes: [Transpose] = []
    /// The place of the next transpose.
    private(set) var end: Int

    init(end: Int) { self.end = end }

    mutating func transposed(_ block: ProgramBlock) -> ProgramBlock {
        var block = block
        for index in block.each.indices where block.each[index].kind == .matrix {
            let matrix = block.each[index].m
            block.each[index].kind = .transposed
            block.each[index].m = place(of: matrix)
        }
        return block
    }

    private mutating func place(of matrix: Operation.MatrixPlace) -> Operation.MatrixPlace {
        if let known = transposes.first(where: { $0.matrix == matrix }) { return known.transposed }
        let place = Operation.MatrixPlace(origin: end, rows: matrix.columns, columns: matrix.rows, stride: matrix.rows)
        transposes.append(Transpose(matrix: matrix, transposed: place))
        end += matrix.rows * matrix.columns
        return place
    }
}

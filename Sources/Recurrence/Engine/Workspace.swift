import ExactMath

/// Memory for copies of the matrices that run step by step, made ahead of every forward pass.
///
/// A product M x runs along M's columns, which lie together in Mᵀ; packed, they are read from end to end, and every second step goes
/// backwards over them, so that a matrix a little larger than a cache is found there for the most part.
struct Workspace<S: Scalar>: Sendable {
    private var entries: [S]
    /// The first entry that begins a cache line, as the last forward pass has found it.
    private var offset = 0

    init(count: Int) { entries = [S](repeating: .zero, count: count + 8) }

    /// Lends the memory, to be filled.
    mutating func fill(_ body: (UnsafeMutablePointer<S>) -> Void) {
        entries.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let stride = MemoryLayout<S>.stride
            let excess = (64 - Int(bitPattern: base) % 64) % 64
            offset = excess % stride == 0 && excess / stride < 8 ? excess / stride : 0
            body(base + offset)
        }
    }

    /// Lends what has been filled in.
    func read<Result>(_ body: (UnsafePointer<S>) -> Result) -> Result {
        entries.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a workspace has at least one line") }
            return body(base + offset)
        }
    }
}

/// A matrix of parameters, and where its copy or the copy of its transpose stands in a workspace.
struct MatrixCopy: Sendable {
    let matrix: MatrixPlace
    let origin: Int
    let isTransposed: Bool

    func run<S: Scalar>(_ v: UnsafePointer<S>, into workspace: UnsafeMutablePointer<S>) {
        let source = MatrixView(
            base: v + matrix.origin, rows: matrix.rows, columns: matrix.columns, stride: matrix.stride)
        S.pack(source, transposed: isTransposed, into: packed(in: workspace))
    }

    private func packed<S>(in workspace: UnsafeMutablePointer<S>) -> PackedMatrix<S> {
        isTransposed
            ? PackedMatrix(base: workspace + origin, rows: matrix.columns, columns: matrix.rows)
            : PackedMatrix(base: workspace + origin, rows: matrix.rows, columns: matrix.columns)
    }
}

/// Gives every matrix that runs step by step its copies: the transpose for the products of one direction, and for those of the
/// other the matrix itself, where its rows are long.
struct WorkspaceLayout {
    private(set) var copies: [MatrixCopy] = []
    private(set) var count = 0

    /// The block with the places of the copies in its instructions.
    mutating func placingCopies(of block: ProgramBlock) -> ProgramBlock {
        var block = block
        for index in block.each.indices {
            guard block.each[index].rules.copiesMatrix else { continue }
            let matrix = block.each[index].m
            block.each[index].m.transposed = place(matrix, isTransposed: true, rows: matrix.columns, matrix.rows)
            if matrix.columns >= 16 {
                block.each[index].m.copy = place(matrix, isTransposed: false, rows: matrix.rows, matrix.columns)
            }
        }
        return block
    }

    private mutating func place(_ matrix: MatrixPlace, isTransposed: Bool, rows: Int, _ columns: Int) -> Int {
        if let known = copies.first(where: { $0.matrix == matrix && $0.isTransposed == isTransposed }) {
            return known.origin
        }
        let origin = count
        copies.append(MatrixCopy(matrix: matrix, origin: origin, isTransposed: isTransposed))
        count += PackedMatrix<Double>.count(rows: rows, columns: columns)
        return origin
    }
}

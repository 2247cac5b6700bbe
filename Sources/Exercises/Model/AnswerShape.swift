/// The form of an answer's numbers.
public enum AnswerShape: Sendable, Hashable {
    case scalar
    case vector(Int)
    case matrix(Int, Int)

    /// Number of entries.
    public var count: Int {
        switch self {
        case .scalar: 1
        case .vector(let n): n
        case .matrix(let rows, let columns): rows * columns
        }
    }

    /// [], [n] or [rows, columns]
    public var dimensions: [Int] {
        switch self {
        case .scalar: []
        case .vector(let n): [n]
        case .matrix(let rows, let columns): [rows, columns]
        }
    }

    /// "a number", "a vector of 2", "a 2×3 matrix"
    public var words: String {
        switch self {
        case .scalar, .vector(1), .matrix(1, 1): "a number"
        case .vector(let n): "a vector of \(n)"
        case .matrix(let rows, let columns): "a \(rows)×\(columns) matrix"
        }
    }

    /// Whether a value of the other shape can be taken for one of this: the same, or a vector written as one row or one column.
    func accepts(_ other: AnswerShape) -> Bool {
        if self == other { return true }
        guard count == other.count else { return false }
        switch (self, other) {
        case (.matrix, .matrix): return count == 1
        case (.vector, .matrix(let rows, let columns)): return rows == 1 || columns == 1
        case (.matrix(let rows, let columns), .vector): return rows == 1 || columns == 1
        default: return count == 1
        }
    }
}

/// Numbers in a form, row-major.
public struct Shaped<Number: Sendable & Equatable>: Sendable, Equatable {
    /// How the entries lie: as one number, a vector or a matrix.
    public var shape: AnswerShape
    /// As many as the shape counts, a matrix row by row.
    public var entries: [Number]

    /// Entries in a shape; that there are as many as it counts is not checked.
    public init(_ shape: AnswerShape, _ entries: [Number]) {
        self.shape = shape
        self.entries = entries
    }

    /// The numbers in brackets, one pair a row; a scalar has none.
    public func text(_ show: (Number) -> String) -> String {
        switch shape {
        case .scalar: return entries.first.map(show) ?? ""
        case .vector: return "[" + entries.map(show).joined(separator: ", ") + "]"
        case .matrix(let rows, let columns):
            return "["
                + (0..<rows).map { r in
                    "[" + entries[r * columns..<(r + 1) * columns].map(show).joined(separator: ", ") + "]"
                }.joined(separator: ", ") + "]"
        }
    }
}

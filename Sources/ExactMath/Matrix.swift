/// A matrix of `rows` × `columns` numbers, row-major; rows and columns count from 0.
public struct Matrix<Element: Scalar>: Sendable, Equatable {
    /// The number of rows; may be 0.
    public let rows: Int
    /// The number of columns; may be 0.
    public let columns: Int
    /// Entry (r, c) is element r · columns + c.
    public private(set) var elements: [Element]

    /// The matrix of these elements, row-major; their number must be rows · columns.
    public init(rows: Int, columns: Int, elements: [Element]) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
        precondition(
            elements.count == rows * columns,
            "a \(rows)×\(columns) matrix has \(rows * columns) elements, not \(elements.count)")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// The matrix with these rows; nil where they differ in length or there are none.
    public init?(rows: [[Element]]) {
        guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else { return nil }
        self.init(rows: rows.count, columns: width, elements: rows.flatMap { $0 })
    }

    /// The matrix whose every entry is the same; a negative size is a trap.
    public init(rows: Int, columns: Int, repeating element: Element) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: element, count: rows * columns))
    }

    /// The matrix whose entry (r, c) is entry(r, c).
    public init(rows: Int, columns: Int, entry: (_ row: Int, _ column: Int) throws -> Element) rethrows {
        var elements: [Element] = []
        elements.reserveCapacity(rows * columns)
        for r in 0..<rows { for c in 0..<columns { elements.append(try entry(r, c)) } }
        self.init(rows: rows, columns: columns, elements: elements)
    }

    /// The n×n matrix with ones on the diagonal and zeros elsewhere.
    public static func identity(_ n: Int) -> Matrix {
        Matrix(rows: n, columns: n) { $0 == $1 ? .one : .zero }
    }

    /// The n×1 matrix of a vector.
    public static func column(_ vector: [Element]) -> Matrix {
        Matrix(rows: vector.count, columns: 1, elements: vector)
    }

    /// The matrix of zeros; a negative size is a trap.
    public static func zero(rows: Int, columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, repeating: .zero)
    }

    /// Entry (row, column); one that the matrix does not have is a trap.
    public subscript(row: Int, column: Int) -> Element {
        get {
            checkIndex(row, column)
            return elements[row * columns + column]
        }
        set {
            checkIndex(row, column)
            elements[row * columns + column] = newValue
        }
    }

    private func checkIndex(_ row: Int, _ column: Int) {
        precondition(
            (0..<rows).contains(row) && (0..<columns).contains(column),
            "a \(rows)×\(columns) matrix has no entry (\(row), \(column))")
    }

    /// Whether there are as many rows as columns.
    public var isSquare: Bool { rows == columns }
    /// [rows, columns]
    public var shape: [Int] { [rows, columns] }

    /// The entries of row r from left to right.
    public func row(_ r: Int) -> [Element] { Array(elements[r * columns..<(r + 1) * columns]) }
    /// The entries of column c from top to bottom.
    public func column(_ c: Int) -> [Element] { (0..<rows).map { self[$0, c] } }

    /// The rows, as nested arrays.
    public var nested: [[Element]] { (0..<rows).map(row) }

    /// Mᵀ, whose entry (r, c) is M's entry (c, r).
    public var transposed: Matrix { Matrix(rows: columns, columns: rows) { self[$1, $0] } }

    /// The matrix of f of every entry.
    public func map<Other: Scalar>(_ f: (Element) throws -> Other) rethrows -> Matrix<Other> {
        Matrix<Other>(rows: rows, columns: columns, elements: try elements.map(f))
    }
}

extension Matrix: Hashable where Element: Hashable {}

extension Matrix: CustomStringConvertible {
    /// "[[1, 1/2], [0, 1]]", as answers are written.
    public var description: String {
        "[" + nested.map { "[" + $0.map(\.description).joined(separator: ", ") + "]" }.joined(separator: ", ") + "]"
    }
}

/// Rows and columns of a value whose sizes are known: a number is 1×1, a vector is a column.
public struct GridShape: Sendable, Hashable {
    public var rows: Int
    public var columns: Int
    /// Whether an entry has two indices, also where there is one column only.
    public var isMatrix: Bool

    public init(_ rows: Int, _ columns: Int = 1, isMatrix: Bool? = nil) {
        self.rows = rows
        self.columns = columns
        self.isMatrix = isMatrix ?? (columns > 1)
    }

    public static let number = GridShape(1, 1)
    public var isNumber: Bool { rows == 1 && columns == 1 }
    public var transposed: GridShape { GridShape(columns, rows) }
    public var count: Int { rows * columns }
}

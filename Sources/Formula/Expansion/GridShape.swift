/// Rows and columns of a value whose sizes are known: a number is 1×1, a vector is a column.
public struct GridShape: Sendable, Hashable {
    /// Rows: 1 for a number, as many as entries for a vector.
    public var rows: Int
    /// Columns: 1 for a number and for a vector.
    public var columns: Int
    /// Whether an entry has two indices, also where there is one column only.
    public var isMatrix: Bool

    /// A shape; where nothing is said of `isMatrix`, more than one column make a matrix.
    public init(_ rows: Int, _ columns: Int = 1, isMatrix: Bool? = nil) {
        self.rows = rows
        self.columns = columns
        self.isMatrix = isMatrix ?? (columns > 1)
    }

    /// 1×1, whose entry needs no index.
    public static let number = GridShape(1, 1)
    /// Whether there is one entry alone, also where it is that of a 1×1 matrix.
    public var isNumber: Bool { rows == 1 && columns == 1 }
    /// Rows and columns exchanged; what then has one column counts as a vector.
    public var transposed: GridShape { GridShape(columns, rows) }
    /// Number of entries.
    public var count: Int { rows * columns }
}

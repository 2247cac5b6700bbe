/// A number of rows or columns: a number, or a letter for a size that formulas leave open.
public enum Dimension: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case letter(Character)

    /// The columns of a vector.
    public static let one = Dimension.number(1)

    public var description: String {
        switch self {
        case .number(let n): return "\(n)"
        case .letter(let letter): return "\(letter)"
        }
    }
}

/// Rows × columns; a number is 1×1, a vector is a column.
public struct MatrixShape: Sendable, Hashable, CustomStringConvertible {
    /// Number of rows; 1 for a number.
    public var rows: Dimension
    /// Number of columns; 1 for a number and for a vector.
    public var columns: Dimension

    /// A shape of rows × columns, each a number or a letter.
    public init(_ rows: Dimension, _ columns: Dimension) {
        self.rows = rows
        self.columns = columns
    }

    /// A shape whose sizes are known.
    public init(rows: Int, columns: Int) { self.init(.number(rows), .number(columns)) }

    /// The shape of a number: 1×1.
    public static let scalar = MatrixShape(.one, .one)
    /// The shape of a vector, a column of so many rows.
    public static func column(_ rows: Dimension) -> MatrixShape { MatrixShape(rows, .one) }

    /// Whether it is the shape of a number, which goes with every shape in a product.
    public var isScalar: Bool { self == .scalar }
    /// Whether it is one column or one row, but no number.
    public var isVector: Bool { !isScalar && (rows == .one || columns == .one) }
    /// Whether a matrix of this shape has powers; a letter equals the same letter alone.
    public var isSquare: Bool { rows == columns }
    /// Rows and columns exchanged: that of a vector is a row.
    public var transposed: MatrixShape { MatrixShape(columns, rows) }

    public var description: String { "\(rows)×\(columns)" }

    /// The shape of a product: matrix times matrix, or a number times anything; nil where it does not exist.
    public static func product(_ a: MatrixShape, _ b: MatrixShape) -> MatrixShape? {
        if a.columns == b.rows { return MatrixShape(a.rows, b.columns) }
        if a.isScalar { return b }
        if b.isScalar { return a }
        return nil
    }

    /// The shape of an entrywise product; a number scales.
    public static func entrywiseProduct(_ a: MatrixShape, _ b: MatrixShape) -> MatrixShape? {
        if a == b || b.isScalar { return a }
        return a.isScalar ? b : nil
    }
}

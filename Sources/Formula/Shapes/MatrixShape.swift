/// A number of rows or columns: a number, or a letter for a size that formulas leave open.
public enum Dimension: Sendable, Hashable, CustomStringConvertible {
    case number(Int)
    case letter(Character)

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
    public var rows: Dimension
    public var columns: Dimension

    public init(_ rows: Dimension, _ columns: Dimension) {
        self.rows = rows
        self.columns = columns
    }

    public init(rows: Int, columns: Int) { self.init(.number(rows), .number(columns)) }

    public static let scalar = MatrixShape(.one, .one)
    public static func column(_ rows: Dimension) -> MatrixShape { MatrixShape(rows, .one) }

    public var isScalar: Bool { self == .scalar }
    public var isVector: Bool { !isScalar && (rows == .one || columns == .one) }
    public var isSquare: Bool { rows == columns }
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

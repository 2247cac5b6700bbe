/// A number, vector or matrix in an evaluation: rows × columns, row-major. A number is 1×1, a vector is a column.
public struct NumberGrid<Number: FormulaNumber>: Sendable, Equatable {
    /// Rows: 1 for a number, as many as entries for a vector.
    public var rows: Int
    /// Columns: 1 for a number and for a vector.
    public var columns: Int
    /// Row by row: the entry in row r and column c, from 0, stands at r · columns + c.
    public var elements: [Number]

    /// A grid of rows × columns elements, row by row.
    public init(rows: Int, columns: Int, elements: [Number]) {
        precondition(elements.count == rows * columns, "a grid has as many elements as its shape says")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A number, as a grid of 1×1.
    public init(_ number: Number) { self.init(rows: 1, columns: 1, elements: [number]) }
    /// A vector, as a grid of one column.
    public static func column(_ elements: [Number]) -> NumberGrid {
        NumberGrid(rows: elements.count, columns: 1, elements: elements)
    }
    /// A grid of zeros.
    public static func zero(rows: Int, columns: Int) -> NumberGrid {
        NumberGrid(rows: rows, columns: columns, elements: Array(repeating: .zero, count: rows * columns))
    }
    package static func identity(_ n: Int) -> NumberGrid {
        var result = zero(rows: n, columns: n)
        for i in 0..<n { result.elements[i * n + i] = .one }
        return result
    }

    /// The rows and columns as the shape rules take them.
    public var shape: MatrixShape { MatrixShape(rows: rows, columns: columns) }
    package var isScalar: Bool { rows == 1 && columns == 1 }

    /// Rows and columns exchanged; a vector becomes a row.
    public var transposed: NumberGrid {
        if rows == 1 || columns == 1 { return NumberGrid(rows: columns, columns: rows, elements: elements) }
        var result: [Number] = []
        result.reserveCapacity(elements.count)
        for c in 0..<columns { for r in 0..<rows { result.append(elements[r * columns + c]) } }
        return NumberGrid(rows: columns, columns: rows, elements: result)
    }

    package var cost: Int {
        var sum = 0
        for element in elements { sum += element.cost }
        return sum
    }

    package func map(_ f: (Number) throws(FormulaFact) -> Number) throws(FormulaFact) -> NumberGrid {
        var result = self
        for i in elements.indices { result.elements[i] = try f(elements[i]) }
        return result
    }

    /// [A, B]: as many rows, the columns one after another.
    func beside(_ other: NumberGrid) -> NumberGrid {
        var joined: [Number] = []
        for row in 0..<rows {
            joined += elements[row * columns..<(row + 1) * columns]
            joined += other.elements[row * other.columns..<(row + 1) * other.columns]
        }
        return NumberGrid(rows: rows, columns: columns + other.columns, elements: joined)
    }

    /// Entry by entry; a number goes with every entry.
    package func combined(_ other: NumberGrid, _ f: (Number, Number) throws(FormulaFact) -> Number) throws(FormulaFact)
        -> NumberGrid
    {
        if other.isScalar {
            let right = other.elements[0]
            return try map { element throws(FormulaFact) in try f(element, right) }
        }
        if isScalar {
            let left = elements[0]
            return try other.map { element throws(FormulaFact) in try f(left, element) }
        }
        var result = self
        for i in elements.indices { result.elements[i] = try f(elements[i], other.elements[i]) }
        return result
    }

    /// The matrix product, or a number times everything; the shapes fit.
    package func product(_ other: NumberGrid) throws(FormulaFact) -> NumberGrid {
        if columns != other.rows || other.isScalar || isScalar {
            return try combined(other) { a, b throws(FormulaFact) in try a.times(b) }
        }
        var result = NumberGrid.zero(rows: rows, columns: other.columns)
        for r in 0..<rows {
            for c in 0..<other.columns {
                var sum = Number.zero
                for k in 0..<columns {
                    sum = try sum.plus(elements[r * columns + k].times(other.elements[k * other.columns + c]))
                }
                result.elements[r * other.columns + c] = sum
            }
        }
        return result
    }
}

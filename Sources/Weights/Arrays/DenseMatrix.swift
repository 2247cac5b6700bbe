import Scenes

/// A matrix of a file's numbers, row after row.
struct DenseMatrix: Equatable {
    var rows: Int
    var columns: Int
    var values: [Double]

    init(rows: Int, columns: Int, values: [Double]) {
        precondition(values.count == rows * columns, "a matrix has rows × columns numbers")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A tensor of two dimensions, transposed where its first index counts inputs.
    init(_ tensor: Tensor, isTransposed: Bool) throws(WeightsError) {
        let plain = DenseMatrix(rows: tensor.shape[0], columns: tensor.shape[1], values: try tensor.finiteValues())
        self = isTransposed ? plain.transposed : plain
    }

    var transposed: DenseMatrix {
        var result = [Double](repeating: 0, count: values.count)
        for row in 0..<rows {
            for column in 0..<columns { result[column * rows + row] = values[row * columns + column] }
        }
        return DenseMatrix(rows: columns, columns: rows, values: result)
    }

    /// Some of its rows.
    subscript(range: Range<Int>) -> DenseMatrix {
        DenseMatrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// The product with a matrix that has as many rows as this one has columns.
    static func * (a: DenseMatrix, b: DenseMatrix) -> DenseMatrix {
        precondition(a.columns == b.rows, "a product needs as many columns on the left as rows on the right")
        var result = [Double](repeating: 0, count: a.rows * b.columns)
        for row in 0..<a.rows {
            for inner in 0..<a.columns {
                let factor = a.values[row * a.columns + inner]
                for column in 0..<b.columns {
                    result[row * b.columns + column] += factor * b.values[inner * b.columns + column]
                }
            }
        }
        return DenseMatrix(rows: a.rows, columns: b.columns, values: result)
    }

    static func identity(_ size: Int) -> DenseMatrix {
        var result = DenseMatrix(rows: size, columns: size, values: [Double](repeating: 0, count: size * size))
        for index in 0..<size { result.values[index * size + index] = 1 }
        return result
    }

    var negated: DenseMatrix { DenseMatrix(rows: rows, columns: columns, values: values.map { -$0 }) }

    var parameter: ParameterValue { .matrix(values.map(Number.init), columns: columns) }
}

extension Tensor {
    /// The elements, none of them infinite or nan.
    func finiteValues() throws(WeightsError) -> [Double] {
        let values = try values()
        guard values.allSatisfy(\.isFinite) else { throw .notFinite(tensor: name) }
        return values
    }

    /// Whether it is a vector of that many numbers, perhaps with further dimensions of size 1.
    func isVector(of count: Int) -> Bool { self.count == count && shape.filter { $0 != 1 }.count <= 1 }
}

import Foundation

/// torch.nn.utils.parametrizations.orthogonal: a matrix with orthonormal columns (or rows, where it is wide) from free numbers.
///
/// A square one is the exponential of X − Xᵀ with X lower triangular, one that is not square a product of Householder
/// reflections; a base from the time when it was registered is multiplied from the left.
enum Orthogonal {
    /// The weight, and the map in words.
    static func weight(_ tensor: Tensor, base: Tensor?, as name: String) throws(WeightsError) -> (Tensor, String) {
        guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }) else {
            throw .tensor(name: tensor.name, "its shape is \(tensor.shape); an orthogonal weight has two dimensions")
        }
        let isWide = tensor.shape[0] < tensor.shape[1]
        let x = try DenseMatrix(tensor, isTransposed: isWide)
        let isSquare = x.rows == x.columns
        // Without a base only Householder's form can be told from a map of the user's own.
        let isExponential = isSquare && base != nil
        var q = isExponential ? exponential(ofSkew: x) : householder(x)
        if let base {
            guard base.shape == [x.rows, x.rows] || base.shape == [x.rows, x.columns] && isSquare else {
                throw .tensor(name: base.name, "its shape is \(base.shape); it should be [\(x.rows), \(x.rows)]")
            }
            q = try DenseMatrix(base, isTransposed: false) * q
        }
        let result = isWide ? q.transposed : q
        guard result.values.allSatisfy(\.isFinite) else { throw .notFinite(tensor: tensor.name) }
        return (
            Tensor(name: name, shape: tensor.shape, computed: result.values),
            isExponential ? "the matrix exponential" : "Householder reflections"
        )
    }

    /// Whether the diagonal is what torch keeps of Householder's form without a base: signs, which a decay of weights makes smaller
    /// all alike.
    static func isHouseholder(_ tensor: Tensor) -> Bool {
        guard tensor.shape.count == 2, let size = tensor.shape.min(), size > 0, let values = try? tensor.values() else {
            return false
        }
        let diagonal = (0..<size).map { abs(values[$0 * tensor.shape[1] + $0]) }
        return diagonal.allSatisfy { $0 == diagonal[0] }
            && (size == 1 ? diagonal[0] == 1 : (0...1).contains(diagonal[0]))
    }

    /// exp(A) with A = L − Lᵀ of the lower triangle L: a series for A/2ˢ, squared s times.
    private static func exponential(ofSkew x: DenseMatrix) -> DenseMatrix {
        let size = x.rows
        var a = DenseMatrix(rows: size, columns: size, values: [Double](repeating: 0, count: size * size))
        for row in 0..<size {
            for column in 0..<row {
                a.values[row * size + column] = x.values[row * size + column]
                a.values[column * size + row] = -x.values[row * size + column]
            }
        }
        let norm = (0..<size).map { row in a[row..<row + 1].values.reduce(0) { $0 + abs($1) } }.max() ?? 0
        let squarings = norm > 0.5 && norm.isFinite ? Int(Foundation.log2(norm).rounded(.up)) + 1 : 0
        let scaled = DenseMatrix(
            rows: size, columns: size, values: a.values.map { $0 / Foundation.pow(2, Double(squarings)) })
        var result = DenseMatrix.identity(size)
        var term = result
        // ½¹⁸/18! is under the last bit of 1.
        for order in 1...18 {
            term = term * scaled
            term.values = term.values.map { $0 / Double(order) }
            for index in result.values.indices { result.values[index] += term.values[index] }
        }
        for _ in 0..<squarings { result = result * result }
        return result
    }

    /// H₁ H₂ … of the first columns, each H = I − τ v vᵀ with v below a leading 1; columns change sign as the diagonal says.
    private static func householder(_ x: DenseMatrix) -> DenseMatrix {
        let (n, k) = (x.rows, x.columns)
        var q = DenseMatrix(rows: n, columns: k, values: [Double](repeating: 0, count: n * k))
        for index in 0..<k { q.values[index * k + index] = 1 }
        for reflection in (0..<k).reversed() {
            var v = [Double](repeating: 0, count: n)
            v[reflection] = 1
            for row in reflection + 1..<max(n, reflection + 1) { v[row] = x.values[row * k + reflection] }
            let tau = 2 / v.reduce(0) { $0 + $1 * $1 }
            for column in 0..<k {
                let product = (0..<n).reduce(0) { $0 + v[$1] * q.values[$1 * k + column] }
                for row in 0..<n { q.values[row * k + column] -= tau * product * v[row] }
            }
        }
        for column in 0..<k {
            // torch truncates the diagonal to an integer: ±1, and 0 where it is less.
            let sign = x.values[column * k + column].rounded(.towardZero)
            for row in 0..<n { q.values[row * k + column] *= sign }
        }
        return q
    }
}

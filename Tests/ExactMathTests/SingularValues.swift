import ExactMath
import Foundation

/// All singular values, largest first: min(rows, columns) of them.
///
/// One-sided Jacobi: pairs of columns are rotated until all are orthogonal; their lengths are then the singular values (Hestenes 1958).
func singularValues(_ matrix: Matrix<Double>) -> [Double] {
    let tall = matrix.rows >= matrix.columns ? matrix : matrix.transposed
    var columns = (0..<tall.columns).map { tall.column($0) }
    for _ in 0..<60 {
        var rotated = false
        for i in columns.indices {
            for j in columns.indices.dropFirst(i + 1) where orthogonalize(&columns, i, j) { rotated = true }
        }
        if !rotated { break }
    }
    return columns.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }.sorted(by: >)
}

/// Rotates columns i and j until they are orthogonal; false where they are already.
private func orthogonalize(_ columns: inout [[Double]], _ i: Int, _ j: Int) -> Bool {
    var (a, b, c) = (0.0, 0.0, 0.0)
    for (x, y) in zip(columns[i], columns[j]) {
        a += x * x
        b += y * y
        c += x * y
    }
    if abs(c) <= 1e-15 * (a * b).squareRoot() || c == 0 { return false }
    let cotangent = (b - a) / (2 * c)
    let t = (cotangent < 0 ? -1 : 1) / (abs(cotangent) + hypot(1, cotangent))
    let cosine = 1 / hypot(1, t)
    let sine = cosine * t
    for k in columns[i].indices {
        let (x, y) = (columns[i][k], columns[j][k])
        columns[i][k] = cosine * x - sine * y
        columns[j][k] = sine * x + cosine * y
    }
    return true
}

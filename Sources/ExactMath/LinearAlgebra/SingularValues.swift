import Foundation

/// Figures of matrices of doubles: singular values, eigenvalues, norms.
///
/// Matrices with a NaN or an infinity have NaN for every figure.
public enum LinearAlgebra {
    /// All singular values, largest first: min(rows, columns) of them, each to a few units of the last place relative to itself for
    /// well-conditioned columns, and relative to the largest always.
    ///
    /// One-sided Jacobi: pairs of columns are rotated until all are orthogonal; their lengths are then the singular values
    /// (Hestenes 1958; Demmel and Veselić 1992 on its accuracy).
    public static func singularValues(_ matrix: Matrix<Double>) -> [Double] {
        let tall = matrix.rows >= matrix.columns ? matrix : matrix.transposed
        guard let scale = scale(of: matrix) else { return Array(repeating: .nan, count: tall.columns) }
        if scale == 0 { return Array(repeating: 0, count: tall.columns) }
        var columns = (0..<tall.columns).map { c in tall.column(c).map { $0 / scale } }
        for _ in 0..<60 {
            var rotated = false
            for i in columns.indices {
                for j in columns.indices.dropFirst(i + 1) {
                    if orthogonalize(&columns, i, j) { rotated = true }
                }
            }
            if !rotated { break }
        }
        return columns.map { scale * length($0) }.sorted(by: >)
    }

    /// ‖M‖₂, the largest singular value: the square root of the largest eigenvalue of MᵀM or MMᵀ, whichever is smaller.
    public static func largestSingularValue(_ matrix: Matrix<Double>) -> Double {
        guard let scale = scale(of: matrix) else { return .nan }
        if scale == 0 { return 0 }
        // With the largest entry 1, the square of the largest singular value neither overflows nor loses digits below.
        let scaled = matrix.map { $0 / scale }
        let gram = matrix.rows < matrix.columns ? scaled * scaled.transposed : scaled.transposed * scaled
        return scale * SymmetricMatrix.largestEigenvalue(gram).squareRoot()
    }

    /// √Σ m², without overflow on the way.
    public static func frobeniusNorm(_ matrix: Matrix<Double>) -> Double {
        guard let scale = scale(of: matrix) else { return .nan }
        return scale == 0 ? 0 : scale * length(matrix.elements.map { $0 / scale })
    }

    /// The largest magnitude of an entry, 0 for an empty matrix; nil where an entry is not finite.
    static func scale(of matrix: Matrix<Double>) -> Double? {
        guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
        return matrix.elements.reduce(0) { max($0, abs($1)) }
    }

    private static func length(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// Rotates columns i and j until they are orthogonal; false where they are already.
    private static func orthogonalize(_ columns: inout [[Double]], _ i: Int, _ j: Int) -> Bool {
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
}

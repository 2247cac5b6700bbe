import Foundation

/// Symmetric matrices of doubles.
enum SymmetricMatrix {
    /// The largest eigenvalue of a positive semidefinite matrix with finite entries: Householder's tridiagonal form, then bisection on
    /// Sturm's count of the eigenvalues above a number.
    static func largestEigenvalue(_ matrix: Matrix<Double>) -> Double {
        let (diagonal, below) = tridiagonal(matrix)
        if diagonal.isEmpty { return 0 }
        // Gershgorin: no eigenvalue is above the largest sum of a row.
        var low = diagonal.reduce(0, max)
        var high = diagonal.indices.reduce(low) { bound, i in
            max(bound, diagonal[i] + abs(below[i]) + (i > 0 ? abs(below[i - 1]) : 0))
        }
        while true {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { return middle }
            if hasEigenvalue(above: middle, diagonal, below) { low = middle } else { high = middle }
        }
    }

    /// Whether some pivot of T − xI is positive (Sylvester's law of inertia).
    private static func hasEigenvalue(above x: Double, _ diagonal: [Double], _ below: [Double]) -> Bool {
        var pivot = -1.0
        for i in diagonal.indices {
            let coupling = i > 0 ? below[i - 1] * below[i - 1] / pivot : 0
            pivot = diagonal[i] - x - coupling
            if pivot > 0 { return true }
            if pivot == 0 { pivot = -Double.leastNormalMagnitude }
        }
        return false
    }

    /// The tridiagonal matrix with the same eigenvalues: its diagonal, and what stands below each diagonal entry (0 at the end).
    static func tridiagonal(_ matrix: Matrix<Double>) -> (diagonal: [Double], below: [Double]) {
        let n = matrix.rows
        var a = matrix.elements
        var diagonal = [Double](repeating: 0, count: n)
        var below = [Double](repeating: 0, count: n)
        for k in 0..<n {
            diagonal[k] = a[k * n + k]
            let rest = k + 1..<n
            let norm = rest.reduce(0) { hypot($0, a[$1 * n + k]) }
            if norm == 0 { continue }
            // The reflection I − 2vvᵀ/‖v‖² takes the column below the diagonal to a multiple of the first unit vector.
            var v = rest.map { a[$0 * n + k] }
            let first = v[0] > 0 ? -norm : norm
            below[k] = first
            v[0] -= first
            let square = v.reduce(0) { $0 + $1 * $1 }
            if square == 0 { continue }
            reflect(&a, n, v, from: k + 1, 2 / square)
        }
        return (diagonal, below)
    }

    /// A ← (I − βvvᵀ) A (I − βvvᵀ) in the rows and columns from `start` on.
    private static func reflect(_ a: inout [Double], _ n: Int, _ v: [Double], from start: Int, _ beta: Double) {
        var p = v.indices.map { i in
            var sum = 0.0
            for j in v.indices { sum += a[(start + i) * n + start + j] * v[j] }
            return beta * sum
        }
        let mean = beta / 2 * zip(p, v).reduce(0) { $0 + $1.0 * $1.1 }
        for i in v.indices { p[i] -= mean * v[i] }
        for i in v.indices {
            for j in v.indices { a[(start + i) * n + start + j] -= v[i] * p[j] + p[i] * v[j] }
        }
    }
}

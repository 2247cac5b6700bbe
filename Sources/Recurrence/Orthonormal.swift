import ExactMath

/// Random matrices with orthonormal rows or columns.
enum Orthonormal {
    /// A rows × columns matrix, row-major: Gram–Schmidt, twice, on nearly normal numbers.
    static func matrix(rows: Int, columns: Int, using generator: inout SeededGenerator) -> [Double] {
        let count = min(rows, columns)
        let width = max(rows, columns)
        var vectors: [[Double]] = []
        while vectors.count < count {
            var vector = (0..<width).map { _ in nearlyNormal(using: &generator) }
            for _ in 0..<2 {
                for other in vectors {
                    let product = dot(vector, other)
                    for i in 0..<width { vector[i] -= product * other[i] }
                }
            }
            let norm = dot(vector, vector).squareRoot()
            // A vector that lies in the span of the others is drawn again.
            if norm > 1e-6 { vectors.append(vector.map { $0 / norm }) }
        }
        var matrix = [Double](repeating: 0, count: rows * columns)
        for r in 0..<rows {
            for c in 0..<columns { matrix[r * columns + c] = rows <= columns ? vectors[r][c] : vectors[c][r] }
        }
        return matrix
    }

    /// The sum of twelve uniform numbers: mean 0, variance 1, and no logarithm, whose last bit differs between libraries.
    private static func nearlyNormal(using generator: inout SeededGenerator) -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += generator.uniform() }
        return sum
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }
}

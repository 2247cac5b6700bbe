/// Figures of matrices of doubles: the largest singular value, eigenvalues.
///
/// Matrices with a NaN or an infinity have NaN for every figure.
public enum LinearAlgebra {
    /// ‖M‖₂, the largest singular value: the square root of the largest eigenvalue of MᵀM or MMᵀ, whichever is smaller.
    public static func largestSingularValue(_ matrix: Matrix<Double>) -> Double {
        guard let scale = scale(of: matrix) else { return .nan }
        if scale == 0 { return 0 }
        // With the largest entry 1, the square of the largest singular value neither overflows nor loses digits below.
        let scaled = matrix.map { $0 / scale }
        let gram = matrix.rows < matrix.columns ? scaled * scaled.transposed : scaled.transposed * scaled
        return scale * SymmetricMatrix.largestEigenvalue(gram).squareRoot()
    }

    /// The largest magnitude of an entry, 0 for an empty matrix; nil where an entry is not finite.
    static func scale(of matrix: Matrix<Double>) -> Double? {
        guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
        return matrix.elements.reduce(0) { max($0, abs($1)) }
    }
}

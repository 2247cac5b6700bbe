import Foundation

/// An eigenvalue of a real matrix.
public struct Eigenvalue: Sendable, Hashable {
    /// Re λ
    public var real: Double
    /// Im λ; 0 for a real eigenvalue.
    public var imaginary: Double

    /// A real eigenvalue unless an imaginary part is given.
    public init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    /// |λ|
    public var modulus: Double { hypot(real, imaginary) }
}

extension LinearAlgebra {
    /// All eigenvalues of a square matrix, by falling modulus; complex ones in conjugate pairs, the upper one first.
    ///
    /// Balancing, Householder's Hessenberg form, then Francis's doubly shifted QR iteration (Golub and Van Loan, 7.4 and 7.5). Nil where
    /// the iteration does not end, which has not been seen; a matrix that is not square is a trap.
    public static func eigenvalues(_ matrix: Matrix<Double>) -> [Eigenvalue]? {
        precondition(matrix.isSquare, "a \(matrix.rows)×\(matrix.columns) matrix has no eigenvalues: it is not square")
        guard let scale = scale(of: matrix) else { return Array(repeating: Eigenvalue(.nan, .nan), count: matrix.rows) }
        if scale == 0 { return Array(repeating: Eigenvalue(0), count: matrix.rows) }
        // Room for the sums of entries, without loss: small entries are balanced before anything is made smaller.
        let room = scale > 0x1p800 ? 0x1p-200 : 1
        var form = HessenbergForm(matrix.map { $0 * room })
        guard let values = form.eigenvalues() else { return nil }
        let unit = form.scale / room
        return values.map { Eigenvalue(unit * $0.real, unit * $0.imaginary) }.sorted {
            ($0.modulus, $0.real, $0.imaginary) > ($1.modulus, $1.real, $1.imaginary)
        }
    }

    /// ρ(M) = max |λ|; NaN where an entry is not finite.
    public static func spectralRadius(_ matrix: Matrix<Double>) -> Double {
        guard let values = eigenvalues(matrix) else { return .nan }
        return values.reduce(0) { $1.modulus.isNaN ? .nan : max($0, $1.modulus) }
    }
}

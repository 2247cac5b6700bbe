/// What the powers of a rational 2×2 matrix U do, decided exactly.
///
/// With trace τ and determinant d the eigenvalues are (τ ± √(τ² − 4d)) / 2.
public struct ExactSpectrum: Sendable {
    /// U, 2 × 2
    public let matrix: Matrix<Rational>
    /// τ = u₁₁ + u₂₂
    public let trace: Rational
    /// d = u₁₁u₂₂ − u₁₂u₂₁
    public let determinant: Rational

    /// What happens to U^k as k grows.
    public enum Fate: String, Sendable, Hashable, CaseIterable {
        /// ρ < 1: U^k → 0
        case vanishes
        /// ρ > 1, or ρ = 1 and defective: U^k grows without bound
        case explodes
        /// ρ = 1 and not defective: U^k stays bounded and does not vanish
        case neither
    }

    /// Nil for a matrix that is not 2×2.
    public init?(_ matrix: Matrix<Rational>) {
        guard matrix.shape == [2, 2] else { return nil }
        self.matrix = matrix
        trace = matrix[0, 0] + matrix[1, 1]
        determinant = matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]
    }

    /// τ² − 4d: negative for a complex pair, 0 for a double eigenvalue.
    public var discriminant: Rational { trace * trace - 4 * determinant }

    /// Whether the eigenvalues are two conjugate numbers that are not real.
    public var isComplexPair: Bool { discriminant < 0 }

    /// Whether there is a double eigenvalue with a single eigenvector: a Jordan block, whose powers grow like k λ^(k − 1).
    public var isDefective: Bool {
        discriminant.isZero && !(matrix[0, 1].isZero && matrix[1, 0].isZero)
    }

    /// ρ = (|τ| + √(τ² − 4d)) / 2, or √d for a complex pair.
    public var spectralRadius: QuadraticSurd {
        isComplexPair
            ? QuadraticSurd(0, plusRootOf: determinant)
            : QuadraticSurd(abs(trace) * Rational(1, 2), plusRootOf: discriminant * Rational(1, 4))
    }

    /// Decided by comparing ρ with 1 exactly, and where they are equal by whether U is defective.
    public var fate: Fate {
        switch spectralRadius.compare(to: 1) {
        case -1: .vanishes
        case 1: .explodes
        default: isDefective ? .explodes : .neither
        }
    }

    /// The smallest k with ‖U^j‖ < bound for every j ≥ k; nil where U^k does not vanish or k would exceed `limit`.
    ///
    /// Decided exactly. Once ‖U^m‖ ≤ 1, a run of m steps below the bound never ends: every later power is a product of powers of U^m and
    /// of one power in the run.
    public func stepsUntilNorm(staysBelow bound: Rational, limit: Int = 2_000) -> Int? {
        precondition(bound > 0, "no norm stays below \(bound)")
        guard fate == .vanishes else { return nil }
        var power = Matrix<Rational>.identity(2)
        var contraction: Int?
        var runStart: Int?
        for k in 1...max(limit, 1) {
            power = power * matrix
            if contraction == nil, !Self.norm(of: power, isAtLeast: 1, orEqual: false) { contraction = k }
            if Self.norm(of: power, isAtLeast: bound, orEqual: true) {
                runStart = nil
            } else if runStart == nil {
                runStart = k
            }
            if let contraction, let start = runStart, k - start + 1 >= contraction { return start }
        }
        // The run that is under way at the limit may still break, so nothing is claimed.
        return nil
    }

    /// Whether ‖M‖ > bound, or ≥ bound, of a 2×2 matrix.
    ///
    /// ‖M‖² is the larger root of λ² − sλ + D with s = Σ m² and D = det(M)². It is below θ = bound² exactly when the parabola is positive
    /// at θ and θ lies right of its vertex s/2.
    private static func norm(of m: Matrix<Rational>, isAtLeast bound: Rational, orEqual: Bool) -> Bool {
        let determinant = m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]
        let s = m.elements.reduce(Rational.zero) { $0 + $1 * $1 }
        let theta = bound * bound
        let parabola = theta * theta - s * theta + determinant * determinant
        let rightOfVertex = 2 * theta - s
        if orEqual { return !(parabola > 0 && rightOfVertex > 0) }
        return !(parabola >= 0 && rightOfVertex >= 0)
    }

    /// ‖U^k‖ for k = 1 … count, as doubles.
    public func norms(count: Int) -> [Double] {
        var power = Matrix<Rational>.identity(2)
        return (0..<count).map { _ in
            power = power * matrix
            return LinearAlgebra.largestSingularValue(power.map(\.approximation))
        }
    }
}

import ExactMath

/// What a 2×2 matrix does to a gradient over time: vanish, explode or neither, and how soon.
public struct VanishKind: ExerciseKind {
    public let id = "vanish"
    public let title = "does the gradient vanish, explode, or neither?"
    public let slips: [Slip] = [.m03, .v01, .v02, .v03, .v04]

    public let version = 2

    /// The kind with its four levels: a triangular matrix at level 1, a full one above, and none that is symmetric.
    public init() {}

    /// From version 2 on the matrix of level 3 is not normal: its powers grow before they vanish.
    public func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise? {
        let drawn = draw(level, seed: seed, using: &generator)
        guard level == 3 else { return drawn }
        guard let exercise = drawn, let problem = exercise.working as? VanishProblem, !problem.isNormal else {
            return nil
        }
        return problem.spectrum.fate != .vanishes || problem.growsAtFirst ? exercise : nil
    }

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let denominator = [2, 2, 5, 10][level - 1]
        let bound = level == 4 ? 14 : 2 * denominator
        let matrix = Matrix<Rational>(rows: 2, columns: 2) { row, column in
            // Level 1 is triangular: its eigenvalues can be read off.
            level == 1 && row > column ? 0 : Rational(generator.integer(in: -bound...bound)) / Rational(denominator)
        }
        guard let spectrum = ExactSpectrum(matrix), !matrix.isZero, !matrix.isSymmetric else { return nil }
        // Half of all exercises vanish, a quarter each explodes and does neither.
        let wanted: ExactSpectrum.Fate = [.vanishes, .explodes, .vanishes, .neither][Int(seed % 4)]
        guard spectrum.fate == wanted, spectrum.spectralRadius.compare(to: Rational(3)) <= 0 else { return nil }
        let problem = VanishProblem(spectrum: spectrum, steps: level >= 3 ? 4 : 3)
        guard problem.jacobian().elements.allSatisfy(\.isSmall) else { return nil }
        if spectrum.fate == .vanishes {
            guard let steps = problem.stepsBelow, (3...80).contains(steps) else { return nil }
        }
        let slips = slips.filter { $0 != .v04 || spectrum.fate == .vanishes }
        guard problem.tells(slips, at: level, tolerance: 1e-6) else { return nil }
        return exercise(problem, slips, origin: .seed(seed, level: level))
    }

    func exercise(_ problem: VanishProblem, _ slips: [Slip], origin: Exercise.Origin) -> Exercise {
        Exercise(
            kind: id, origin: origin, title: title, fields: problem.fields, slips: slips, working: problem
        ) { problem.text }
    }
}

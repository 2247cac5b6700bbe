import ExactMath

/// A given gradient clipped by one norm, by each parameter's norm, and by value.
public struct ClipKind: ExerciseKind {
    public let id = "clip"
    public let title = "clipping a gradient by norm, per parameter and by value"
    public let slips: [Slip] = [.c01, .c02, .c03, .c04]

    /// The kind with its four levels: 1, 2, 3 and 3 parameters, each gradient the sum of 1, 2, 2 and 3 terms.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        guard let problem = ClipProblem.drawn(level: level, using: &generator) else { return nil }
        let slips = level == 1 ? [Slip.c02] : slips
        guard problem.tells(slips, at: level, tolerance: 1e-6) else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title, fields: problem.fields, slips: slips,
            working: problem
        ) { problem.text }
    }
}

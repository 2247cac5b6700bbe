import Recurrence
import Foundation
import Wording

/// How trained weights do at a scene's task, beside what can be had without a memory.
public struct TrainingResult: Sendable {
    /// One measure: what training came to, beside what can be had without a memory.
    public struct Line: Sendable {
        /// The measure, and what can be had in it without a memory.
        public let baseline: Baseline
        /// What the trained weights come to in it, the mean over all asked sequences; less is better.
        public let value: Double
    }

    /// One a measure, the one that counts first.
    public let lines: [Line]
    /// Of sequences longer than those of training, the number answered rightly before the first mistake; nil where there are none.
    public let beyond: Int?

    /// Sequences that are asked.
    public static let count = 512

    /// Nil where the scene has a sequence of its own.
    public init?(_ scene: Scene, _ trainer: Trainer) {
        guard let sequences = scene.taskSequences else { return nil }
        let baselines = scene.baselines
        let values = trainer.result(of: baselines.map(\.measure), on: sequences.testSequences(Self.count))
        lines = zip(baselines, values).map { Line(baseline: $0, value: $1) }
        var answered: Int?
        for sequence in sequences.task.beyond(
            length: sequences.length, shape: sequences.shape, loss: sequences.loss)
        {
            guard trainer.result(of: [.wrongSequences], on: [sequence]) == [0] else {
                answered = answered ?? 0
                break
            }
            answered = (answered ?? 0) + 1
        }
        beyond = answered
    }

    /// One sentence a measure.
    public var sentences: [String] {
        lines.map { line in
            let spelled = TrainingNumber.text(line.value)
            let baseline = "\(line.baseline.exact) = \(TrainingNumber.text(line.baseline.value))"
            let times = line.baseline.value / line.value
            let factor =
                line.value == 0 ? "no error" : times > 1 ? "\(TrainingNumber.text(times)) times better" : "not better"
            return "\(line.baseline.measure.words): \(spelled); \(line.baseline.rule): \(baseline); \(factor)"
        } + (beyond.map { [$0 == 0 ? "wrong already at n = 1" : "right for n = 1 to \($0)"] } ?? [])
    }
}

/// Numbers of a training in four significant digits.
public enum TrainingNumber {
    /// A number as it is printed: decimals from 10^−4 to 10^5, else a power of ten; `inf`, `-inf` and `nan` as words.
    public static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf" }
        if value == 0 { return "0" }
        let size = abs(value)
        if size >= 1e5 || size < 1e-4 { return String(format: "%.3e", value) }
        let decimals = max(0, 3 - Int(log10(size).rounded(.down)))
        return String(format: "%.\(decimals)f", value)
    }
}

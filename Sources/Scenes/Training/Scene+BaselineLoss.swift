import Foundation
import Recurrence

extension Scene {
    /// What a network without a memory comes to at the scene's task, as a loss of the kind that training lowers.
    public struct BaselineLoss: Sendable, Equatable {
        /// The mean over sequences, to be put beside the loss of an epoch.
        public let value: Double
        /// How it is had: `always answer 1`.
        public let rule: String
    }

    /// The loss at the task's baseline: the first measure of it that says a loss. Nil where the scene has a sequence of its own.
    ///
    /// A share v of wrong answers is that of a guess among equally many of 1/(1 − v) classes, which costs −ln(1 − v) nats; under `mse`
    /// the answers are −1 and 1, and 0 is as far from both.
    public var baselineLoss: BaselineLoss? {
        guard let set = taskSequences else { return nil }
        let sequences = set.sequences(ofEpoch: 0)
        let answers = sequences.reduce(0) { $0 + $1.targets.count { $0 != nil } }
        let perSequence = model.reduction == .mean ? 1 : Double(answers) / Double(max(1, sequences.count))
        let width = Double(model.outputWidth)
        for baseline in baselines {
            let perAnswer: Double? =
                switch (baseline.measure, model.loss) {
                case (.squaredError, .mse): baseline.value * width / 2
                case (.nats, .nll), (.nats, .bce): baseline.value
                case (.wrongAnswers, .nll), (.wrongAnswers, .bce):
                    baseline.value < 1 ? -log(1 - baseline.value) : nil
                case (.wrongAnswers, .mse): baseline.value == 0.5 ? width / 2 : nil
                default: nil
                }
            if let perAnswer { return BaselineLoss(value: perAnswer * perSequence, rule: baseline.rule) }
        }
        return nil
    }
}

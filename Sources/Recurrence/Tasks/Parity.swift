import ExactMath

/// Parity: of bits 0 and 1, is the number of ones so far odd? Asked at every step, or at T alone.
public struct Parity: SequenceTask {
    public let name = "parity"
    public let summary = "is the number of ones so far odd?"
    public let source = "Minsky and Papert, Perceptrons, 1969; for recurrent networks Hochreiter and Schmidhuber 1997"
    /// One bit a step.
    public let inputWidth = 1
    public let shapes: [Shape] = [.manyToOne, .manyToMany]
    public let minimumLength = 1

    /// There is nothing to choose: length, shape and loss come with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .mse ? nil : loss.bitWidth }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let bits = (0..<length).map { _ in generator.next() >> 63 == 1 }
        var odd = false
        let answers = bits.map { bit -> Target<Double> in
            if bit { odd.toggle() }
            return loss.target(bit: odd)
        }
        return SequenceData(
            inputs: bits.map { $0 ? 1 : 0 }, inputWidth: inputWidth,
            targets: TargetSequence(shape == .manyToOne ? answers.suffix(1) : answers))
    }

    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [
            Baseline(.nats, Logarithm.natural(2), "ln 2", rule: "guess", factor: 20),
            Baseline(.wrongAnswers, 0.5, "1/2", rule: "guess", factor: 50),
        ]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            loss: .bce, reduction: .mean, hidden: 8, activation: .sigmoid, length: 12, rate: 0.02, batch: 32,
            epochs: 1_000)
    }
}

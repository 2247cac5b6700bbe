import ExactMath

/// Reversal: symbols of eight are read, and are to be said backwards; each answer is given the right one before it.
public struct Reversal: SequenceTask {
    public let name = "reversal"
    public let summary = "symbols are to be said backwards"
    public let source = "after Sutskever, Vinyals and Le, Sequence to sequence learning with neural networks, 2014"
    /// One place a symbol.
    public let inputWidth = 8
    public let shapes: [Shape] = [.seq2seq]
    public let minimumLength = 1

    static let symbols = 8

    /// There is nothing to choose: the number of symbols comes with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .nll || loss == .none ? Self.symbols : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let said = (0..<length).map { _ in generator.integer(in: 0...Self.symbols - 1) }
        return SequenceData(
            symbols: said, width: inputWidth,
            targets: TargetSequence(said.reversed().map { Target<Double>.index($0) }))
    }

    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [Baseline(.wrongAnswers, 7.0 / 8, "7/8", rule: "guess", factor: 20)]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            shape: .seq2seq, loss: .nll, reduction: .mean, cell: "gru", hidden: 24, attention: 16,
            activation: .softmax, length: 8, rate: 0.01, batch: 16, epochs: 1_200)
    }
}

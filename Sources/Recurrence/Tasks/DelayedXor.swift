import ExactMath

/// Delayed XOR: x_1 and x_2 are −1 or 1, then zeros; at T: are the two different?
public struct DelayedXor: SequenceTask {
    public let name = "delayed-xor"
    public let summary = "are the first two inputs different? asked after a silence"
    public let source = "after Elman 1990 and Hochreiter and Schmidhuber 1997"
    /// One number a step.
    public let inputWidth = 1
    public let shapes: [Shape] = [.manyToOne]
    public let minimumLength = 2

    /// There is nothing to choose: length, shape and loss come with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .mse ? nil : loss.bitWidth }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let bits = (0..<2).map { _ in generator.next() >> 63 == 1 }
        let inputs = bits.map { $0 ? 1.0 : -1 } + [Double](repeating: 0, count: length - 2)
        return SequenceData(
            inputs: inputs, inputWidth: inputWidth, targets: [loss.target(bit: bits[0] != bits[1])])
    }

    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [Baseline(.wrongAnswers, 0.5, "1/2", rule: "guess", factor: 50)]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            shape: .manyToOne, loss: .bce, hidden: 8, activation: .sigmoid, length: 10, forgetBias: 3, rate: 0.02,
            batch: 16, epochs: 500)
    }
}

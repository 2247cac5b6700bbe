import ExactMath

/// Adding: every step shows a number of [0, 1) and a mark; two steps are marked, one in each half, and at T their sum is asked for.
///
/// Solved exactly by two relu units, see the built-in scene `adding-by-hand`.
public struct Adding: SequenceTask {
    public let name = "adding"
    public let summary = "two of many numbers are marked, and their sum is asked for"
    public let source =
        "Hochreiter and Schmidhuber, Long short-term memory, 1997, experiment 4; the form is that of Le, Jaitly and Hinton 2015"
    /// The number and its mark.
    public let inputWidth = 2
    public let shapes: [Shape] = [.manyToOne]
    public let minimumLength = 2

    /// There is nothing to choose: length, shape and loss come with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .mse || loss == .none ? 1 : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let first = generator.integer(in: 0...length / 2 - 1)
        let second = generator.integer(in: length / 2...length - 1)
        var inputs: [Double] = []
        inputs.reserveCapacity(2 * length)
        for t in 0..<length { inputs += [generator.uniform(), t == first || t == second ? 1 : 0] }
        return SequenceData(
            inputs: inputs, inputWidth: inputWidth, targets: [.vector([inputs[2 * first] + inputs[2 * second]])])
    }

    /// The sum of two uniform numbers has mean 1 and variance 2 · 1/12.
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [Baseline(.squaredError, 1.0 / 6, "1/6", rule: "always answer 1", factor: 10)]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            shape: .manyToOne, loss: .mse, hidden: 24, length: 50, forgetBias: 3, rate: 0.01, batch: 32, epochs: 1_200)
    }
}

import ExactMath

/// Remember the first bit: x_1 is −1 or 1, then noise in [−0.1, 0.1) follows; at T the network is asked for the bit.
///
/// The target is the bit itself under `mse`, class 0 (−1) or 1 (1) under `nll`, and [0] or [1] under `bce`. The hardest test of a long memory with
/// the fewest numbers.
public struct FirstBit: SequenceTask {
    public let name = "first-bit"
    public let summary = "the first input, −1 or 1, is asked for after noise"
    public let source =
        "after Bengio, Simard and Frasconi, Learning long-term dependencies with gradient descent is difficult, 1994"
    /// One number a step: the bit, then noise.
    public let inputWidth = 1
    public let shapes: [Shape] = [.oneToOne, .manyToOne, .manyToMany]
    public let minimumLength = 1

    /// Largest noise.
    static let noise = 0.1

    /// There is nothing to choose: length, shape and loss come with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss.bitWidth }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let bit: Double = generator.next() >> 63 == 0 ? -1 : 1
        var inputs = [bit]
        inputs.reserveCapacity(length)
        for _ in 1..<max(1, length) { inputs.append(generator.uniform(-Self.noise, Self.noise)) }
        let before = shape == .manyToMany ? length - 1 : 0
        return SequenceData(
            inputs: inputs, inputWidth: inputWidth,
            targets: TargetSequence(
                [Target<Double>?](repeating: nil, count: before) + [loss.target(bit: bit > 0)]))
    }

    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [Baseline(.wrongAnswers, 0.5, "1/2", rule: "guess", factor: 50)]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            shape: .manyToOne, loss: .bce, hidden: 8, activation: .sigmoid, length: 20, forgetBias: 3, rate: 0.02,
            batch: 16, epochs: 300)
    }
}

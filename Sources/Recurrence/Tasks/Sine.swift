import ExactMath

/// Sine: x_t = sin(2π t/12 + φ) with a random φ; asked for x_{t+1} at every step.
///
/// One number does not say whether the wave rises: the network has to remember the one before it.
public struct Sine: SequenceTask {
    public let name = "sine"
    public let summary = "a wave of period 12 from anywhere; what comes next?"
    public let source = "after Elman, Finding structure in time, 1990"
    /// The wave's present value, from −1 to 1.
    public let inputWidth = 1
    public let shapes: [Shape] = [.manyToMany]
    public let minimumLength = 2

    static let period = 12.0

    /// There is nothing to choose: the length comes with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .mse || loss == .none ? 1 : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let phase = generator.uniform()
        let wave = (0...length).map { Turn.sine(phase + Double($0) / Self.period) }
        return SequenceData(
            inputs: Array(wave.dropLast()), inputWidth: inputWidth,
            targets: TargetSequence(vectors: Array(wave.dropFirst()), width: 1))
    }

    /// E (x_{t+1} − x_t)² = 1 − cos(2π/12)
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [
            Baseline(
                .squaredError, 1 - 0.75.squareRoot(), "1 − √3/2", rule: "answer with the last number", factor: 10)
        ]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(loss: .mse, reduction: .mean, cell: "rnn", hidden: 8, length: 24, rate: 0.01, batch: 8, epochs: 800)
    }
}

/// Angles in turns.
enum Turn {
    /// sin 2πx by Taylor's series on an eighth of a turn: the same bits on every machine.
    static func sine(_ x: Double) -> Double {
        let x = x - x.rounded(.down)
        if x >= 0.5 { return -sine(x - 0.5) }
        if x > 0.25 { return sine(0.5 - x) }
        if x > 0.125 { return series(0.25 - x, from: 1, first: 1) }
        let angle = 2 * Double.pi * x
        return series(x, from: 2, first: angle)
    }

    /// first · (1 − a²/(k(k+1)) (1 − a²/((k+2)(k+3)) (…))), for the angle a.
    private static func series(_ x: Double, from k: Int, first: Double) -> Double {
        let square = (2 * Double.pi * x) * (2 * Double.pi * x)
        var sum = 0.0
        for n in stride(from: k + 18, through: k, by: -2) { sum = -square / Double(n * (n + 1)) * (1 + sum) }
        return first * (1 + sum)
    }
}

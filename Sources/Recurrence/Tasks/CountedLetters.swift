import ExactMath

/// aⁿbⁿ: a start sign, n times a, n times b; at every step: what may come next, a, b or the end?
///
/// n is drawn from 1 … `length`. After the start only a may come, after an a both a and b, after a b another b until there are n, then
/// the end. Whoever predicts it all has counted. Inputs are one-hot: start, a, b; outputs are the chances of a, b and the end.
public struct CountedLetters: SequenceTask {
    public let name = "anbn"
    public let summary = "n times a, n times b: what may come next?"
    public let source =
        "Gers and Schmidhuber, LSTM recurrent networks learn simple context-free and context-sensitive languages, 2001"
    /// The start sign, a and b.
    public let inputWidth = 3
    public let shapes: [Shape] = [.manyToMany]
    public let lengthMeans = "the largest n"
    public let minimumLength = 1

    /// There is nothing to choose: the largest n comes with each sequence.
    public init() {}

    public func inputSteps(_ length: Int) -> Int { 2 * length + 1 }

    /// n differs.
    public var stepsDiffer: Bool { true }

    public func outputWidth(for loss: Loss) -> Int? { loss == .bce || loss == .none ? 3 : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        Self.word(generator.integer(in: 1...length))
    }

    static func word(_ n: Int) -> SequenceData<Double> {
        let letters = [0] + [Int](repeating: 1, count: n) + [Int](repeating: 2, count: n)
        let next: [[Double]] =
            [[1, 0, 0]] + [[Double]](repeating: [1, 1, 0], count: n)
            + [[Double]](repeating: [0, 1, 0], count: n - 1) + [[0, 0, 1]]
        return SequenceData(
            symbols: letters, width: 3, targets: TargetSequence(vectors: next.flatMap(\.self), width: 3))
    }

    /// Who cannot count can end after a fixed number of b, and is right for one n of N.
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        let value = Double(length - 1) / Double(length)
        return [Baseline(.wrongSequences, value, "(N − 1)/N", rule: "end after a fixed number of b", factor: 10)]
    }

    /// n = 1, 2, … up to four times the trained ones.
    public func beyond(length: Int, shape: Shape, loss: Loss) -> AnySequence<SequenceData<Double>> {
        AnySequence((1...4 * length).lazy.map(Self.word))
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            loss: .bce, reduction: .mean, hidden: 6, activation: .sigmoid, length: 10, rate: 0.02, batch: 16,
            epochs: 1_500)
    }
}

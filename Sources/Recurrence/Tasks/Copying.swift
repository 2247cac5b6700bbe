import ExactMath
import Foundation

/// Copy: ten symbols of eight, then nothing for T steps, the last of which asks for them; in the ten steps after it they are to be said
/// again. `length` is T, the whole has T + 20 steps.
///
/// A linear network whose U begins orthogonal learns it in seconds (Henaff, Szlam and LeCun 2016): it turns what it has heard, step by
/// step, and forgets nothing. Gated cells take many times as long.
///
/// Inputs are one-hot: the eight symbols, blank, the sign that asks. At the steps before, the answer is blank, class 8.
public struct Copying: SequenceTask {
    public let name = "copy"
    public let summary = "ten symbols are to be said again after a silence"
    public let source =
        "Hochreiter and Schmidhuber 1997; the form is that of Arjovsky, Shah and Bengio, Unitary evolution recurrent neural networks, 2016"
    /// The eight symbols, blank, and the sign that asks.
    public let inputWidth = 10
    public let shapes: [Shape] = [.manyToMany]
    public let lengthMeans = "steps of silence"
    public let minimumLength = 1

    static let symbols = 8
    static let count = 10

    /// There is nothing to choose: length, shape and loss come with each sequence.
    public init() {}

    public func inputSteps(_ length: Int) -> Int { length + 2 * Self.count }

    public func outputWidth(for loss: Loss) -> Int? { loss == .nll || loss == .none ? Self.symbols + 1 : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let blank = Self.symbols
        let said = (0..<Self.count).map { _ in generator.integer(in: 0...Self.symbols - 1) }
        let silence = [Int](repeating: blank, count: length - 1)
        let inputs = said + silence + [blank + 1] + [Int](repeating: blank, count: Self.count)
        let answers = [Int](repeating: blank, count: length + Self.count) + said
        return SequenceData(
            symbols: inputs, width: inputWidth, targets: TargetSequence(answers.map { Target<Double>.index($0) }))
    }

    /// Blank all along, then one of eight, ten times of T + 20.
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        let value = 10 * Logarithm.natural(8) / Double(length + 20)
        return [Baseline(.nats, value, "10 ln 8/(T + 20)", rule: "say nothing, then guess", factor: 10)]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            loss: .nll, reduction: .mean, cell: "linear", hidden: 96, activation: .softmax, length: 20,
            scheme: .orthogonal, rate: 0.003, batch: 16, epochs: 1_200)
    }
}

/// Logarithms of whole numbers, for baselines.
enum Logarithm {
    static func natural(_ x: Double) -> Double { log(x) }
}

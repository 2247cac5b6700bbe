import ExactMath

/// Characters of a text: which one comes next? Every sequence is a piece of the text from anywhere.
///
/// Inputs are one-hot over the characters that occur, in the order of their code points.
public struct Characters: SequenceTask {
    public let name = "characters"
    public let summary = "which character of a text comes next?"
    public let source =
        "after Karpathy, The unreasonable effectiveness of recurrent neural networks, 2015; the text: \(Jabberwocky.source)"
    public let shapes: [Shape] = [.manyToMany]
    public let lengthMeans = "characters"
    public let minimumLength = 1

    /// The text that every sequence is a piece of.
    public let text: String
    /// The characters that occur, in order.
    public let alphabet: [Unicode.Scalar]
    private let classes: [Int]

    /// - Parameter text: two characters or more.
    public init(_ text: String = Jabberwocky.text) {
        self.text = text
        let scalars = Array(text.unicodeScalars)
        precondition(scalars.count > 1, "a text has a character that comes next")
        alphabet = Set(scalars).sorted { $0.value < $1.value }
        let places = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
        classes = scalars.compactMap { places[$0] }
    }

    /// One place a character of the alphabet.
    public var inputWidth: Int { alphabet.count }
    /// The longest piece that has a next character at every step.
    public var maximumLength: Int { classes.count - 1 }

    public func outputWidth(for loss: Loss) -> Int? { loss == .nll || loss == .none ? alphabet.count : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let length = min(length, maximumLength)
        let first = generator.integer(in: 0...maximumLength - length)
        let piece = classes[first...first + length]
        return SequenceData(
            symbols: piece.dropLast().map { $0 }, width: inputWidth,
            targets: TargetSequence(piece.dropFirst().map { Target<Double>.index($0) }))
    }

    /// −Σ p ln p over the text's characters.
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        var counts = [Int](repeating: 0, count: alphabet.count)
        for index in classes { counts[index] += 1 }
        let entropy = counts.reduce(0.0) { sum, count in
            let share = Double(count) / Double(classes.count)
            return sum - share * Logarithm.natural(share)
        }
        return [
            Baseline(
                .nats, entropy, "−Σ p ln p", rule: "each character as often as the text has it", factor: 3)
        ]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            loss: .nll, reduction: .mean, hidden: 64, activation: .softmax, length: 25, rate: 0.01, batch: 16,
            epochs: 600)
    }
}

import ExactMath
import Wording

/// Dates: `7 mar 1999`, somewhere among spaces, is to be written 1999-03-07; each character is given the right one before it.
///
/// Days are 1 … 28 of any month of 1900 … 2099, all equally likely; `length` is the number of characters read. One-hot: a space, ten
/// digits and the nineteen letters of the months' names in; ten digits and the hyphen out.
public struct Dates: SequenceTask {
    public let name = "dates"
    public let summary = "a date such as 7 mar 1999 is to be written as 1999-03-07"
    public let source = "after Bahdanau, Cho and Bengio 2015, on dates instead of sentences"
    /// One place a character of `read`.
    public let inputWidth = 30
    public let shapes: [Shape] = [.seq2seq]
    public let lengthMeans = "characters"
    public let minimumLength = 11

    /// What is read, in the order of its one-hot places.
    public static let read = Array(" 0123456789abcdefgjlmnoprstuvy")
    /// What is written.
    public static let written = Array("0123456789-")
    static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// There is nothing to choose: the number of characters comes with each sequence.
    public init() {}

    public func outputWidth(for loss: Loss) -> Int? { loss == .nll || loss == .none ? Self.written.count : nil }

    public func sequence(
        length: Int, shape: Shape, loss: Loss, using generator: inout SeededGenerator
    ) -> SequenceData<Double> {
        let day = generator.integer(in: 1...28)
        let month = generator.integer(in: 1...12)
        let year = generator.integer(in: 1_900...2_099)
        let date = "\(day) \(Self.months[month - 1]) \(year)"
        let before = generator.integer(in: 0...max(0, length - date.count))
        let line = String(repeating: " ", count: before) + date
        let padded = line.leftAligned(in: length)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return SequenceData(
            symbols: padded.map { Self.read.firstIndex(of: $0) }, width: inputWidth,
            targets: TargetSequence(
                "\(year)-\(two(month))-\(two(day))".map { character in
                    Self.written.firstIndex(of: character).map { Target<Double>.index($0) }
                }))
    }

    /// At every place the character that stands there most often: wrong by 1/2, 1/2, 9/10, 9/10, 0, 1/4, 5/6, 0, 9/14, 25/28.
    public func baselines(length: Int, loss: Loss) -> [Baseline] {
        [
            Baseline(
                .wrongAnswers, 569.0 / 1_050, "569/1050", rule: "write each place's most frequent character",
                factor: 20)
        ]
    }

    public var recipe: TaskRecipe {
        TaskRecipe(
            shape: .seq2seq, loss: .nll, reduction: .mean, cell: "gru", hidden: 32, attention: 24,
            activation: .softmax, length: 12, rate: 0.01, batch: 16, epochs: 1_500)
    }
}

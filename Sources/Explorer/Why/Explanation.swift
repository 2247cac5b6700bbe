import Recurrence

/// Why a number is what it is: the equation in symbols, with the numbers in, and the result.
public struct Explanation: Sendable, Equatable {
    /// `c₃ = f₃ ⊙ c₂ + i₃ ⊙ c~₃`
    public let symbols: String
    /// `0.8412·0.7986 + 0.1904·0.3120 = 0.7312`
    public let numbers: String
    /// The same at length, one item a line, where one line cannot say it.
    public let details: [String]

    init(symbols: String, numbers: String, details: [String] = []) {
        self.symbols = symbols
        self.numbers = numbers
        self.details = details
    }
}

/// The summands of a long sum, written only as far as they are read.
struct Summands {
    private var pieces: [(count: Int, text: (Int) -> String)] = []

    init() {}

    init(_ count: Int, _ text: @escaping (Int) -> String) { pieces = [(count, text)] }

    init(_ text: String) { self.init(1) { _ in text } }

    var count: Int { pieces.reduce(0) { $0 + $1.count } }

    mutating func append(_ other: Summands) { pieces += other.pieces }

    /// The sum with at most so many summands written out; `… (61 more)` stands for the others.
    func text(most: Int) -> String {
        let most = count <= most ? count : max(1, most - 1)
        var words: [String] = []
        for piece in pieces {
            for index in 0..<piece.count where words.count < most {
                words.append(piece.text(index))
            }
            if words.count >= most { break }
        }
        if count > most { words.append("… (\(count - most) more)") }
        return words.joined(separator: " + ")
    }
}

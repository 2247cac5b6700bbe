import Wording

/// Why a number is what it is: the equation in symbols, with the numbers in, and the result.
public struct Explanation: Sendable, Equatable {
    /// `c₃ = f₃ ⊙ c₂ + i₃ ⊙ c~₃`
    public let symbols: String
    /// `0.8412·0.7986 + 0.1904·0.3120 = 0.7312`
    public let numbers: String
    /// The same at length, one item a line, where one line cannot say it.
    public let details: [String]

    /// An explanation with plain spaces in place of no-break ones; without details, one line says it all.
    public init(symbols: String, numbers: String, details: [String] = []) {
        // Where lines are broken is the screen's say.
        self.symbols = symbols.exchanging("\u{A0}", for: " ")
        self.numbers = numbers.exchanging("\u{A0}", for: " ")
        self.details = details.map { $0.exchanging("\u{A0}", for: " ") }
    }
}

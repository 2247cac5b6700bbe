import TerminalUI

/// A word of scripts and plain mode that takes more words, and what it does.
public struct Phrase: Sendable {
    /// `set PATH ROW [COLUMN] VALUE`; it begins with the word.
    public let usage: String
    /// What the help says beside `usage`: `open a scene`.
    public let help: String
    /// Does it; what it returns is printed, and where that is nothing the present screen.
    let act: @Sendable (inout Explorer, [String]) throws(PlainProblem) -> LinearText?

    var word: String { String(usage.prefix { $0 != " " }) }

    /// A phrase after which the present screen is printed.
    public init(
        _ usage: String, help: String,
        act: @escaping @Sendable (inout Explorer, [String]) throws(PlainProblem) -> Void
    ) {
        self.usage = usage
        self.help = help
        self.act = { explorer, words throws(PlainProblem) in
            try act(&explorer, words)
            return nil
        }
    }

    private init(
        usage: String, help: String,
        answer: @escaping @Sendable (inout Explorer, [String]) throws(PlainProblem) -> LinearText?
    ) {
        self.usage = usage
        self.help = help
        act = answer
    }

    /// A phrase that prints something of its own.
    public static func answering(
        _ usage: String, help: String,
        answer: @escaping @Sendable (inout Explorer, [String]) throws(PlainProblem) -> LinearText
    ) -> Phrase {
        Phrase(usage: usage, help: help) { explorer, words throws(PlainProblem) in try answer(&explorer, words) }
    }
}

/// What is wrong with a line of words, in one sentence.
public struct PlainProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    /// What is no printable character does not get through.
    public init(_ description: String) { self.description = Text.fit(description, width: .max) }

    static func needsMoreWords(_ word: String) -> PlainProblem {
        PlainProblem("\(word) needs more words; help lists them")
    }
}

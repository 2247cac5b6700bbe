import Wording

/// Mathematics of a lesson's text, a subset of LaTeX: letters with sub- and superscripts, Greek, operators, functions, fractions.
public struct MathText: Sendable {
    /// What stands between the dollars.
    public var latex: String
    /// Where it begins in the file.
    public var place = TextLocation.start
    /// `a^t = g(W_aa a^{t−1} + …)` in characters of one column.
    public var unicode: String
    /// The same in words.
    public var spoken: String

    /// - Throws: what is not understood, and at which character.
    init(_ latex: String) throws(MathProblem) {
        self.latex = latex
        var reader = MathReader(latex)
        let (shown, said) = try reader.read(until: nil)
        unicode = Self.single(shown)
        spoken = Self.single(said)
    }
}

extension MathText {
    static let subscripts: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    ]

    /// The text with single blanks.
    private static func single(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}

struct MathProblem: Error {
    var offset: Int
    var found: String
    var expected: String
}

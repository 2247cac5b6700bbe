import Exercises
import Formula

/// What is typed, in words: its dots stay, signs that are keys are named.
public enum SpokenNames {
    private static let keys: [String: String] = [
        "→": "the right arrow", "←": "the left arrow", "[": "left bracket", "]": "right bracket", "?": "question mark",
        ":": "colon",
    ]

    /// A key by its name, or words as they can be typed: names without brackets, what has other signs literally.
    static func typed(_ text: String) -> String {
        if let key = keys[text] { return key }
        let names = withoutBrackets(text)
        return names.contains(where: { "()[]{}/*^'=<>|".contains($0) }) || names.contains("--") ? "`\(text)`" : names
    }

    /// What was typed into a field, in words that keep its signs and brackets.
    static func echo(of text: String, for field: AnswerField) -> String {
        switch field.kind {
        case .formula, .factor: return formula(text)
        default:
            let (answer, echo) = AnswerReader.read(SourceText(text), for: field)
            // Spelled sign by sign: of brackets alone nothing would be heard.
            if case .unreadable = answer { return "`\(text.replacing("`", with: ""))`, which cannot be read" }
            return echo
        }
    }

    /// A formula of the answer language sign by sign.
    static func formula(_ text: String) -> String {
        let sums = text.replacing(#/(?:sum|Σ)\(\s*(\p{L})\s*=\s*([^(),]+?)\.\.([^(),]+?),/#) {
            "the sum over \($0.1) from \($0.2) to \($0.3) of("
        }
        let spelled = sums.replacing(".*", with: "⊙").replacing(".^", with: " entry by entry ^")
            .replacing(#/\^T(?![\p{L}\d(])/#, with: "ᵀ").replacing("..", with: " to ")
        return spelled.map { signs[$0] ?? String($0) }.joined().split(separator: " ").joined(separator: " ")
    }

    private static let signs: [Character: String] = [
        "(": " open bracket ", ")": " close bracket ", "{": " open bracket ", "}": " close bracket ", "[": " at ",
        "]": ", ", "^": " to the power ", "'": " prime ", "’": " prime ", "′": " prime ", "ᵀ": " transposed ",
        "-": " minus ", "−": " minus ", "+": " plus ", "*": " times ", "·": " times ", "/": " over ", "=": " is ",
        "_": " ", "⊙": ", times, entry by entry, ",
    ]

    /// `stack.0.h[2][1]` as `stack.0.h 2 1`, which can be typed, too; lists of numbers stay as they are.
    ///
    /// What stands between backticks is typed as it is.
    public static func withoutBrackets(_ text: String) -> String {
        if text.contains("`") {
            let pieces = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            return pieces.map { $0.offset.isMultiple(of: 2) ? withoutBrackets(String($0.element)) : String($0.element) }
                .joined(separator: "`")
        }
        let names = text.replacing(#/(\p{L}[\p{L}\d_~]*)((?:\[\d+\])+)(\)?)/#) { found in
            let indices = found.2.split(whereSeparator: { "[]".contains($0) })
            return ([String(found.1)] + indices.map(String.init)).joined(separator: " ") + found.3
        }
        return names.replacing("grad(", with: "the gradient of (")
    }
}

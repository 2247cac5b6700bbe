/// What is typed, in words: its dots stay, signs that are keys are named.
public enum SpokenNames {
    private static let keys: [String: String] = [
        "→": "the right arrow", "←": "the left arrow", "[": "left bracket", "]": "right bracket", "?": "question mark",
        ":": "colon",
    ]

    /// A key by its name, or words as they can be typed.
    static func typed(_ text: String) -> String { keys[text] ?? withoutBrackets(text) }

    /// `stack.0.h[2][1]` as `stack.0.h 2 1`, which can be typed, too; lists of numbers stay as they are.
    public static func withoutBrackets(_ text: String) -> String {
        let names = text.replacing(#/(\p{L}[\p{L}\d_~]*)((?:\[\d+\])+)(\)?)/#) { found in
            let indices = found.2.split(whereSeparator: { "[]".contains($0) })
            return ([String(found.1)] + indices.map(String.init)).joined(separator: " ") + found.3
        }
        return names.replacing("grad(", with: "the gradient of (")
    }
}

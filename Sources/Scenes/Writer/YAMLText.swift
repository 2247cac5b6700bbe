import Wording

/// Texts and collections as YAML writes them.
enum YAMLText {
    /// `[a, b]`
    static func flow(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

    /// `{key: value}`
    static func flow(_ keys: [(String, String)]) -> String {
        "{" + keys.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}"
    }

    /// A text as one scalar: plain where YAML reads it back as the same text, otherwise in double quotes.
    static func scalar(_ text: String, inFlow: Bool = false) -> String {
        isPlain(text, inFlow: inFlow) ? text : quoted(text)
    }

    /// A text of several lines as a literal block, where one can hold it, otherwise in double quotes.
    static func block(_ text: String, indent: Int) -> String {
        let body = text.hasSuffix("\n") ? text.dropLast() : text[...]
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, !first.isEmpty, let last = lines.last, !last.isEmpty,
            lines.allSatisfy({ $0.first != " " && $0.first != "\t" && $0.last != " " }),
            lines.allSatisfy({ !$0.unicodeScalars.contains { $0 != "\t" && isEscaped($0) } })
        else { return quoted(text) }
        let margin = String(repeating: " ", count: indent)
        return (text.hasSuffix("\n") ? "|" : "|-") + lines.map { "\n" + ($0.isEmpty ? "" : margin + $0) }.joined()
    }

    private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        guard first.properties.isAlphabetic, last != " " else { return false }
        // Words that some reader takes for something else than a text.
        guard !["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"].contains(text.lowercased())
        else { return false }
        let forbidden = inFlow ? "#:,[]{}\"'&*!|>%@`" : "#:\"&*!|>%@`"
        return text.unicodeScalars.allSatisfy { !forbidden.unicodeScalars.contains($0) && !isEscaped($0) }
    }

    /// Whether no file may have the character as it is; in double quotes its code stands for it.
    private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool { Words.isControl(scalar) || scalar == "\u{FEFF}" }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default:
                if isEscaped(scalar) {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}

import Formula

/// Reads rows of yes and no: "[yes, no, yes]", "yes no yes", "1 0 1".
enum FlagsReader {
    private static let words: [String: Int] = [
        "yes": 1, "y": 1, "no": 0, "n": 0, "true": 1, "false": 0, "ja": 1, "nein": 0, "oui": 1, "non": 0,
    ]

    static func read(_ source: SourceText) throws(FormulaProblem) -> (StudentAnswer, String) {
        if source.isTooLong { _ = try AnswerLanguage.readValue(source) }
        let text = String(source.characters.map { "[](){},;|".contains($0) ? " " : $0 })
        var flags: [Int?] = []
        for word in text.lowercased().split(whereSeparator: \.isWhitespace) {
            guard let flag = words[String(word)] ?? Int(word), (0...1).contains(flag) else {
                return (.unreadable("“\(source.text(0..<source.characters.count))” is no row of yes and no."), "")
            }
            flags.append(flag)
        }
        if flags.isEmpty { return (.unreadable("yes or no is asked for."), "") }
        return (.settings(flags), Self.text(flags.map { $0 == 1 }))
    }

    /// "[yes, no, yes]"
    static func text(_ flags: [Bool]) -> String {
        let words = flags.map { $0 ? "yes" : "no" }
        return words.count == 1 ? words[0] : "[" + words.joined(separator: ", ") + "]"
    }
}

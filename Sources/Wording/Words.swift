/// How names and found things are put into sentences.
public enum Words {
    /// Whether a character moves the cursor, changes direction or is no character at all: what no name in a file may have. Joiners and
    /// private characters are none, so this asks for less than `SafeText.isPrintable`.
    public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// 'a name', safe to print
    public static func quote(_ text: String) -> String { "'\(SafeText.writtenOut(text))'" }

    /// `a, b or c`
    public static func list(_ words: [String], _ conjunction: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// `a, b, c and 9 more`
    public static func some(_ words: [String], limit: Int = 5) -> String {
        guard words.count > limit + 1 else { return list(words.map { SafeText.writtenOut($0) }, "and") }
        return words.prefix(limit).map { SafeText.writtenOut($0) }.joined(separator: ", ")
            + " and \(words.count - limit) more"
    }

    /// `[a, b, c, …]`
    public static func tokens(_ words: [String], limit: Int = 12) -> String {
        "[" + words.prefix(limit).map { SafeText.writtenOut($0) }.joined(separator: ", ")
            + (words.count > limit ? ", …]" : "]")
    }

    /// `1 vector`, `3 vectors`
    public static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// 100,000
    public static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var result = ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return number < 0 ? "−" + result : result
    }
}

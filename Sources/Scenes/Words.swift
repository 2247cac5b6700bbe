/// How names and found things are put into sentences.
package enum Words {
    /// Whether a character moves the cursor, changes direction or is no character at all.
    package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }

    /// A text with control characters written out, and cut where it is long.
    package static func safe(_ text: String, limit: Int = 60) -> String {
        var result = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == limit { return result + "…" }
            if isControl(scalar) {
                result += codePoint(scalar.value)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    package static func quote(_ text: String) -> String { "'\(safe(text))'" }

    /// U+001B
    package static func codePoint(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// `a, b or c`
    package static func list(_ words: [String], _ conjunction: String) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// `a, b, c and 9 more`
    package static func some(_ words: [String], limit: Int = 5) -> String {
        guard words.count > limit + 1 else { return list(words.map { safe($0) }, "and") }
        return words.prefix(limit).map { safe($0) }.joined(separator: ", ") + " and \(words.count - limit) more"
    }

    /// `[a, b, c, …]`
    package static func tokens(_ words: [String], limit: Int = 12) -> String {
        "[" + words.prefix(limit).map { safe($0) }.joined(separator: ", ") + (words.count > limit ? ", …]" : "]")
    }

    /// `1 vector`, `3 vectors`
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// 100,000
    package static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var result = ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return number < 0 ? "−" + result : result
    }
}

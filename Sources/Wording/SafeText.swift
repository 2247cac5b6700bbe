/// Text from outside made safe to print: what a terminal or a reader's eye could be misled by is replaced.
public enum SafeText {
    /// Whether a terminal shows the scalar as part of a glyph: neither a control nor a format character (the marks that turn the
    /// direction of text among them), nor private or unassigned.
    public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// The character itself, a blank for tab and line end, or U+FFFD for what is not printable and for characters of more than four
    /// code points.
    public static func of(_ character: Character) -> Character {
        if character == "\t" || character.isNewline { return " " }
        let scalars = character.unicodeScalars
        return scalars.count <= 4 && scalars.allSatisfy(isPrintable) ? character : "\u{FFFD}"
    }

    /// The text with every character made safe, at most `limit` characters of it.
    public static func of(_ text: String, limit: Int = 60) -> String {
        let safe = String(text.prefix(limit).map { of($0) })
        return text.dropFirst(limit).isEmpty ? safe : safe + "…"
    }

    /// The text with what is not printable written out as U+001B, at most `limit` code points of it.
    public static func writtenOut(_ text: String, limit: Int = 60) -> String {
        var result = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            if count == limit { return result + "…" }
            if isPrintable(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += codePoint(scalar.value)
            }
        }
        return result
    }

    /// A name for one character: itself in quotes, or its code point where it cannot be shown.
    public static func name(of character: Character) -> String {
        if of(character) == character, !character.isWhitespace { return "“\(character)”" }
        return character.unicodeScalars.first.map { codePoint($0.value) } ?? "nothing"
    }

    /// U+001B
    public static func codePoint(_ value: UInt32) -> String {
        "U+" + hexadecimal(value, digits: 4).uppercased()
    }

    /// At least so many digits, in lower case: 001b.
    static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let written = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - written.count)) + written
    }

    /// How many columns a terminal gives a character.
    public static func columns(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

/// Text from outside made safe to print: what a terminal or a reader's eye could be misled by is replaced.
public enum SafeText {
    /// The character itself, or U+FFFD for control and format characters (bidirectional marks among them), private and unassigned
    /// ones, and for characters of more than four code points.
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

    /// A name for one character: itself in quotes, or its code point where it cannot be shown.
    public static func name(of character: Character) -> String {
        if of(character) == character, !character.isWhitespace { return "“\(character)”" }
        guard let scalar = character.unicodeScalars.first else { return "nothing" }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// How many columns a terminal gives a character.
    static func columns(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }
}

import Formula

/// Numbers as they are written in other countries and by other programs.
public enum NumberSpelling {
    /// One number in the spelling of the answer language: a comma parts thousands in a whole number and before a decimal point, and
    /// is a decimal point elsewhere; other marks between thousands fall away.
    ///
    /// - Parameter isInteger: whether a whole number is asked for: then 1,417 is one.
    public static func number(_ source: SourceText, isInteger: Bool) -> SourceText {
        withDecimalPoints(source, isInteger: isInteger) ?? withoutThousands(source)
    }

    /// The text without the marks that part thousands, 1'417 and 1_417, and without what says "about" before a number.
    static func withoutThousands(_ source: SourceText) -> SourceText {
        let text = source.characters
        guard text.contains(where: isMark) else { return source }
        var characters: [Character] = []
        for (place, character) in text.enumerated() {
            if ["'", "’", "_"].contains(character), isDigit(text, place - 1), isGroup(text, after: place) { continue }
            // Leading signs of equality say nothing about the number.
            if ["≈", "=", "~"].contains(character), characters.allSatisfy(\.isWhitespace) { continue }
            characters.append(character)
        }
        return characters.count == text.count ? source : SourceText(String(characters), origin: source.origin)
    }

    /// The text with a point for every comma between digits, or without it where it parts thousands; nil where there is none.
    static func withDecimalPoints(_ source: SourceText, isInteger: Bool) -> SourceText? {
        let text = source.characters
        var characters: [Character] = []
        var isChanged = false
        for (place, character) in text.enumerated() {
            guard character == ",", isDigit(text, place - 1), isDigit(text, place + 1) else {
                characters.append(character)
                continue
            }
            isChanged = true
            if isInteger || hasPoint(text, behind: place), isGroup(text, after: place) { continue }
            characters.append(".")
        }
        guard isChanged else { return nil }
        return withoutThousands(SourceText(String(characters), origin: source.origin))
    }

    /// Whether a character may be one of those that fall away: nearly no answer has any.
    private static func isMark(_ character: Character) -> Bool {
        let bytes = character.utf8
        guard bytes.count == 1, let byte = bytes.first else { return true }
        return "'_=~".utf8.contains(byte)
    }

    private static func isDigit(_ text: [Character], _ place: Int) -> Bool {
        text.indices.contains(place) && ("0"..."9").contains(text[place])
    }

    /// Whether the digits and commas behind a place end at a point with a digit behind it: 1,234.5
    private static func hasPoint(_ text: [Character], behind place: Int) -> Bool {
        let end = text[(place + 1)...].firstIndex { !"0123456789,".contains($0) } ?? text.endIndex
        return end < text.endIndex && text[end] == "." && isDigit(text, end + 1)
    }

    /// Whether three digits follow, and no fourth.
    private static func isGroup(_ text: [Character], after place: Int) -> Bool {
        (1...3).allSatisfy { isDigit(text, place + $0) } && !isDigit(text, place + 4)
    }
}

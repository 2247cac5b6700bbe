import Wording

/// A text that a student typed, as characters; `origin` is where its first character stands in the file or field it comes from.
public struct SourceText: Sendable, Equatable {
    /// What readers see of the text: at most one character more than they accept.
    public let characters: [Character]
    /// The place of the first character; line 1, column 1 for a text that stands alone.
    public let origin: TextLocation

    /// Scalars of the longest character that a keyboard makes, and then some.
    private static let maximumScalars = 16

    /// The text's first characters, one more than any reader accepts, so that the cost of a long text is bounded.
    public init(_ text: String, origin: TextLocation = .start) {
        self.origin = origin
        let limit = AnswerLanguage.maximumCharacters
        // One character can hide any number of combining marks, so the scalars are bounded too.
        let scalars = text.unicodeScalars.prefix(4 * limit + 1)
        if scalars.count > 4 * limit {
            characters = Array(repeating: "?", count: limit + 1)
        } else {
            characters = text.prefix(limit + 1).map { $0.unicodeScalars.count > Self.maximumScalars ? "\u{FFFD}" : $0 }
        }
    }

    /// Whether no reader accepts the text; then `characters` need not be its own.
    public var isTooLong: Bool { characters.count > AnswerLanguage.maximumCharacters }

    /// The place of the character at this offset; an offset past the end is the place after the last character.
    public func location(of offset: Int) -> TextLocation {
        var location = origin
        for character in characters.prefix(offset) {
            location = location.after(character)
        }
        return location
    }

    /// The characters of a range, safe to print.
    public func text(_ range: Range<Int>) -> String {
        SafeText.of(String(characters[range.clamped(to: 0..<characters.count)]))
    }

    /// The line around an offset and a line with a caret below it, both at most 76 columns wide.
    public func excerpt(at range: Range<Int>) -> (line: String, caret: String) {
        let offset = min(range.lowerBound, characters.count)
        let start = characters[..<offset].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
        let end = characters[offset...].firstIndex(where: \.isNewline) ?? characters.count
        let first = max(start, offset - 50)
        let last = min(end, first + 76)
        var line = ""
        var caret = ""
        for i in first..<max(last, first) {
            let shown = SafeText.of(characters[i])
            line.append(shown)
            if i < offset { caret += String(repeating: " ", count: SafeText.columns(of: shown)) }
        }
        let marked = max(1, min(range.upperBound, last) - offset)
        return (line, caret + String(repeating: "^", count: marked))
    }
}

import Wording

/// A paragraph of a lesson: words, terms, code, mathematics and claims.
public struct Prose: Sendable {
    /// A stretch of a paragraph under one mark, or under none.
    public enum Piece: Sendable {
        case words(String)
        case term(String)
        case code(String)
        case math(MathText)
        case claim(Claim)
    }

    /// The stretches in the order of the text; lines are joined by a blank.
    public var pieces: [Piece]
    /// Whether it is an item of a list.
    public var isItem = false
    /// Where the text begins in the file.
    public var place: TextLocation

    /// As a terminal shows it.
    public var text: String {
        (isItem ? "- " : "")
            + pieces.map { piece in
                switch piece {
                case .words(let text), .term(let text), .code(let text): text
                case .math(let math): math.unicode
                case .claim(let claim): claim.shown
                }
            }.joined()
    }

    /// As it is read aloud: mathematics in words, keys by their names; what is left of signs is for the one who speaks.
    public var spoken: String {
        pieces.map { piece in
            switch piece {
            case .words(let text), .term(let text): SpokenNames.withoutBrackets(text)
            case .code(let text): SpokenNames.typed(text)
            case .math(let math): math.spoken
            case .claim(let claim): claim.shown
            }
        }.joined()
    }

    /// Its claims in the order of the text.
    public var claims: [Claim] {
        pieces.compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
    }

    var mathematics: [MathText] {
        pieces.compactMap { if case .math(let math) = $0 { math } else { nil } }
    }

    /// The words alone, without what stands in claims, code and mathematics.
    var bareWords: String {
        pieces.map { if case .words(let text) = $0 { text } else { " " } }.joined()
    }
}

extension Claim {
    /// The number that is claimed, as it stands in the text.
    public var shown: String {
        let right = text.lastIndex { "=<>≤≥".contains($0) }.map { text[text.index(after: $0)...] } ?? text[...]
        return right.trimmed.replacing("-", with: "−")
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last].drop(while: \.isWhitespace))
    }
}

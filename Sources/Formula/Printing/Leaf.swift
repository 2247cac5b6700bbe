import Wording

/// What stands at the place of a name: its symbol, or its number.
public struct Leaf: Sendable, Hashable {
    /// What is written at the name's place; the sign of a negative number is left to the printer.
    public var text: String
    /// Whether that is a symbol or a number, which decides about brackets and dots beside it.
    public var kind: Kind

    /// What a printer needs to know of a leaf to set brackets and dots.
    public enum Kind: Sendable, Hashable {
        /// A name; `isRaised` where it has marks above already, so that a power needs brackets.
        case symbol(isScalar: Bool, isRaised: Bool)
        /// A number without a sign; a fraction such as 1/3 needs brackets as a factor.
        case number(isFraction: Bool, isNegative: Bool)
    }

    /// A leaf whose text is in the printer's style already.
    public init(_ text: String, _ kind: Kind) {
        self.text = text
        self.kind = kind
    }

    /// A symbol; one entry of a vector or matrix is a number by itself.
    public init(_ symbol: Symbol, in style: WritingStyle) {
        text = symbol.text(style).exchanging(" ", for: style.glue)
        kind = .symbol(isScalar: symbol.isNumber || !symbol.entry.isEmpty, isRaised: symbol.standsHigh)
    }

    /// A number by its text, written with a hyphen for a minus: "-0.4896", "1/3".
    public init(number: String, in style: WritingStyle) {
        let isNegative = number.hasPrefix("-")
        let size = isNegative ? String(number.dropFirst()) : number
        text = style.number(size)
        // LaTeX writes a fraction as one sign, but a power of ten as a product; words have several for either.
        let isFraction =
            switch style {
            case .latex: number.contains("e")
            case .spoken: number.contains("e") || number.contains("/")
            case .unicode, .ascii: number.contains("/")
            }
        kind = .number(isFraction: isFraction, isNegative: isNegative)
    }
}

import Wording

/// What stands at the place of a name: its symbol, or its number.
public struct Leaf: Sendable, Hashable {
    public var text: String
    public var kind: Kind

    public enum Kind: Sendable, Hashable {
        /// A name; `isRaised` where it has marks above already, so that a power needs brackets.
        case symbol(isScalar: Bool, isRaised: Bool)
        /// A number without a sign; a fraction such as 1/3 needs brackets as a factor.
        case number(isFraction: Bool, isNegative: Bool)
    }

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
        // LaTeX writes a fraction as one sign, but a power of ten as a product.
        kind = .number(isFraction: number.contains(style == .latex ? "e" : "/"), isNegative: isNegative)
    }
}

/// One word of the language; every spelling of it (ASCII, Unicode, LaTeX) is the same token.
package struct Token: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        // A literal is large and tokens are copied often.
        indirect case number(NumberLiteral)
        /// Letters and digits; a Greek letter or ŷ by its name: "delta", "yhat".
        case name(String)
        case symbol(Symbol)
        /// A name of a trace by its symbol in a notation.
        indirect case written(TraceName)
        case end
    }

    package enum Symbol: String, Sendable {
        case plus = "+", minus = "-", times = "*", hadamard = ".*", slash = "/"
        case caret = "^", entrywiseCaret = ".^", underscore = "_", prime = "'", top = "\\top"
        case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
        case openBrace = "{", closeBrace = "}"
        case comma = ",", semicolon = ";", colon = ":", dot = ".", dots = ".."
        case equals = "=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case arrow = "->", fraction = "\\frac", root = "√", series = "Σ", partial = "∂", norm = "‖"
        case productSeries = "∏", outer = "⊗"
    }

    package private(set) var kind: Kind
    // Stored, not computed: a switch over the kind that is inlined into a throwing reader trips the optimizer of Swift 6.3.
    package private(set) var symbol: Symbol?
    package private(set) var isNumber = false
    package private(set) var isEnd = false
    /// Offsets of the characters.
    package var range: Range<Int>
    package var spaceBefore: Bool
    package var newlineBefore: Bool

    package init(kind: Kind, range: Range<Int>, spaceBefore: Bool = false, newlineBefore: Bool = false) {
        self.kind = kind
        self.range = range
        self.spaceBefore = spaceBefore
        self.newlineBefore = newlineBefore
        takeApart()
    }

    /// Makes it another word.
    package mutating func become(_ kind: Kind) {
        self.kind = kind
        takeApart()
    }

    private mutating func takeApart() {
        (symbol, isNumber, isEnd) = (nil, false, false)
        switch kind {
        case .symbol(let symbol): self.symbol = symbol
        case .name, .written: break
        case .number: isNumber = true
        case .end: isEnd = true
        }
    }

    @inline(never) package var name: String? {
        if case .name(let name) = kind { return name }
        return nil
    }

    @inline(never) package var number: NumberLiteral? {
        if case .number(let literal) = kind { return literal }
        return nil
    }

    /// Whether an operand can begin here.
    package var beginsOperand: Bool {
        guard let symbol else { return !isEnd }
        switch symbol {
        case .openParenthesis, .openBracket, .openBrace, .fraction, .root, .series, .productSeries, .norm, .partial:
            return true
        default: return false
        }
    }
}

/// One word of the language; every spelling of it (ASCII, Unicode, LaTeX) is the same token.
struct Token: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case number(NumberLiteral)
        /// Letters and digits; a Greek letter or ŷ by its name: "delta", "yhat".
        case name(String)
        case symbol(Symbol)
        case end
    }

    enum Symbol: String, Sendable {
        case plus = "+", minus = "-", times = "*", hadamard = ".*", slash = "/"
        case caret = "^", entrywiseCaret = ".^", underscore = "_", prime = "'", top = "\\top"
        case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
        case openBrace = "{", closeBrace = "}"
        case comma = ",", semicolon = ";", colon = ":", dot = ".", dots = ".."
        case equals = "=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case arrow = "->", fraction = "\\frac", root = "√", series = "Σ", partial = "∂"
    }

    var kind: Kind
    /// Offsets of the characters.
    var range: Range<Int>
    var spaceBefore = false
    var newlineBefore = false

    // Inlined into a throwing reader, this trips the optimizer of Swift 6.3.
    @inline(never) var symbol: Symbol? {
        if case .symbol(let symbol) = kind { return symbol }
        return nil
    }

    var name: String? {
        if case .name(let name) = kind { return name }
        return nil
    }

    var isNumber: Bool {
        if case .number = kind { return true }
        return false
    }

    /// Whether an operand can begin here.
    var beginsOperand: Bool {
        switch kind {
        case .number, .name: return true
        case .symbol(let symbol):
            switch symbol {
            case .openParenthesis, .openBracket, .openBrace, .fraction, .root, .series: return true
            default: return false
            }
        case .end: return false
        }
    }
}

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

    private(set) var kind: Kind
    /// The kind taken apart once: parsers ask for it at every turn, and a switch inlined there trips the optimizer of Swift 6.3.
    private(set) var symbol: Symbol?
    private(set) var name: String?
    private(set) var number: NumberLiteral?
    /// Offsets of the characters.
    var range: Range<Int>
    var spaceBefore: Bool
    var newlineBefore: Bool

    init(kind: Kind, range: Range<Int>, spaceBefore: Bool = false, newlineBefore: Bool = false) {
        self.kind = kind
        self.range = range
        self.spaceBefore = spaceBefore
        self.newlineBefore = newlineBefore
        takeApart()
    }

    /// Makes it another word.
    mutating func become(_ kind: Kind) {
        self.kind = kind
        takeApart()
    }

    private mutating func takeApart() {
        (symbol, name, number) = (nil, nil, nil)
        switch kind {
        case .symbol(let symbol): self.symbol = symbol
        case .name(let name): self.name = name
        case .number(let number): self.number = number
        case .end: isEnd = true
        }
    }

    private(set) var isEnd = false
    var isNumber: Bool { number != nil }

    /// Whether an operand can begin here.
    var beginsOperand: Bool {
        if number != nil || name != nil { return true }
        switch symbol {
        case .openParenthesis, .openBracket, .openBrace, .fraction, .root, .series: return true
        default: return false
        }
    }
}

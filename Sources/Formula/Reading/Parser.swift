import ExactMath

/// Builds the tree of a text by recursive descent; the grammar stands in `AnswerLanguage.swift`.
package struct Parser {
    let source: SourceText
    let vocabulary: Vocabulary
    var tokens: [Token]
    var position = 0
    /// Variables of the sums around this place.
    var bound: [String] = []
    /// In a row whose entries are separated by spaces, a space ends the entry.
    var splitsOnSpace = false
    /// In a list, a new line begins a new row.
    var splitsOnNewline = false
    /// In a step or a power of a formula only numbers and indices stand.
    var readsIndex = false
    /// Whether the norm around this place is still open: then ‖ closes it.
    var isInNorm = false
    private var depth = 0

    package init(_ source: SourceText, _ vocabulary: Vocabulary) throws(FormulaFault) {
        self.source = source
        self.vocabulary = vocabulary
        tokens = try Lexer.tokens(
            of: source, isTrace: vocabulary.mode == .trace, symbols: vocabulary.symbols,
            tildes: vocabulary.mode == .formula ? vocabulary.tildes : [])
    }

    /// The tree of the whole text.
    package static func expression(_ source: SourceText, _ vocabulary: Vocabulary) throws(FormulaFault) -> Expression {
        var parser = try Parser(source, vocabulary)
        return try parser.whole()
    }

    package mutating func whole() throws(FormulaFault) -> Expression {
        if token.isEnd { throw FormulaFault(.empty, at: token.range) }
        var result = vocabulary.mode == .trace ? try comparison() : try sum()
        if vocabulary.mode == .constants { result = try bareList(result) }
        passFullStop()
        try expectEnd(after: result)
        return result
    }

    /// A full stop or a semicolon after the answer says nothing.
    private mutating func passFullStop() {
        guard vocabulary.mode == .formula || vocabulary.mode == .constants else { return }
        if token.symbol == .dot || token.symbol == .semicolon || token.symbol == .comma, next.isEnd { advance() }
    }

    /// 20, -4 without brackets is a vector; so is 20; -4. Two plain numbers with a comma close between them may be one decimal.
    private mutating func bareList(_ first: Expression) throws(FormulaFault) -> Expression {
        guard let separator = token.symbol, separator == .comma || separator == .semicolon, !next.isEnd else {
            return first
        }
        if separator == .comma, !next.spaceBefore, case .number = first.kind, next.isNumber,
            tokens[min(position + 2, tokens.count - 1)].isEnd
        {
            return first
        }
        var entries = [first]
        while skip(separator), !token.isEnd { entries.append(try sum()) }
        return Expression(.list(rows: [entries], isVector: true), at: first.range.lowerBound..<lastEnd)
    }

    private func expectEnd(after result: Expression) throws(FormulaFault) {
        if token.isEnd { return }
        if token.symbol == .comma, case .number = result.kind, next.isNumber,
            tokens[min(position + 2, tokens.count - 1)].isEnd
        {
            throw FormulaFault(.decimalComma, at: token.range)
        }
        throw unexpected(.operatorOrEnd)
    }

    // MARK: Tokens

    var token: Token { tokens[position] }
    var next: Token { tokens[min(position + 1, tokens.count - 1)] }
    var lastEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

    mutating func advance() { position = min(position + 1, tokens.count - 1) }

    mutating func skip(_ symbol: Token.Symbol) -> Bool {
        if token.symbol != symbol { return false }
        advance()
        return true
    }

    func found(_ token: Token) -> FormulaFact.Found {
        token.isEnd ? .end : .text(source.text(token.range))
    }

    func unexpected(_ expectation: FormulaFact.Expectation) -> FormulaFault {
        FormulaFault(.unexpected(found(token), expected: expectation), at: token.range)
    }

    mutating func expect(_ symbol: Token.Symbol, openedBy opening: Token) throws(FormulaFault) {
        if skip(symbol) { return }
        if token.isEnd { throw FormulaFault(.unclosed(bracket: source.text(opening.range)), at: opening.range) }
        throw unexpected(.closing(symbol.rawValue))
    }

    /// One level deeper, for as long as `body` runs.
    mutating func nested<Result>(_ body: (inout Parser) throws(FormulaFault) -> Result) throws(FormulaFault) -> Result {
        depth += 1
        defer { depth -= 1 }
        if depth > AnswerLanguage.maximumDepth { throw FormulaFault(.tooDeep, at: token.range) }
        return try body(&self)
    }

    /// As `nested`, inside brackets that are no list: spaces and new lines separate nothing there.
    mutating func bracketed<Result>(_ body: (inout Parser) throws(FormulaFault) -> Result) throws(FormulaFault)
        -> Result
    {
        let (space, newline) = (splitsOnSpace, splitsOnNewline)
        splitsOnSpace = false
        splitsOnNewline = false
        defer { (splitsOnSpace, splitsOnNewline) = (space, newline) }
        return try nested(body)
    }

    /// As `nested`, where an index is read: in formulas and traces nothing but whole numbers is one.
    mutating func asIndex<Result>(_ body: (inout Parser) throws(FormulaFault) -> Result) throws(FormulaFault) -> Result
    {
        let before = readsIndex
        readsIndex = vocabulary.mode != .constants
        defer { readsIndex = before }
        return try nested(body)
    }

    // MARK: Comparisons, sums, products

    private static let comparisons: [Token.Symbol: Comparison] = [
        .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater, .greaterOrEqual: .greaterOrEqual, .equals: .equal,
    ]

    private mutating func comparison() throws(FormulaFault) -> Expression {
        let left = try sum()
        guard let symbol = token.symbol, let comparison = Self.comparisons[symbol] else { return left }
        advance()
        let right = try sum()
        if let symbol = token.symbol, Self.comparisons[symbol] != nil {
            throw FormulaFault(.comparisonOfComparison, at: token.range)
        }
        return Expression(
            .comparison(left, comparison, right), at: left.range.lowerBound..<right.range.upperBound)
    }

    /// Whether the entry of a list ends before this token.
    private var entryEnds: Bool {
        if splitsOnNewline && token.newlineBefore { return true }
        guard splitsOnSpace && token.spaceBefore else { return false }
        // [1 -2] has two entries, [1 - 2] has one.
        if token.symbol == .minus || token.symbol == .plus { return !next.spaceBefore }
        return token.beginsOperand
    }

    mutating func sum() throws(FormulaFault) -> Expression {
        let start = token.range.lowerBound
        var terms: [Expression.Term] = []
        repeat {
            let isNegative = signs()
            terms.append(Expression.Term(isNegative: isNegative, value: try product()))
        } while (token.symbol == .plus || token.symbol == .minus) && !entryEnds
        let range = start..<lastEnd
        if terms.count > 1 { return Expression(.sum(terms), at: range) }
        let only = terms[0]
        return only.isNegative ? Expression(.negative(only.value), at: range) : only.value
    }

    /// Whether the signs here make a minus.
    mutating func signs() -> Bool {
        var isNegative = false
        while let symbol = token.symbol, symbol == .plus || symbol == .minus {
            if symbol == .minus { isNegative.toggle() }
            advance()
        }
        return isNegative
    }

    mutating func product() throws(FormulaFault) -> Expression {
        let first = try power()
        var rest: [Expression.Factor] = []
        while !entryEnds {
            let `operator`: Expression.Factor.Operator
            switch token.symbol {
            case .times: `operator` = .times
            case .outer: `operator` = .times
            case .hadamard: `operator` = .entrywise
            case .slash: `operator` = .divide
            default:
                // A loop ends what it goes over.
                guard token.beginsOperand, !(isInNorm && token.symbol == .norm), token.name != "for" else {
                    return Self.product(first, rest)
                }
                if token.isNumber { try refuseSideBySide() }
                rest.append(Expression.Factor(operator: .times, value: try power()))
                continue
            }
            let isOuter = token.symbol == .outer
            advance()
            let start = token.range.lowerBound
            let isNegative = signs()
            var value = try power()
            // u ⊗ v is u vᵀ.
            if isOuter { value = Self.transposed(value, end: lastEnd) }
            if isNegative { value = Expression(.negative(value), at: start..<value.range.upperBound) }
            rest.append(Expression.Factor(operator: `operator`, value: value))
        }
        return Self.product(first, rest)
    }

    static func product(_ first: Expression, _ rest: [Expression.Factor]) -> Expression {
        guard let last = rest.last else { return first }
        return Expression(
            .product(first: first, rest: rest), at: first.range.lowerBound..<last.value.range.upperBound)
    }

    /// 1 1/2 and 1½ are mixed numbers; other numbers side by side are no product either.
    private func refuseSideBySide() throws(FormulaFault) {
        guard position > 0, let whole = tokens[position - 1].number, let part = token.number
        else {
            return
        }
        let before = position >= 2 ? tokens[position - 2].symbol : nil
        if whole.value.isInteger, whole.digits == nil, before != .slash {
            let start = tokens[position - 1].range.lowerBound
            let text = source.text(token.range)
            if !part.value.isInteger, part.digits == nil {
                let improper = "\(whole.value + part.value)"
                throw FormulaFault(
                    .mixedNumber(whole: whole.text + text, improper: improper), at: start..<token.range.upperBound)
            }
            let bottom = tokens[min(position + 2, tokens.count - 1)]
            if next.symbol == .slash, let divisor = bottom.number, !divisor.value.isZero,
                part.value.isInteger
            {
                let improper = "\(whole.value + part.value / divisor.value)"
                let range = start..<bottom.range.upperBound
                throw FormulaFault(.mixedNumber(whole: source.text(range), improper: improper), at: range)
            }
        }
        throw FormulaFault(.sideBySideNumbers, at: token.range)
    }
}

extension AnswerLanguage {
    /// The tree of a text, or what is wrong with it.
    public static func parse(_ source: SourceText, _ vocabulary: Vocabulary) throws(FormulaProblem) -> Expression {
        do {
            return try Parser.expression(source, vocabulary)
        } catch {
            throw FormulaProblem(error, in: source)
        }
    }
}

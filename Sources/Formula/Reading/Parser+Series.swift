import ExactMath

/// Sums over an index: sum(k=t..T, …), sum_{k=t}^{T} …, Σ_{k=t}^T …, \sum_{k≥t} ….
extension Parser {
    private struct Range_ {
        var variable: String
        var lower: Expression
        var upper: Expression?
    }

    mutating func series() throws(FormulaFault) -> Expression {
        let start = token
        advance()
        if token.symbol == .openParenthesis { return try callLike(start) }
        var range: Range_?
        var upper: Expression?
        while token.symbol == .underscore || token.symbol == .caret {
            let isLower = token.symbol == .underscore
            if isLower ? range != nil : upper != nil { throw unexpected(.operand) }
            advance()
            if isLower {
                range = try asIndex { parser throws(FormulaFault) in
                    try parser.grouped { parser throws(FormulaFault) in try parser.seriesRange() }
                }
            } else {
                upper = try asIndex { parser throws(FormulaFault) in try parser.upperBound() }
            }
        }
        guard var range else { throw unexpected(.seriesRange) }
        if let upper { range.upper = upper }
        let end = range.upper ?? Expression(.index("T"), at: start.range)
        let body = try self.body(of: range) { parser throws(FormulaFault) in
            let begin = parser.token.range.lowerBound
            let isNegative = parser.signs()
            let product = try parser.product()
            return isNegative ? Expression(.negative(product), at: begin..<parser.lastEnd) : product
        }
        return Expression(
            .series(variable: range.variable, lower: range.lower, upper: end, body: body),
            at: start.range.lowerBound..<lastEnd)
    }

    /// sum(k=t..T, …), and sum(k=t..T) … with the body after it.
    private mutating func callLike(_ start: Token) throws(FormulaFault) -> Expression {
        let opening = token
        advance()
        let (range, inner): (Range_, Expression?) = try bracketed { parser throws(FormulaFault) in
            let range = try parser.asIndex { parser throws(FormulaFault) in try parser.seriesRange() }
            var body: Expression?
            if parser.skip(.comma) || parser.skip(.semicolon) {
                body = try parser.body(of: range) { parser throws(FormulaFault) in try parser.sum() }
            }
            try parser.expect(.closeParenthesis, openedBy: opening)
            return (range, body)
        }
        guard let upper = range.upper else {
            throw FormulaFault(.unexpected(.text(")"), expected: .symbol("..")), at: opening.range)
        }
        let body: Expression
        if let inner {
            body = inner
        } else {
            body = try self.body(of: range) { parser throws(FormulaFault) in try parser.product() }
        }
        return Expression(
            .series(variable: range.variable, lower: range.lower, upper: upper, body: body),
            at: start.range.lowerBound..<lastEnd)
    }

    private mutating func body(
        of range: Range_, _ read: (inout Parser) throws(FormulaFault) -> Expression
    ) throws(FormulaFault) -> Expression {
        bound.append(range.variable)
        defer { bound.removeLast() }
        return try read(&self)
    }

    /// The contents of { … } or ( … ), or what stands there without brackets.
    private mutating func grouped(_ read: (inout Parser) throws(FormulaFault) -> Range_) throws(FormulaFault) -> Range_
    {
        let opening = token
        guard opening.symbol == .openBrace || opening.symbol == .openParenthesis else {
            if token.name.map({ $0.count > 1 && isIndex(String($0.prefix(1))) && !isIndex($0) }) ?? false {
                // Σ_kW: the variable is k.
                let first = String(token.name?.prefix(1) ?? "")
                cutFirstLetter()
                return Range_(
                    variable: first, lower: Expression(.number(NumberLiteral(1)), at: opening.range), upper: nil)
            }
            return try variableAlone()
        }
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let range = try read(&parser)
            try parser.expect(opening.symbol == .openBrace ? .closeBrace : .closeParenthesis, openedBy: opening)
            return range
        }
    }

    private mutating func upperBound() throws(FormulaFault) -> Expression {
        if let group = try group() { return group }
        if token.symbol == .top {
            let range = token.range
            advance()
            return Expression(.index("T"), at: range)
        }
        let upper = try single()
        let series = Expression(.constant("Σ"), at: upper.range)
        try refuseAmbiguousIndex(upper, of: series)
        return upper
    }

    private mutating func variableAlone() throws(FormulaFault) -> Range_ {
        let range = token.range
        return Range_(
            variable: try variable(), lower: Expression(.number(NumberLiteral(1)), at: range), upper: nil)
    }

    private mutating func variable() throws(FormulaFault) -> String {
        guard let name = token.name, name != "T", name.count <= 8, MathFunction.spellings[name] == nil else {
            throw unexpected(.seriesVariable)
        }
        if let known = vocabulary.canonical(name), vocabulary.meanings[known] != .index {
            throw unexpected(.seriesVariable)
        }
        advance()
        return name
    }

    /// k=t..T, k=t, k≥t, k>t, k≤t, k<t, t≤k≤T, k
    private mutating func seriesRange() throws(FormulaFault) -> Range_ {
        let start = token.range
        let one = Expression(.number(NumberLiteral(1)), at: start)
        if token.name == nil || (next.symbol != .equals && next.symbol.flatMap({ Parser.relations[$0] }) == nil)
            || isChain
        {
            if token.name != nil && (next.symbol == .closeBrace || next.symbol == .closeParenthesis) {
                return try variableAlone()
            }
            return try chain()
        }
        let variable = try variable()
        let relation = token.symbol
        advance()
        let first = try sum()
        switch relation {
        case .equals:
            let comma = token.symbol == .comma && next.symbol == .dots
            if comma { advance() }
            guard token.symbol == .dots || token.symbol == .colon else {
                return Range_(variable: variable, lower: first, upper: nil)
            }
            advance()
            if comma { _ = skip(.comma) }
            return Range_(variable: variable, lower: first, upper: try sum())
        case .greaterOrEqual: return Range_(variable: variable, lower: first, upper: nil)
        case .greater: return Range_(variable: variable, lower: Self.shifted(first, by: 1), upper: nil)
        case .lessOrEqual: return Range_(variable: variable, lower: one, upper: first)
        default: return Range_(variable: variable, lower: one, upper: Self.shifted(first, by: -1))
        }
    }

    /// Which relations may bound the variable.
    private static let relations: [Token.Symbol: Bool] = [
        .less: true, .lessOrEqual: true, .greater: true, .greaterOrEqual: true,
    ]

    /// Whether t ≤ k ≤ T stands here: two relations before the bracket closes.
    private var isChain: Bool {
        var relations = 0
        for token in tokens[position...].prefix(40) {
            if token.symbol == .closeBrace || token.symbol == .closeParenthesis || token.symbol == .comma { break }
            if let symbol = token.symbol, Self.relations[symbol] != nil { relations += 1 }
        }
        return relations == 2
    }

    /// t ≤ k ≤ T, t < k ≤ T
    private mutating func chain() throws(FormulaFault) -> Range_ {
        guard isChain else { throw unexpected(.seriesRange) }
        let lower = try sum()
        let first = token.symbol
        guard first == .lessOrEqual || first == .less else { throw unexpected(.symbol("≤")) }
        advance()
        let variable = try variable()
        let second = token.symbol
        guard second == .lessOrEqual || second == .less else { throw unexpected(.symbol("≤")) }
        advance()
        let upper = try sum()
        return Range_(
            variable: variable, lower: first == .less ? Self.shifted(lower, by: 1) : lower,
            upper: second == .less ? Self.shifted(upper, by: -1) : upper)
    }

    private static func shifted(_ index: Expression, by offset: Int) -> Expression {
        let one = Expression.Term(
            isNegative: offset < 0, value: Expression(.number(NumberLiteral(1)), at: index.range))
        return Expression(.sum([Expression.Term(isNegative: false, value: index), one]), at: index.range)
    }
}

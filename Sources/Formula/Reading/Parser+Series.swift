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
        if token.symbol == .openParenthesis {
            if let loop = try comprehension(start) { return loop }
            return try callLike(start)
        }
        var range: Range_?
        var upper: Expression?
        while token.symbol == .underscore || token.symbol == .caret || (token.symbol == .top && range != nil) {
            if token.symbol == .top {
                // Σₖ₌ₜᵀ
                guard upper == nil else { break }
                upper = Expression(.index("T"), at: token.range)
                advance()
                continue
            }
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

    /// sum(… for k in range(t, T+1)), also of a list; nil where no loop stands.
    private mutating func comprehension(_ start: Token) throws(FormulaFault) -> Expression? {
        let opening = token
        guard let loop = loopPosition else { return nil }
        advance()
        let isList = token.symbol == .openBracket
        if isList { advance() }
        let bodyStart = position
        return try bracketed { parser throws(FormulaFault) in
            // The loops come first: the body uses their variables.
            parser.position = loop
            var ranges: [Range_] = []
            let outer = parser.bound.count
            defer { parser.bound.removeLast(parser.bound.count - outer) }
            while parser.token.name == "for" {
                let range = try parser.loop()
                ranges.append(range)
                parser.bound.append(range.variable)
            }
            let end = parser.position
            parser.position = bodyStart
            let body = try parser.sum()
            guard parser.position == loop else { throw parser.unexpected(.operatorOrEnd) }
            parser.position = end
            if isList, !parser.skip(.closeBracket) { throw parser.unexpected(.closing("]")) }
            try parser.passSettings()
            try parser.expect(.closeParenthesis, openedBy: opening)
            return ranges.reversed().reduce(body) { inner, range in
                Expression(
                    .series(
                        variable: range.variable, lower: range.lower,
                        upper: range.upper ?? Expression(.index("T"), at: start.range), body: inner),
                    at: start.range.lowerBound..<parser.lastEnd)
            }
        }
    }

    /// axis=0, 0 and their like, which change nothing; another axis would, and so would another start.
    private mutating func passSettings() throws(FormulaFault) {
        while skip(.comma), token.symbol != .closeParenthesis {
            if token.number?.value.isZero ?? false, next.symbol == .closeParenthesis {
                advance()
                return
            }
            guard let name = token.name, next.symbol == .equals, Self.settings.contains(name) else {
                throw unexpected(.closing(")"))
            }
            advance()
            advance()
            if name == "axis" || name == "dim", !(token.number?.value.isZero ?? false) {
                throw unexpected(.symbol("0"))
            }
            while !token.isEnd, token.symbol != .comma, token.symbol != .closeParenthesis { advance() }
        }
    }

    private static let settings: Set<String> = ["axis", "dim", "dtype", "keepdims", "keepdim"]

    /// Where `for` stands in the brackets that open here, those within aside.
    private var loopPosition: Int? {
        var depth = 0
        for (offset, token) in tokens[position...].enumerated() {
            switch token.symbol {
            case .openBracket, .openParenthesis, .openBrace: depth += 1
            case .closeBracket, .closeParenthesis, .closeBrace:
                depth -= 1
                if depth == 0 { return nil }
            default:
                let isInList = depth == 2 && tokens[position + 1].symbol == .openBracket
                if token.name == "for", depth == 1 || isInList { return position + offset }
            }
        }
        return nil
    }

    /// for k in range(t, T+1)
    private mutating func loop() throws(FormulaFault) -> Range_ {
        advance()
        let variable = try variable()
        guard token.name == "in", next.name == "range" else { throw unexpected(.seriesRange) }
        advance()
        advance()
        let opening = token
        guard skip(.openParenthesis) else { throw unexpected(.seriesRange) }
        return try asIndex { parser throws(FormulaFault) in
            var bounds = [try parser.sum()]
            while bounds.count < 3, parser.skip(.comma) { bounds.append(try parser.sum()) }
            try parser.expect(.closeParenthesis, openedBy: opening)
            let zero = Expression(.number(NumberLiteral(0)), at: opening.range)
            switch bounds.count {
            case 1: return Range_(variable: variable, lower: zero, upper: Self.shifted(bounds[0], by: -1))
            case 2: return Range_(variable: variable, lower: bounds[0], upper: Self.shifted(bounds[1], by: -1))
            default:
                switch bounds[2].wholeNumber {
                case 1: return Range_(variable: variable, lower: bounds[0], upper: Self.shifted(bounds[1], by: -1))
                // Backwards it is the same sum.
                case -1: return Range_(variable: variable, lower: Self.shifted(bounds[1], by: 1), upper: bounds[0])
                default:
                    let step = bounds[2].range
                    throw FormulaFault(
                        .unexpected(.text(parser.source.text(step)), expected: .loopStep), at: step)
                }
            }
        }
    }

    /// ∏_{k=a}^{b} M, where M is the same for every k: M to the power Σ_{k=a}^{b} 1, so I or 1 where the range is empty.
    ///
    /// In ∏ M N v, with v a vector, M alone is repeated; in prod(M for k in … for j in …) every loop repeats.
    mutating func productSeries() throws(FormulaFault) -> Expression {
        let start = token
        let tree = try series()
        var counts: [Expression] = []
        var body = tree
        // The loops of a comprehension all begin at its sign; a sum within it does not.
        while case .series(let variable, let lower, let upper, let inner) = body.kind,
            body.range.lowerBound == start.range.lowerBound
        {
            if inner.reads(variable) {
                throw FormulaFault(.changingProduct(variable), at: start.range.lowerBound..<lastEnd)
            }
            let one = Expression(.number(NumberLiteral(1)), at: start.range)
            counts.append(
                Expression(.series(variable: variable, lower: lower, upper: upper, body: one), at: start.range))
            body = inner
        }
        // prod(k=a..b, M N): the brackets say what is repeated.
        let isEnclosed = body.range.upperBound < tree.range.upperBound
        let (factor, rest) = try repeated(body, isEnclosed: isEnclosed, start.range)
        let range = start.range.lowerBound..<(rest.isEmpty ? tree.range.upperBound : factor.range.upperBound)
        let power = counts.reversed().reduce(factor) { Expression(.power($0, exponent: $1), at: range) }
        return Self.product(power, rest)
    }

    /// The factor that ∏ repeats, and the factors behind it.
    ///
    /// - Throws: where that cannot be told, and where it has no powers.
    private func repeated(
        _ body: Expression, isEnclosed: Bool, _ sign: Range<Int>
    ) throws(FormulaFault) -> (factor: Expression, rest: [Expression.Factor]) {
        let checker = ShapeChecker(vocabulary: vocabulary)
        let shape = try? checker.shape(of: body)
        let needsBrackets = FormulaFault(.productNeedsBrackets, at: sign)
        if !isEnclosed {
            switch body.kind {
            // Brackets around a product belong to its range.
            case .product(let first, let rest) where first.range.lowerBound == body.range.lowerBound:
                guard let one = try? checker.shape(of: first), one.isSquare, !one.isScalar, !(shape?.isSquare ?? false)
                else { throw needsBrackets }
                return (first, rest)
            case .negative(let inner):
                if case .product = inner.kind, inner.range.upperBound == body.range.upperBound { throw needsBrackets }
            default: break
            }
        }
        if let shape, !shape.isSquare { throw FormulaFault(.notSquare(shape), at: body.range) }
        return (body, [])
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

extension Expression {
    /// Whether an index of this name stands in it.
    fileprivate func reads(_ variable: String) -> Bool {
        if case .index(variable) = kind { return true }
        return children.contains { $0.reads(variable) }
    }
}

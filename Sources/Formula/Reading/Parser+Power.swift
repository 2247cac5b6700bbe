import ExactMath

/// Operands with what follows them: powers, transposes.
extension Parser {
    mutating func power() throws(FormulaFault) -> Expression {
        var result = try operand()
        var wrapped = 0
        while !endsBeforeSuffix, let suffixed = try suffix(of: result) {
            result = suffixed
            wrapped += 1
            if wrapped > AnswerLanguage.maximumSuffixes { throw FormulaFault(.tooDeep, at: token.range) }
        }
        return result
    }

    /// A suffix stands close: in [a 'b] nothing is transposed.
    private var endsBeforeSuffix: Bool { splitsOnSpace && token.spaceBefore }

    private mutating func suffix(of base: Expression) throws(FormulaFault) -> Expression? {
        let start = base.range.lowerBound
        switch token.symbol {
        case .prime, .top:
            advance()
            return Self.transposed(base, end: lastEnd)
        case .dot:
            if let result = try method(of: base) { return result }
            // A full stop after the answer.
            if next.isEnd, vocabulary.mode != .trace { return nil }
            throw unexpected(.operatorOrEnd)
        case .caret:
            let caret = position
            advance()
            if transposeMark(of: base) { return Self.transposed(base, end: lastEnd) }
            position = caret + 1
            try refuseAmbiguousTranspose(of: base)
            let exponent = try self.exponent(of: base)
            guard vocabulary.mode == .formula, let bare = exponent.withoutTranspose else {
                try refuseTrailingTranspose(exponent, of: base)
                return Expression(.power(base, exponent: exponent), at: start..<lastEnd)
            }
            return Self.transposed(Expression(.power(base, exponent: bare), at: start..<lastEnd), end: lastEnd)
        case .entrywiseCaret:
            advance()
            let exponent = try self.exponent(of: base)
            return Expression(.entrywisePower(base, exponent: exponent), at: start..<lastEnd)
        default:
            return nil
        }
    }

    /// W^{T(k-t)}: a transpose, or a product with T, nobody can tell.
    private func refuseAmbiguousTranspose(of base: Expression) throws(FormulaFault) {
        guard vocabulary.mode == .formula, base.holdsMatrix,
            token.symbol == .openBrace || token.symbol == .openParenthesis,
            next.name == "T" || next.symbol == .top
        else { return }
        let after = tokens[min(position + 2, tokens.count - 1)]
        guard after.beginsOperand else { return }
        throw FormulaFault(
            .ambiguousTranspose(base: source.text(base.range)), at: token.range.lowerBound..<after.range.upperBound)
    }

    /// W^{(k-t)T}: a product with T, or a transpose?
    private func refuseTrailingTranspose(_ exponent: Expression, of base: Expression) throws(FormulaFault) {
        guard vocabulary.mode == .formula, base.holdsMatrix, withoutLastStep(exponent) != nil else { return }
        throw FormulaFault(.ambiguousTranspose(base: source.text(base.range)), at: exponent.range)
    }

    /// An index without the T that stands behind it, (t-1)T, or above it, (t-1)^T; nil where none does.
    func withoutLastStep(_ index: Expression) -> Expression? {
        index.withoutLast { last in
            switch last {
            case .factor(let factor):
                factor.operator == .times && isLastStep(factor.value) && isSideBySide(factor.value)
            case .exponent(let exponent): isLastStep(exponent)
            case .mark: false
            }
        }
    }

    private func isLastStep(_ index: Expression) -> Bool {
        if case .index("T") = index.kind { return true }
        return false
    }

    /// Whether no * stands before the factor, which has just been read.
    private func isSideBySide(_ factor: Expression) -> Bool {
        let read = tokens[..<position]
        guard let place = read.lastIndex(where: { $0.range == factor.range }), place > 0 else { return false }
        return tokens[place - 1].symbol != .times
    }

    static func transposed(_ base: Expression, end: Int) -> Expression {
        let range = base.range.lowerBound..<end
        if case .transpose(let inner) = base.kind { return Expression(inner.kind, at: range) }
        return Expression(.transpose(base), at: range)
    }

    /// Whether ^ is followed by T, ⊤ or a prime, in braces or not; passes them. On a number ^T is a power.
    mutating func transposeMark(of base: Expression?) -> Bool {
        let inBraces = token.symbol == .openBrace
        let mark = inBraces ? next : token
        let isLastStep = mark.name == "T" && !(base?.isConstant ?? false)
        guard isLastStep || mark.symbol == .top || mark.symbol == .prime || beginsWithT(mark, inBraces, base) else {
            return false
        }
        if inBraces {
            guard tokens[min(position + 2, tokens.count - 1)].symbol == .closeBrace else { return false }
            position += 3
        } else if mark.name != "T", mark.name != nil {
            cutFirstLetter()
        } else {
            advance()
        }
        return true
    }

    /// In W^Te the exponent is T, as LaTeX reads it.
    private func beginsWithT(_ mark: Token, _ inBraces: Bool, _ base: Expression?) -> Bool {
        guard !inBraces, let name = mark.name, name.count > 1, name.hasPrefix("T"), !(base?.isConstant ?? false) else {
            return false
        }
        return name.dropFirst().first.map { Lexer.isLetter($0) } ?? false
    }

    /// Takes the first letter off the name here.
    mutating func cutFirstLetter() {
        guard let name = token.name, name.count > 1 else { return advance() }
        tokens[position].become(.name(String(name.dropFirst())))
        tokens[position].range = token.range.lowerBound + 1..<token.range.upperBound
    }

    /// What stands after ^ or _: a group in brackets, or one number or name with its signs.
    mutating func exponent(of base: Expression?) throws(FormulaFault) -> Expression {
        try asIndex { parser throws(FormulaFault) in
            if let group = try parser.group() { return group }
            let start = parser.token.range.lowerBound
            let isNegative = parser.signs()
            var value = try parser.single()
            // 2^3^2 is 2^9; on a matrix a second mark is its own: W^2^T.
            if parser.token.symbol == .caret, base?.isConstant ?? true {
                parser.advance()
                let exponent = try parser.exponent(of: value)
                value = Expression(.power(value, exponent: exponent), at: value.range.lowerBound..<parser.lastEnd)
            }
            try parser.refuseAmbiguousIndex(value, of: base)
            return isNegative ? Expression(.negative(value), at: start..<parser.lastEnd) : value
        }
    }

    /// a^t-1: whether the index is t or t − 1, nobody can tell.
    func refuseAmbiguousIndex(_ index: Expression, of base: Expression?) throws(FormulaFault) {
        guard vocabulary.mode == .formula, case .index(let name) = index.kind, !(base?.isConstant ?? false),
            let symbol = token.symbol, symbol == .plus || symbol == .minus, !token.spaceBefore, !next.spaceBefore,
            next.isNumber || next.name.map(isIndex) ?? false
        else { return }
        let baseText = base.map { source.text($0.range) } ?? "…"
        let offset = "\(symbol.rawValue)\(source.text(next.range))"
        throw FormulaFault(
            .ambiguousIndex(base: baseText, index: name, sign: offset),
            at: index.range.lowerBound..<next.range.upperBound)
    }

    /// { … } or ( … ), or nil where no such bracket stands.
    mutating func group() throws(FormulaFault) -> Expression? {
        let closing: Token.Symbol
        switch token.symbol {
        case .openBrace: closing = .closeBrace
        case .openParenthesis: closing = .closeParenthesis
        case .openBracket where vocabulary.mode == .formula: closing = .closeBracket
        default: return nil
        }
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let inner = try parser.sum()
            try parser.expect(closing, openedBy: opening)
            return Expression(inner.kind, at: opening.range.lowerBound..<parser.lastEnd)
        }
    }

    /// One number or name without brackets.
    mutating func single() throws(FormulaFault) -> Expression {
        if let name = token.name, isKnownShort(name) == false, let first = name.first, isIndex(String(first)),
            name.dropFirst().first.map({ Lexer.isLetter($0) }) ?? false
        {
            let start = token.range.lowerBound
            cutFirstLetter()
            return Expression(.index(indexName(String(first))), at: start..<start + 1)
        }
        return try operand()
    }

    private func isKnownShort(_ name: String) -> Bool {
        isIndex(name) || vocabulary.canonical(name) != nil || MathFunction.spellings[name] != nil
    }

    /// Whether the name is a variable of a sum around, or t, k, T.
    func isIndex(_ name: String) -> Bool {
        bound.contains(name) || vocabulary.canonical(name).map { vocabulary.meanings[$0] == .index } ?? false
    }

    func indexName(_ name: String) -> String {
        bound.contains(name) ? name : vocabulary.canonical(name) ?? name
    }
}

extension Expression {
    /// What stands last in an index.
    enum LastOfIndex {
        case mark
        case factor(Factor)
        case exponent(Expression)
    }

    /// The index without the transpose at its end, which is that of what it belongs to: (k-t)⊤; nil where none stands.
    var withoutTranspose: Expression? {
        withoutLast { last in
            if case .mark = last { true } else { false }
        }
    }

    /// The index without what stands last in it, where that is dropped; else nil.
    func withoutLast(_ isDropped: (LastOfIndex) -> Bool) -> Expression? {
        switch kind {
        case .transpose(let inner): return isDropped(.mark) ? inner : nil
        case .power(let base, let exponent): return isDropped(.exponent(exponent)) ? base : nil
        case .negative(let inner):
            return inner.withoutLast(isDropped).map { Expression(.negative($0), at: range) }
        case .sum(var terms):
            guard let last = terms.last?.value.withoutLast(isDropped) else { return nil }
            terms[terms.count - 1].value = last
            return Expression(.sum(terms), at: range)
        case .product(let first, var rest):
            guard let factor = rest.popLast() else { return nil }
            if isDropped(.factor(factor)) {
                return rest.isEmpty ? first : Expression(.product(first: first, rest: rest), at: range)
            }
            guard let value = factor.value.withoutLast(isDropped) else { return nil }
            rest.append(Factor(operator: factor.operator, value: value))
            return Expression(.product(first: first, rest: rest), at: range)
        default: return nil
        }
    }

    /// Whether a name of a matrix stands in it: then ^T may be a transpose.
    fileprivate var holdsMatrix: Bool {
        if case .constant = kind { return true }
        return children.contains { $0.holdsMatrix }
    }
}

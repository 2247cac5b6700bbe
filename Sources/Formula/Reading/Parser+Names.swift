import ExactMath
import Wording

/// Names in formulas: matrices, vectors, elements of sequences in all spellings of the step, indices, functions.
extension Parser {
    mutating func formulaName(_ name: String) throws(FormulaFault) -> Expression {
        let start = token.range.lowerBound
        if readsIndex { return try indexVariable(name) }
        passModule()
        guard let name = token.name else { return try operand() }
        if let gradient = try gradient() { return gradient }
        if let call = try codeCall(name) { return call }
        if let found = joinedName(name) {
            position = found.end
            return try known(found.name, written: name, isTransposed: found.isTransposed, from: start)
        }
        if bound.contains(name) {
            advance()
            return Expression(.index(name), at: start..<lastEnd)
        }
        if let canonical = vocabulary.canonical(name) {
            advance()
            return try known(canonical, written: name, isTransposed: false, from: start)
        }
        if let function = MathFunction.spellings[name] { return try call(function, name) }
        if name == "transpose" { return try transposeCall() }
        if let element = numberedElement(name) { return element }
        throw unknownName(name)
    }

    /// t, k, T or the variable of a sum around.
    private mutating func indexVariable(_ name: String) throws(FormulaFault) -> Expression {
        let range = token.range
        guard isIndex(name) else {
            if vocabulary.canonical(name) != nil || MathFunction.spellings[name] != nil {
                throw FormulaFault(.indexNotWhole, at: range)
            }
            throw unknownName(name)
        }
        advance()
        return Expression(.index(indexName(name)), at: range)
    }

    /// transpose( … )
    private mutating func transposeCall() throws(FormulaFault) -> Expression {
        let start = token
        advance()
        guard let inner = try group() else { throw FormulaFault(.functionNeedsBrackets("transpose"), at: start.range) }
        return Self.transposed(Expression(inner.kind, at: start.range.lowerBound..<lastEnd), end: lastEnd)
    }

    private mutating func known(
        _ name: String, written: String, isTransposed: Bool, from start: Int
    ) throws(FormulaFault) -> Expression {
        switch vocabulary.meanings[name] {
        case .index: return Expression(.index(name), at: start..<lastEnd)
        case .sequence: return try element(of: name, written: written, from: start)
        case .constant:
            if token.symbol == .openBracket, !token.spaceBefore {
                throw FormulaFault(.indexOnConstant(name: name), at: token.range)
            }
            let constant = Expression(.constant(name), at: start..<lastEnd)
            return isTransposed ? Self.transposed(constant, end: lastEnd) : constant
        case nil: throw FormulaFault(.unknownName(SafeText.of(name), suggestion: nil), at: start..<lastEnd)
        }
    }

    // MARK: W_aa, W_{aa}, W^T_{aa}

    /// The known name that this name makes with its subscript, and the position after it.
    private func joinedName(_ name: String) -> (name: String, end: Int, isTransposed: Bool)? {
        var place = position + 1
        if let subscripted = subscript_(at: place), let known = vocabulary.canonical(name + "_" + subscripted.name) {
            return (known, subscripted.end, false)
        }
        // The transpose may stand before the subscript.
        guard vocabulary.canonical(name) == nil else { return nil }
        if tokens[place].symbol == .caret {
            place += 1
            let inBraces = tokens[place].symbol == .openBrace
            if inBraces { place += 1 }
            guard tokens[place].name == "T" || tokens[place].symbol == .top else { return nil }
            place += 1
            if inBraces {
                guard tokens[place].symbol == .closeBrace else { return nil }
                place += 1
            }
        } else if tokens[place].symbol == .prime || tokens[place].symbol == .top {
            place += 1
        }
        guard let subscripted = subscript_(at: place), let known = vocabulary.canonical(name + "_" + subscripted.name),
            place > position + 1
        else { return nil }
        return (known, subscripted.end, true)
    }

    /// _aa or _{a a}: the letters and the position after them.
    private func subscript_(at place: Int) -> (name: String, end: Int)? {
        guard tokens[place].symbol == .underscore else { return nil }
        if let name = tokens[place + 1].name { return (name, place + 2) }
        guard tokens[place + 1].symbol == .openBrace else { return nil }
        var name = ""
        var end = place + 2
        while let part = tokens[end].name {
            name += part
            end += 1
        }
        guard !name.isEmpty, tokens[end].symbol == .closeBrace else { return nil }
        return (name, end + 1)
    }

    private func unknownName(_ name: String) -> FormulaFault {
        var range = token.range
        var written = name
        if let subscripted = subscript_(at: position + 1) {
            written += "_" + subscripted.name
            range = range.lowerBound..<tokens[subscripted.end - 1].range.upperBound
        }
        if vocabulary.mode == .formula, written.count == 1, Self.usualVariables.contains(written) {
            return FormulaFault(.unboundIndex(written), at: range)
        }
        return FormulaFault(
            .unknownName(SafeText.of(written), suggestion: vocabulary.suggestion(for: written)), at: range)
    }

    static let usualVariables: Set<String> = ["t", "k", "i", "j", "n", "s"]

    // MARK: a[t−1], a_{t−1}, a^{t−1}, a^(t−1), a<t−1>

    /// x1 is x[1].
    private mutating func numberedElement(_ name: String) -> Expression? {
        let letters = String(name.prefix { Lexer.isLetter($0) })
        let digits = name.dropFirst(letters.count)
        guard let canonical = vocabulary.canonical(letters), case .sequence = vocabulary.meanings[canonical],
            digits.count <= 4, let number = Int(digits)
        else { return nil }
        let range = token.range
        advance()
        let index = Expression(
            .number(NumberLiteral(number)), at: range.lowerBound + letters.count..<range.upperBound)
        return Expression(.element(canonical, index: index), at: range)
    }

    mutating func element(of name: String, written: String, from start: Int) throws(FormulaFault) -> Expression {
        let whole = Expression(.constant(name), at: start..<lastEnd)
        if token.symbol == .prime || token.symbol == .top, let mark = indexMark(next) {
            advance()
            return Self.transposed(try element(name, mark, whole, from: start), end: lastEnd)
        }
        if token.symbol == .caret, let transposed = try transposedElement(name, whole, from: start) {
            return transposed
        }
        if token.symbol == .top {
            // aᵀ of a sequence is its last step, as a^T is.
            let range = token.range
            advance()
            return Expression(
                .element(name, index: Expression(.index("T"), at: range)), at: start..<lastEnd)
        }
        guard let mark = indexMark(token) else { throw FormulaFault(.indexMissing(name: name), at: whole.range) }
        return try element(name, mark, whole, from: start)
    }

    /// The element at the index that follows; a transpose behind the index within its group, a^{(t-1)⊤}, is the element's.
    private mutating func element(
        _ name: String, _ mark: IndexMark, _ whole: Expression, from start: Int
    ) throws(FormulaFault) -> Expression {
        let index = try self.index(mark, of: whole)
        let isRaised = mark == .superscript || mark == .subscripted
        // No step is a multiple of T.
        guard isRaised, let bare = index.withoutTranspose ?? withoutLastStep(index) else {
            return Expression(.element(name, index: index), at: start..<lastEnd)
        }
        return Self.transposed(Expression(.element(name, index: bare), at: start..<lastEnd), end: lastEnd)
    }

    /// a^T_{t−1} and a^\top_{t-1}: the transpose of an element; nil where ^ begins the step.
    private mutating func transposedElement(
        _ name: String, _ whole: Expression, from start: Int
    ) throws(FormulaFault) -> Expression? {
        let before = position
        advance()
        let isTop = token.symbol == .top || (token.symbol == .openBrace && next.symbol == .top)
        if transposeMark(of: nil), let mark = indexMark(token), isTop || mark != .parenthesis, mark != .superscript {
            return Self.transposed(try element(name, mark, whole, from: start), end: lastEnd)
        }
        position = before
        return nil
    }

    private enum IndexMark { case bracket, angle, parenthesis, subscripted, superscript }

    private func indexMark(_ token: Token) -> IndexMark? {
        switch token.symbol {
        case .openBracket: return .bracket
        case .less: return .angle
        case .openParenthesis: return token.spaceBefore ? nil : .parenthesis
        case .underscore: return .subscripted
        case .caret: return .superscript
        default: return nil
        }
    }

    /// The index in its brackets, or the one number or name after ^ or _.
    private mutating func index(_ mark: IndexMark, of base: Expression) throws(FormulaFault) -> Expression {
        try asIndex { parser throws(FormulaFault) in try parser.indexBody(mark, of: base) }
    }

    private mutating func indexBody(_ mark: IndexMark, of base: Expression) throws(FormulaFault) -> Expression {
        let opening = token
        advance()
        switch mark {
        case .bracket: return try index(closedBy: .closeBracket, opening)
        case .parenthesis: return try index(closedBy: .closeParenthesis, opening)
        case .angle:
            return try bracketed { parser throws(FormulaFault) in
                let index = try parser.sum()
                if parser.token.symbol == .greaterOrEqual {
                    // delta<t>= … begins a definition.
                    let range = parser.token.range
                    parser.tokens[parser.position].become(.symbol(.equals))
                    parser.tokens[parser.position].range = range.upperBound - 1..<range.upperBound
                } else {
                    try parser.expect(.greater, openedBy: opening)
                }
                return index
            }
        case .subscripted, .superscript:
            if token.symbol == .top {
                // The letter T by the name of the transpose
                let range = token.range
                advance()
                return Expression(.index("T"), at: range)
            }
            return try simpleIndex(of: base)
        }
    }

    private mutating func index(closedBy closing: Token.Symbol, _ opening: Token) throws(FormulaFault) -> Expression {
        try bracketed { parser throws(FormulaFault) in
            let index = try parser.sum()
            try parser.expect(closing, openedBy: opening)
            return index
        }
    }

    /// {<t>} and <t> after ^ or _
    private mutating func angledIndex() throws(FormulaFault) -> Expression? {
        let isBraced = token.symbol == .openBrace && next.symbol == .less
        guard isBraced || token.symbol == .less else { return nil }
        if isBraced { advance() }
        let opening = token
        advance()
        let index = try bracketed { parser throws(FormulaFault) in
            let index = try parser.sum()
            try parser.expect(.greater, openedBy: opening)
            return index
        }
        if isBraced, !skip(.closeBrace) { throw unexpected(.closing("}")) }
        return index
    }

    /// A group in brackets, or one number or name: in a^t^T and a_t^2 the second mark is not the step's.
    private mutating func simpleIndex(of base: Expression) throws(FormulaFault) -> Expression {
        if let angled = try angledIndex() { return angled }
        if let group = try group() { return group }
        if token.symbol == .minus || token.symbol == .plus { throw unexpected(.index) }
        let index = try single()
        try refuseAmbiguousIndex(index, of: base)
        return index
    }
}

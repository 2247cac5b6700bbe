import ExactMath
import Wording

/// Operands: numbers, names, brackets, lists, fractions, roots, calls.
extension Parser {
    mutating func operand() throws(FormulaFault) -> Expression {
        let start = token
        switch token.kind {
        case .number(let literal):
            advance()
            return Expression(.number(literal), at: start.range)
        case .name(let name):
            return try self.name(name)
        case .written(let name):
            advance()
            return Expression(.quantity(name), at: start.range)
        case .end:
            throw unexpected(.operand)
        case .symbol(let symbol):
            let isPlain = symbol == .openParenthesis || symbol == .openBrace || !start.beginsOperand
            if readsIndex && !isPlain { throw FormulaFault(.indexNotWhole, at: start.range) }
            switch symbol {
            case .openParenthesis: return try parenthesis()
            case .openBrace: return try argument()
            case .openBracket:
                if let indicator = try indicator() { return indicator }
                if let group = try bracketGroup() { return group }
                return try list()
            case .norm where !isInNorm: return try norm()
            case .partial:
                if let gradient = try gradient() { return gradient }
                throw unexpected(.operand)
            case .fraction:
                if let gradient = try gradient() { return gradient }
                return try fraction()
            case .root:
                advance()
                let inner = try nested { parser throws(FormulaFault) in try parser.single() }
                return Expression(.call(.sqrt, inner), at: start.range.lowerBound..<lastEnd)
            case .series:
                guard vocabulary.mode == .formula || vocabulary.mode == .written else {
                    throw FormulaFault(.functionNotHere("sum"), at: start.range)
                }
                return try nested { parser throws(FormulaFault) in try parser.series() }
            case .productSeries where vocabulary.mode == .formula:
                return try nested { parser throws(FormulaFault) in try parser.productSeries() }
            default: throw unexpected(.operand)
            }
        }
    }

    /// ( … ), and among constants also a vector (1, 2).
    private mutating func parenthesis() throws(FormulaFault) -> Expression {
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            var entries = [try parser.sum()]
            while parser.vocabulary.mode == .constants, parser.skip(.comma) {
                // (1,) and (1, 2,)
                if parser.token.symbol == .closeParenthesis { break }
                entries.append(try parser.sum())
            }
            try parser.expect(.closeParenthesis, openedBy: opening)
            let range = opening.range.lowerBound..<parser.lastEnd
            guard entries.count > 1 else { return Expression(entries[0].kind, at: range) }
            return try Self.tuple(entries, at: range)
        }
    }

    /// (1, 2), and ((1, 2), (3, 4)) by rows.
    private static func tuple(_ entries: [Expression], at range: Range<Int>) throws(FormulaFault) -> Expression {
        let rows = entries.compactMap { entry -> [Expression]? in
            if case .list(let rows, true) = entry.kind { rows[0] } else { nil }
        }
        guard rows.count == entries.count else { return Expression(.list(rows: [entries], isVector: true), at: range) }
        return try rectangular(rows, entries, isVector: false, at: range)
    }

    /// In formulas square brackets group as round ones do; nil where a list stands.
    private mutating func bracketGroup() throws(FormulaFault) -> Expression? {
        guard vocabulary.mode == .formula, !holdsList else { return nil }
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let inner = try parser.sum()
            try parser.expect(.closeBracket, openedBy: opening)
            return Expression(inner.kind, at: opening.range.lowerBound..<parser.lastEnd)
        }
    }

    /// Whether a comma or a semicolon stands between the brackets that open here, those within aside.
    private var holdsList: Bool {
        var depth = 0
        for token in tokens[position...] {
            switch token.symbol {
            case .openBracket, .openParenthesis, .openBrace: depth += 1
            case .closeBracket, .closeParenthesis, .closeBrace:
                depth -= 1
                if depth == 0 { return false }
            case .comma where depth == 1, .semicolon where depth == 1: return true
            default: break
            }
        }
        return false
    }

    /// [x > 0]: 1 where an entry is positive, else 0; nil where a list stands.
    private mutating func indicator() throws(FormulaFault) -> Expression? {
        guard vocabulary.mode == .written else { return nil }
        let (start, before) = (token.range.lowerBound, position)
        advance()
        let inner = try nested { parser throws(FormulaFault) in try parser.sum() }
        guard token.symbol == .greater, next.number?.value.isZero ?? false else {
            position = before
            return nil
        }
        advance()
        advance()
        guard skip(.closeBracket) else { throw unexpected(.closing("]")) }
        return Expression(.call(.positive, inner), at: start..<lastEnd)
    }

    /// ‖x‖
    private mutating func norm() throws(FormulaFault) -> Expression {
        let start = token.range.lowerBound
        advance()
        isInNorm = true
        let inner = try nested { parser throws(FormulaFault) in try parser.sum() }
        isInNorm = false
        guard skip(.norm) else { throw unexpected(.closing("‖")) }
        return Expression(.call(.norm, inner), at: start..<lastEnd)
    }

    /// A group in brackets, or one number or name.
    private mutating func argument() throws(FormulaFault) -> Expression {
        if let group = try group() { return group }
        return try single()
    }

    /// \frac{1}{2}
    private mutating func fraction() throws(FormulaFault) -> Expression {
        let start = token.range.lowerBound
        advance()
        return try nested { parser throws(FormulaFault) in
            let top = try parser.argument()
            let bottom = try parser.argument()
            let factor = Expression.Factor(operator: .divide, value: bottom)
            return Expression(.product(first: top, rest: [factor]), at: start..<parser.lastEnd)
        }
    }

    /// A word: what it means is for the vocabulary to say.
    private mutating func name(_ name: String) throws(FormulaFault) -> Expression {
        switch vocabulary.mode {
        case .formula, .written: return try formulaName(name)
        case .trace: return try traceName(name)
        case .constants:
            passModule()
            guard let name = token.name else { return try operand() }
            if let wrapped = try wrapper(name) { return wrapped }
            if let call = try codeCall(name) { return call }
            if let function = MathFunction.spellings[name] { return try call(function, name) }
            let range = token.range
            if vocabulary.words.contains(name.lowercased()) {
                advance()
                return Expression(.word(name.lowercased()), at: range)
            }
            if name == "e" {
                advance()
                return Expression(.call(.exp, Expression(.number(NumberLiteral(1)), at: range)), at: range)
            }
            if !vocabulary.words.isEmpty {
                throw FormulaFault(.unknownWord(SafeText.of(name), allowed: vocabulary.words.sorted()), at: range)
            }
            throw FormulaFault(.unknownName(SafeText.of(name), suggestion: vocabulary.suggestion(for: name)), at: range)
        }
    }

    /// tanh( … ): the argument stands in brackets.
    mutating func call(_ function: MathFunction, _ name: String) throws(FormulaFault) -> Expression {
        let start = token
        guard vocabulary.functions.contains(function) else {
            throw FormulaFault(.functionNotHere(SafeText.of(name)), at: start.range)
        }
        advance()
        if let argument = try group() {
            return Expression(.call(function, argument), at: start.range.lowerBound..<lastEnd)
        }
        let opening = token
        guard opening.symbol == .openBracket else { throw FormulaFault(.functionNeedsBrackets(name), at: start.range) }
        // softmax[1, 2] takes the list, tanh[x] the number.
        let argument = try list(closing: opening)
        var inner = argument
        if case .list(let rows, true) = argument.kind, rows[0].count == 1 { inner = rows[0][0] }
        return Expression(.call(function, inner), at: start.range.lowerBound..<lastEnd)
    }
}

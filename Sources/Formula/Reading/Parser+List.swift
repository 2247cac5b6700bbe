/// Lists in brackets: vectors, matrices by rows, rows that end with a semicolon or a new line.
extension Parser {
    mutating func list() throws(FormulaFault) -> Expression { try list(closing: token) }

    mutating func list(closing opening: Token) throws(FormulaFault) -> Expression {
        advance()
        let (space, newline) = (splitsOnSpace, splitsOnNewline)
        defer { (splitsOnSpace, splitsOnNewline) = (space, newline) }
        return try nested { parser throws(FormulaFault) in
            var rows: [[Expression]] = []
            var hasSemicolon = false
            while !parser.skip(.closeBracket) {
                rows.append(try parser.row(opening, &hasSemicolon))
            }
            return try Self.shaped(rows, hasSemicolon, at: opening.range.lowerBound..<parser.lastEnd)
        }
    }

    /// The entries up to a semicolon, a new line or the closing bracket, which is left to be read.
    private mutating func row(_ opening: Token, _ hasSemicolon: inout Bool) throws(FormulaFault) -> [Expression] {
        // What the program writes has a comma or a semicolon between entries, and spaces within them.
        splitsOnSpace = vocabulary.mode != .written && !rowHasComma
        splitsOnNewline = true
        var entries: [Expression] = []
        while true {
            entries.append(try sum())
            if skip(.comma) {
                // [1, 2,] is what some languages print.
                if token.symbol == .closeBracket { return entries }
                if token.symbol == .semicolon { throw unexpected(.operand) }
                continue
            }
            if token.symbol == .closeBracket { return entries }
            if skip(.semicolon) {
                hasSemicolon = true
                return entries
            }
            if token.isEnd { throw FormulaFault(.unclosed(bracket: source.text(opening.range)), at: opening.range) }
            let begins = token.beginsOperand || token.symbol == .minus || token.symbol == .plus
            if begins && token.newlineBefore {
                hasSemicolon = true
                return entries
            }
            guard begins && splitsOnSpace else { throw unexpected(.separatorOrClosing("]")) }
        }
    }

    /// Whether a comma stands in this row, brackets within aside.
    private var rowHasComma: Bool {
        var depth = 0
        for token in tokens[position...] {
            switch token.symbol {
            case .openBracket, .openParenthesis, .openBrace: depth += 1
            case .closeBracket, .closeParenthesis, .closeBrace:
                depth -= 1
                if depth < 0 { return false }
            case .comma where depth == 0: return true
            case .semicolon where depth == 0: return false
            default: break
            }
        }
        return false
    }

    private static func shaped(_ rows: [[Expression]], _ hasSemicolon: Bool, at range: Range<Int>) throws(FormulaFault)
        -> Expression
    {
        guard let first = rows.first else { throw FormulaFault(.emptyList, at: range) }
        // [[1, 2], [3, 4]], and one list a line
        let inner = rows.count == 1 ? first : rows.flatMap { $0 }
        let lists = inner.compactMap(vectorEntries)
        if lists.count == inner.count, rows.count == 1 || rows.allSatisfy({ $0.count == 1 }) {
            return try rectangular(lists, inner, isVector: false, at: range)
        }
        for entry in inner {
            if case .list = entry.kind { throw FormulaFault(.listTooDeep, at: entry.range) }
        }
        let spans = rows.map { $0[0] }
        return try rectangular(rows, spans, isVector: rows.count == 1 && !hasSemicolon, at: range)
    }

    private static func vectorEntries(_ expression: Expression) -> [Expression]? {
        if case .list(let rows, true) = expression.kind { return rows[0] }
        return nil
    }

    static func rectangular(
        _ rows: [[Expression]], _ marks: [Expression], isVector: Bool, at range: Range<Int>
    ) throws(FormulaFault) -> Expression {
        for (number, row) in rows.enumerated() where row.count != rows[0].count {
            throw FormulaFault(
                .raggedRows(first: rows[0].count, row: number + 1, length: row.count), at: marks[number].range)
        }
        return Expression(.list(rows: rows, isVector: isVector), at: range)
    }
}

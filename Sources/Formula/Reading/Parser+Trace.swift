/// Names of numbers of a trace: stack.0.f[3][1], grad(stack.0.h[2][1]), norm(…), loss, losses[2].
extension Parser {
    mutating func traceName(_ name: String) throws(FormulaFault) -> Expression {
        let start = token
        if readsIndex {
            advance()
            let name = TraceName(path: [name], indices: [], isGradient: false)
            return Expression(.quantity(name), at: start.range)
        }
        if name == "grad" {
            advance()
            let opening = token
            guard skip(.openParenthesis) else { throw FormulaFault(.functionNeedsBrackets(name), at: start.range) }
            return try bracketed { parser throws(FormulaFault) in
                guard parser.token.name != nil else { throw parser.unexpected(.operand) }
                var inner = try parser.path()
                try parser.expect(.closeParenthesis, openedBy: opening)
                inner.isGradient = true
                return Expression(.quantity(inner), at: start.range.lowerBound..<parser.lastEnd)
            }
        }
        if next.symbol == .openParenthesis, let function = MathFunction.spellings[name] {
            return try call(function, name)
        }
        let path = try path()
        return Expression(.quantity(path), at: start.range.lowerBound..<lastEnd)
    }

    /// The parts between dots, then the indices in brackets.
    private mutating func path() throws(FormulaFault) -> TraceName {
        var parts: [String] = []
        repeat {
            switch token.kind {
            case .name(let part): parts.append(part)
            case .number(let literal) where literal.value.isInteger && literal.digits == nil && !parts.isEmpty:
                parts.append(literal.text)
            default: throw unexpected(.operand)
            }
            advance()
            if parts.count > 16 { throw FormulaFault(.tooDeep, at: token.range) }
        } while !token.spaceBefore && skip(.dot)
        var indices: [Expression] = []
        while token.symbol == .openBracket, !token.spaceBefore, indices.count < 3 {
            let opening = token
            advance()
            indices.append(
                try asIndex { parser throws(FormulaFault) in
                    try parser.bracketed { parser throws(FormulaFault) in
                        let index = try parser.sum()
                        try parser.expect(.closeBracket, openedBy: opening)
                        return index
                    }
                })
        }
        return TraceName(path: parts, indices: indices, isGradient: false)
    }
}

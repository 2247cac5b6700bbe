import ExactMath

/// What students paste from Python: np.dot(…), outer(…), .transpose(), array([…]), Fraction(1, 2). It is read, never run.
extension Parser {
    private static let modules: Set<String> = [
        "np", "numpy", "jnp", "torch", "tf", "math", "linalg", "sp", "sympy", "fractions",
    ]

    /// Passes np., torch., np.linalg.
    mutating func passModule() {
        while let name = token.name, Self.modules.contains(name), vocabulary.canonical(name) == nil,
            next.symbol == .dot,
            tokens[min(position + 2, tokens.count - 1)].name != nil
        {
            advance()
            advance()
        }
        // np.sum( … ) is the sum.
        if let name = token.name, Self.modules.contains(name), next.symbol == .dot,
            let symbol = tokens[min(position + 2, tokens.count - 1)].symbol,
            symbol == .series || symbol == .productSeries
        {
            advance()
            advance()
        }
    }

    // MARK: Functions of two

    /// dot(A, b), outer(u, v), multiply(u, v), matrix_power(A, n); nil where another name stands.
    mutating func codeCall(_ name: String) throws(FormulaFault) -> Expression? {
        let start = token
        guard vocabulary.mode == .formula || vocabulary.mode == .constants else { return nil }
        var called = name
        var width = 1
        // matrix_power has an underscore, which cuts words in formulas.
        if name == "matrix", next.symbol == .underscore, tokens[min(position + 2, tokens.count - 1)].name == "power" {
            (called, width) = ("matrix_power", 3)
        }
        guard Self.functionsOfTwo.contains(called),
            tokens[min(position + width, tokens.count - 1)].symbol == .openParenthesis
        else { return nil }
        for _ in 0..<width { advance() }
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let first = try parser.sum()
            guard parser.skip(.comma) else { throw parser.unexpected(.symbol(",")) }
            let second =
                called == "matrix_power"
                ? try parser.asIndex { parser throws(FormulaFault) in try parser.sum() } : try parser.sum()
            try parser.expect(.closeParenthesis, openedBy: opening)
            return Self.combined(called, first, second, at: start.range.lowerBound..<parser.lastEnd)
        }
    }

    private static let functionsOfTwo: Set<String> = ["dot", "matmul", "mm", "mv", "outer", "multiply", "matrix_power"]

    static func combined(
        _ name: String, _ first: Expression, _ second: Expression, at range: Range<Int>
    ) -> Expression {
        func grouped(_ sign: Expression.Factor.Operator, _ value: Expression) -> Expression {
            Expression(.product(first: first, rest: [Expression.Factor(operator: sign, value: value)]), at: range)
        }
        switch name {
        case "outer": return grouped(.times, transposed(second, end: second.range.upperBound))
        case "multiply": return grouped(.entrywise, second)
        case "matrix_power": return Expression(.power(first, exponent: second), at: range)
        default: return grouped(.times, second)
        }
    }

    /// .T, .transpose(), .t(), .dot( … ), .outer( … ) after an operand; nil where no method stands.
    mutating func method(of base: Expression) throws(FormulaFault) -> Expression? {
        guard vocabulary.mode == .formula || vocabulary.mode == .constants, let name = next.name else { return nil }
        let (third, fourth) = (tokens[min(position + 2, tokens.count - 1)], tokens[min(position + 3, tokens.count - 1)])
        if name == "T" {
            advance()
            advance()
            return Self.transposed(base, end: lastEnd)
        }
        if name == "transpose" || name == "t", third.symbol == .openParenthesis, fourth.symbol == .closeParenthesis {
            for _ in 0..<4 { advance() }
            return Self.transposed(base, end: lastEnd)
        }
        guard ["dot", "matmul", "mm", "mv", "outer"].contains(name), third.symbol == .openParenthesis else {
            return nil
        }
        advance()
        advance()
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let other = try parser.sum()
            try parser.expect(.closeParenthesis, openedBy: opening)
            return Self.combined(name, base, other, at: base.range.lowerBound..<parser.lastEnd)
        }
    }

    // MARK: Printouts

    private static let wrappers: Set<String> = [
        "array", "tensor", "asarray", "matrix", "Matrix", "Array", "vector", "float", "float16", "float32", "float64",
        "double", "int", "int32", "int64", "mpf", "Float", "Integer", "Rational", "Fraction", "mpq", "list", "tuple",
        "DeviceArray",
    ]

    /// array([…], dtype=…), np.float64(0.5), Fraction(-87, 8): what is in it; nil where another name stands.
    mutating func wrapper(_ name: String) throws(FormulaFault) -> Expression? {
        guard vocabulary.mode == .constants, Self.wrappers.contains(name), next.symbol == .openParenthesis,
            !vocabulary.words.contains(name.lowercased())
        else { return nil }
        let start = token.range.lowerBound
        advance()
        let opening = token
        advance()
        return try bracketed { parser throws(FormulaFault) in
            let inner = try parser.sum()
            var bottom: Expression?
            while parser.skip(.comma) {
                if ["Fraction", "Rational", "mpq"].contains(name), bottom == nil, !parser.isSetting {
                    bottom = try parser.sum()
                } else {
                    try parser.passSetting(opening)
                }
            }
            try parser.expect(.closeParenthesis, openedBy: opening)
            let range = start..<parser.lastEnd
            guard let bottom else { return Expression(inner.kind, at: range) }
            let divisor = Expression.Factor(operator: .divide, value: bottom)
            return Expression(.product(first: inner, rest: [divisor]), at: range)
        }
    }

    /// dtype=…
    private var isSetting: Bool { token.name != nil && (next.symbol == .equals || next.symbol == .underscore) }

    /// Passes dtype=torch.float64, device='cpu', grad_fn=<…>, up to the comma or bracket that ends it.
    private mutating func passSetting(_ opening: Token) throws(FormulaFault) {
        guard isSetting else { throw unexpected(.closing(")")) }
        var depth = 0
        while true {
            switch token.symbol {
            case .openParenthesis, .openBracket: depth += 1
            case .closeParenthesis where depth == 0: return
            case .comma where depth == 0: return
            case .closeParenthesis, .closeBracket: depth -= 1
            default: break
            }
            if token.isEnd { throw FormulaFault(.unclosed(bracket: source.text(opening.range)), at: opening.range) }
            advance()
        }
    }

    // MARK: Gradients

    /// ∂L/∂a^{t+1} is δ^{t+1}, and ∂L/∂ŷ^t is e^t; nil where something else stands.
    mutating func gradient() throws(FormulaFault) -> Expression? {
        guard vocabulary.mode == .formula, vocabulary.meanings["delta"] != nil else { return nil }
        let start = token.range.lowerBound
        var place = position
        func at(_ place: Int) -> Token { tokens[min(place, tokens.count - 1)] }
        let isFraction = at(place).symbol == .fraction
        if isFraction { place += 1 }
        let isBraced = isFraction && at(place).symbol == .openBrace
        if isBraced { place += 1 }
        // ∂L, dL, ∂ L
        if at(place).symbol == .partial, at(place + 1).name == "L" {
            place += 2
        } else if at(place).name == "dL" {
            place += 1
        } else {
            return nil
        }
        if isBraced {
            guard at(place).symbol == .closeBrace else { return nil }
            place += 1
        }
        if isFraction {
            guard at(place).symbol == .openBrace else { return nil }
        } else {
            guard at(place).symbol == .slash else { return nil }
        }
        place += 1
        var name: String?
        if at(place).symbol == .partial {
            name = at(place + 1).name
            place += 1
        } else if let joined = at(place).name, joined.hasPrefix("d"), joined.count > 1 {
            name = String(joined.dropFirst())
        }
        let gradients = ["a": "delta", "h": "delta", "yhat": "e"]
        guard let name, let meaning = gradients[vocabulary.canonical(name) ?? name] ?? gradients[name] else {
            return nil
        }
        position = place + 1
        let element = try element(of: meaning, written: name, from: start)
        guard isFraction else { return element }
        guard skip(.closeBrace) else { throw unexpected(.closing("}")) }
        return element
    }
}

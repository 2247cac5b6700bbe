/// Left-hand sides of formulas: delta[t] = …, ∂L/∂W_aa = ….
extension Parser {
    /// Passes a left-hand side, if one stands here; it must be one of those that fit, brackets and spelling aside.
    package mutating func passLeftSide(_ accepted: [String]) throws(FormulaFault) {
        guard let equals = leftSideEnd else { return }
        let written = Self.letters(tokens[..<equals])
        let fits = accepted.contains { text in
            guard let tokens = try? Lexer.tokens(of: SourceText(text), isTrace: false) else { return false }
            return Self.letters(tokens[...]) == written
        }
        guard fits else {
            let end = tokens[equals].range.lowerBound
            throw FormulaFault(
                .wrongLeftSide(expected: accepted.first ?? "…"), at: tokens[0].range.lowerBound..<max(end, 1))
        }
        position = equals + 1
    }

    /// The position of the first equals sign outside all brackets and before any sum.
    private var leftSideEnd: Int? {
        var depth = 0
        for (place, token) in tokens.enumerated() {
            switch token.symbol {
            case .series: return nil
            case .openBracket, .openBrace, .openParenthesis: depth += 1
            case .closeBracket, .closeBrace, .closeParenthesis: depth -= 1
            case .equals where depth == 0, .greaterOrEqual where depth == 0: return place
            default: break
            }
        }
        return nil
    }

    /// What a left-hand side says: its letters and signs, without brackets, fraction bars and marks of indices.
    private static func letters(_ tokens: ArraySlice<Token>) -> String {
        var result = ""
        for token in tokens {
            switch token.kind {
            case .name(let name): result += name == "nabla" ? "d" : name
            case .number(let literal): result += literal.text
            case .symbol(.partial): result += "d"
            case .symbol(.plus), .symbol(.minus): result += token.symbol?.rawValue ?? ""
            default: break
            }
        }
        return result
    }
}

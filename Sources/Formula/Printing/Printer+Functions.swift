/// Functions, sums over an index, lists.
extension Printer {
    /// What a spoken function is of: one name or number by itself, more between brackets.
    func argument(_ piece: Piece) -> String {
        piece.level == .base && piece.end == .closed ? piece.text : style.bracketed(piece.text)
    }

    func call(_ function: MathFunction, _ argument: Expression) -> Piece {
        let argument = written(argument)
        let inner = argument.text
        func piece(_ text: String) -> Piece { Piece(text: text, level: .base, isScalar: argument.isScalar) }
        switch (function, style) {
        case (.norm, .unicode): return piece("‖\(inner)‖")
        case (.norm, .latex): return piece("\\lVert \(inner) \\rVert")
        case (.positive, .spoken):
            return Piece(
                text: "1 where \(inner) is positive, else 0", level: .sum, isScalar: argument.isScalar, end: .open)
        case (.positive, _): return piece("[\(inner) > 0]")
        case (.sigmoid, .unicode): return piece("σ(\(inner))")
        case (.sigmoid, .latex): return piece("\\sigma(\(inner))")
        case (.tanh, .latex), (.exp, .latex), (.log, .latex): return piece("\\\(function.rawValue)(\(inner))")
        case (_, .latex): return piece("\\mathrm{\(function.rawValue)}(\(inner))")
        case (_, .spoken):
            return Piece(
                text: "\(function.words) \(self.argument(argument))", level: .base, isScalar: argument.isScalar,
                end: .open)
        default: return piece("\(function.rawValue)(\(inner))")
        }
    }

    func series(
        _ variable: String, _ lower: Expression, _ upper: Expression, _ body: Expression
    ) -> Piece {
        let (from, to) = (tight(lower), tight(upper))
        let inner = within(body, .hadamard)
        let text =
            switch style {
            case .unicode: "Σ_{\(variable)=\(from)}^{\(to)}\(style.glue)\(inner)"
            case .ascii: "sum(\(variable)=\(from)..\(to), \(self.text(body)))"
            case .latex: "\\sum_{\(variable)=\(from)}^{\(to)} \(inner)"
            case .spoken: "the sum over \(variable) from \(from) to \(to) of \(inner)"
            }
        return Piece(text: text, level: style == .ascii ? .base : .series, end: .open)
    }

    func list(_ rows: [[Expression]], _ isVector: Bool) -> Piece {
        if style == .spoken {
            return Piece(
                text: "the list " + rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; "),
                level: .sum)
        }
        if style == .latex && !isVector {
            let lines = rows.map { $0.map(text).joined(separator: " & ") }.joined(separator: " \\\\ ")
            return Piece(text: "\\begin{pmatrix} \(lines) \\end{pmatrix}", level: .base)
        }
        let inner =
            isVector
            ? rows.flatMap { $0 }.map(text).joined(separator: ", ")
            : rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ")
        return Piece(text: "[\(inner)]", level: .base)
    }
}

extension Comparison {
    var words: String {
        switch self {
        case .less: "is less than"
        case .lessOrEqual: "is at most"
        case .greater: "is greater than"
        case .greaterOrEqual: "is at least"
        case .equal: "is"
        }
    }
}

extension MathFunction {
    /// What is said before the argument.
    var words: String {
        switch self {
        case .abs: "the absolute value of"
        case .exp: "e to the power"
        case .sqrt: "the square root of"
        case .log: "the logarithm of"
        case .norm: "the norm of"
        case .tanh, .sigmoid, .softmax, .relu, .positive: "\(rawValue) of"
        }
    }
}

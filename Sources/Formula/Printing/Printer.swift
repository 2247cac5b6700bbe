import ExactMath

/// Writes a tree as text in one style; what stands at its names is said by a closure.
///
/// Brackets are written where the answer language, or a reader, could take the tree for another: around a matrix product beside ⊙,
/// around a sum or a negative number as a factor. A space is where a line may be broken; what belongs together has a no-break space.
public struct Printer {
    /// What the text is for: a terminal, a keyboard, LaTeX, a screen reader.
    public let style: WritingStyle
    /// A sum of more terms is shortened: `… (61 more)`.
    public var most: Int
    private let leaf: (TraceName) -> Leaf

    /// A printer in one style.
    ///
    /// - Parameters:
    ///   - most: terms of a sum that are written; every one if nothing is said.
    ///   - leaf: what stands at the place of a name of a trace.
    public init(_ style: WritingStyle, most: Int = .max, leaf: @escaping (TraceName) -> Leaf) {
        self.style = style
        self.most = most
        self.leaf = leaf
    }

    /// The expression on one line, with brackets where they are needed.
    public func text(_ expression: Expression) -> String { written(expression).text }

    // MARK: Levels

    /// What binds less needs brackets within what binds more.
    enum Level: Int, Comparable {
        case sum, negative, series, hadamard, product, quotient, power, base
        static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }

    struct Piece {
        var text: String
        var level: Level
        /// Whether it is one number, so that a dot stands beside it.
        var isScalar = false
        var isRaised = false
        /// Whether it is a vulgar fraction such as ½, which needs no dot but beside a number.
        var isFraction = false
    }

    func written(_ expression: Expression) -> Piece {
        switch expression.kind {
        case .number(let literal): return number(literal)
        case .word(let word), .constant(let word), .index(let word): return Piece(text: word, level: .base)
        case .element(let name, let index):
            let text = style == .spoken ? "\(name) at \(tight(index))" : "\(name)[\(tight(index))]"
            return Piece(text: text, level: .base, isRaised: true)
        case .quantity(let name): return piece(leaf(name))
        case .negative(let inner):
            return Piece(text: minusSign + within(inner, .hadamard), level: .negative)
        case .sum(let terms): return sum(terms)
        case .product(let first, let rest): return product(first, rest)
        case .power(let base, let exponent): return power(base, exponent, isEntrywise: false)
        case .entrywisePower(let base, let exponent): return power(base, exponent, isEntrywise: true)
        case .transpose(let inner):
            let base = written(inner)
            let text = base.level == .base && !base.isRaised ? base.text : style.bracketed(base.text)
            return Piece(text: style.transposed(text), level: .power)
        case .call(let function, let argument): return call(function, argument)
        case .series(let variable, let lower, let upper, let body): return series(variable, lower, upper, body)
        case .list(let rows, let isVector): return list(rows, isVector)
        case .comparison(let left, let comparison, let right):
            let sign = style == .spoken ? comparison.words : comparison.rawValue
            return Piece(text: "\(text(left)) \(sign) \(text(right))", level: .sum)
        }
    }

    private var minusSign: String { style == .spoken ? "minus " : style.minus }

    private func piece(_ leaf: Leaf) -> Piece {
        switch leaf.kind {
        case .symbol(let isScalar, let isRaised):
            return Piece(text: leaf.text, level: .base, isScalar: isScalar, isRaised: isRaised)
        case .number(let isFraction, let isNegative):
            if isNegative { return Piece(text: minusSign + leaf.text, level: .negative, isScalar: true) }
            return Piece(text: leaf.text, level: isFraction ? .quotient : .base, isScalar: true)
        }
    }

    private func number(_ literal: NumberLiteral) -> Piece {
        let text = literal.digits == nil ? literal.value.description : literal.text
        if literal.value == Rational(1) / Rational(2) {
            let half = [.unicode: "½", .ascii: "1/2", .latex: "\\tfrac{1}{2}", .spoken: "one half of"][style] ?? text
            return Piece(
                text: half, level: style == .ascii ? .quotient : .base, isScalar: true, isFraction: true)
        }
        return piece(Leaf(number: text, in: style))
    }

    func within(_ expression: Expression, _ level: Level) -> String {
        let piece = written(expression)
        return piece.level < level ? style.bracketed(piece.text) : piece.text
    }

    /// An index, without spaces but between words: t−1
    private func tight(_ expression: Expression) -> String {
        let text = text(expression)
        return style == .spoken ? text : text.filter { !$0.isWhitespace }
    }

    // MARK: Sums and products

    private func sum(_ terms: [Expression.Term]) -> Piece {
        let shown = terms.count <= most ? terms.count : max(1, most - 1)
        var text = ""
        var isScalar = true
        for (place, term) in terms.prefix(shown).enumerated() {
            var piece = written(term.value)
            isScalar = isScalar && (piece.isScalar || term.value.isConstant)
            var isNegative = term.isNegative
            if piece.level == .negative {
                // + (−0.5) is − 0.5
                isNegative.toggle()
                piece.text.removeFirst(minusSign.count)
            } else if piece.level == .sum {
                piece.text = style.bracketed(piece.text)
            }
            if place == 0 {
                text = (isNegative ? minusSign : "") + piece.text
            } else {
                text += " \(isNegative ? style.subtraction : style.plus)\(style.glue)\(piece.text)"
            }
        }
        if shown < terms.count {
            let left = terms.count - shown
            text +=
                style == .spoken
                ? ", and \(left) more" : " \(style.plus)\(style.glue)\(ellipsis)\(style.glue)(\(left)\(style.glue)more)"
        }
        return Piece(text: text, level: .sum, isScalar: isScalar && terms.contains { !$0.value.isConstant })
    }

    private var ellipsis: String { style == .latex ? "\\dots" : style == .ascii ? "..." : "…" }

    private func product(_ first: Expression, _ rest: [Expression.Factor]) -> Piece {
        let operators = rest.map(\.operator)
        if operators.allSatisfy({ $0 == .entrywise }) {
            let factors = ([first] + rest.map(\.value)).map { factor -> String in
                let piece = written(factor)
                return piece.level < .power ? style.bracketed(piece.text) : piece.text
            }
            return Piece(text: factors.joined(separator: "\(style.glue)\(style.hadamard) "), level: .hadamard)
        }
        var left = written(first)
        var text = left.level < .product ? style.bracketed(left.text) : left.text
        for factor in rest {
            let right = written(factor.value)
            // a · (b/c) is (a · b)/c, but a/(b/c) is not.
            let least = factor.operator == .divide ? Level.power : .quotient
            let bracketed = right.level < least ? style.bracketed(right.text) : right.text
            switch factor.operator {
            case .divide: text += style == .spoken ? " over \(bracketed)" : "/" + bracketed
            case .entrywise: text += "\(style.glue)\(style.hadamard) " + bracketed
            case .times: text += sign(between: left, and: right) + bracketed
            }
            left = Piece(text: text, level: .product, isScalar: left.isScalar && right.isScalar)
        }
        let isQuotient = operators.allSatisfy { $0 == .divide }
        return Piece(text: text, level: isQuotient ? .quotient : .product, isScalar: left.isScalar)
    }

    private func sign(between left: Piece, and right: Piece) -> String {
        if left.isFraction {
            // ½ 3 could be read as three and a half.
            let isByNumber = right.text.first?.isNumber == true
            return style == .spoken ? " " : style == .ascii || isByNumber ? style.dot : style.glue
        }
        if left.isScalar { return style.dot }
        return style.juxtaposition
    }

    private func power(_ base: Expression, _ exponent: Expression, isEntrywise: Bool) -> Piece {
        if case .call(.norm, let inner) = base.kind, style == .spoken {
            return Piece(text: "the squared norm of \(text(inner))", level: .product)
        }
        let base = written(base)
        let bare = base.level == .base && !base.isRaised ? base.text : style.bracketed(base.text)
        let raised = text(exponent)
        let isSquare = raised == "2"
        let text =
            switch style {
            case .unicode:
                isSquare
                    ? (isEntrywise ? bare + ".^2" : bare + "²")
                    : bare + (isEntrywise ? ".^" : "^") + exponentText(raised)
            case .ascii: bare + (isEntrywise ? ".^" : "^") + exponentText(raised)
            case .latex: isEntrywise ? bare + "^{\\odot \(raised)}" : bare + "^{\(raised)}"
            case .spoken: isSquare ? bare + " squared" : bare + " to the power \(raised)"
            }
        return Piece(text: text, level: .power, isScalar: base.isScalar)
    }

    private func exponentText(_ text: String) -> String { text.count == 1 ? text : "(\(text))" }

    // MARK: Functions, sums over an index, lists

    private func call(_ function: MathFunction, _ argument: Expression) -> Piece {
        let argument = written(argument)
        let inner = argument.text
        func piece(_ text: String) -> Piece { Piece(text: text, level: .base, isScalar: argument.isScalar) }
        switch (function, style) {
        case (.norm, .unicode): return piece("‖\(inner)‖")
        case (.norm, .latex): return piece("\\lVert \(inner) \\rVert")
        case (.positive, .spoken): return piece("1 where \(inner) is positive, else 0,")
        case (.positive, _): return piece("[\(inner) > 0]")
        case (.sigmoid, .unicode): return piece("σ(\(inner))")
        case (.sigmoid, .latex): return piece("\\sigma(\(inner))")
        case (.tanh, .latex), (.exp, .latex), (.log, .latex): return piece("\\\(function.rawValue)(\(inner))")
        case (_, .latex): return piece("\\mathrm{\(function.rawValue)}(\(inner))")
        case (_, .spoken):
            return piece("\(function.words) of \(argument.level == .base ? inner : style.bracketed(inner))")
        default: return piece("\(function.rawValue)(\(inner))")
        }
    }

    private func series(
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
        return Piece(text: text, level: style == .ascii ? .base : .series)
    }

    private func list(_ rows: [[Expression]], _ isVector: Bool) -> Piece {
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
    /// The function's name as it is said.
    var words: String {
        switch self {
        case .abs: "the absolute value"
        case .exp: "e to the power"
        case .sqrt: "the square root"
        case .log: "the logarithm"
        case .norm: "the norm"
        case .sigmoid: "sigmoid"
        case .tanh, .softmax, .relu, .positive: rawValue
        }
    }
}

import ExactMath

/// Writes a tree as text in one style; what stands at its names is said by a closure.
///
/// Brackets are written where the answer language, or a reader, could take the tree for another: around a matrix product beside ⊙,
/// around a sum or a negative number as a factor. A space is where a line may be broken; what belongs together has a no-break space.
/// In words a function's name, a sum's bounds or "to the power" go as far as the text goes, so they have brackets where more follows.
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
        /// How far its last words reach, where it is spoken.
        var end = End.closed
    }

    /// What of a spoken text takes in more than was meant, where more follows.
    enum End {
        case closed
        /// A divisor: what follows times it would be divided by as well.
        case divisor
        /// What a function, a sum or a power is of: anything that follows would be part of it.
        case open
    }

    /// The text before something that follows, with brackets where its end would take that in.
    private func before(_ piece: Piece, isFactor: Bool = true) -> String {
        guard style == .spoken, piece.end == .open || (piece.end == .divisor && isFactor) else { return piece.text }
        return style.bracketed(piece.text)
    }

    func written(_ expression: Expression) -> Piece {
        switch expression.kind {
        case .number(let literal): return number(literal)
        case .word(let word), .constant(let word), .index(let word): return Piece(text: word, level: .base)
        case .element(let name, let index):
            guard style == .spoken else {
                return Piece(text: "\(name)[\(tight(index))]", level: .base, isRaised: true)
            }
            let step = written(index)
            return Piece(
                text: "\(name) at \(step.text)", level: .base, isRaised: true,
                end: step.level == .base ? .closed : .open)
        case .quantity(let name): return piece(leaf(name))
        case .negative(let inner):
            let piece = written(inner)
            let isBracketed = piece.level < .hadamard
            return Piece(
                text: minusSign + (isBracketed ? style.bracketed(piece.text) : piece.text), level: .negative,
                end: isBracketed ? .closed : piece.end)
        case .sum(let terms): return sum(terms)
        case .product(let first, let rest): return product(first, rest)
        case .power(let base, let exponent): return power(base, exponent, isEntrywise: false)
        case .entrywisePower(let base, let exponent): return power(base, exponent, isEntrywise: true)
        case .transpose(let inner):
            let base = written(inner)
            let isBare = base.level == .base && !base.isRaised
            return Piece(text: style.transposed(isBare ? before(base) : style.bracketed(base.text)), level: .power)
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
            return Piece(
                text: leaf.text, level: isFraction ? .quotient : .base, isScalar: true,
                // 1e−7² could be read as a power of the exponent.
                isRaised: leaf.text.contains("e"),
                end: isFraction && leaf.text.contains(" over ") ? .divisor : .closed)
        }
    }

    private func number(_ literal: NumberLiteral) -> Piece {
        let text = literal.digits == nil ? literal.value.description : literal.text
        if literal.value == Rational(1) / Rational(2) {
            let half = [.unicode: "½", .ascii: "1/2", .latex: "\\tfrac{1}{2}", .spoken: "one half"][style] ?? text
            return Piece(
                text: half, level: style == .ascii || style == .spoken ? .quotient : .base, isScalar: true,
                isFraction: true)
        }
        return piece(Leaf(number: text, in: style))
    }

    func within(_ expression: Expression, _ level: Level) -> String {
        let piece = written(expression)
        return piece.level < level ? style.bracketed(piece.text) : piece.text
    }

    /// An index, without spaces but between words: t−1
    func tight(_ expression: Expression) -> String {
        let text = text(expression)
        return style == .spoken ? text : text.filter { !$0.isWhitespace }
    }

    // MARK: Sums and products

    private func sum(_ terms: [Expression.Term]) -> Piece {
        let shown = terms.count <= most ? terms.count : max(1, most - 1)
        var text = ""
        var isScalar = true
        var end = End.closed
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
                piece.end = .closed
            }
            end = piece.end
            // Behind the last one that is shown stands at most "and 3 more".
            if place + 1 < shown {
                piece.text = before(piece, isFactor: false)
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
        return Piece(
            text: text, level: .sum, isScalar: isScalar && terms.contains { !$0.value.isConstant }, end: end)
    }

    private var ellipsis: String { style == .latex ? "\\dots" : style == .ascii ? "..." : "…" }

    private func product(_ first: Expression, _ rest: [Expression.Factor]) -> Piece {
        let operators = rest.map(\.operator)
        if operators.allSatisfy({ $0 == .entrywise }) {
            let pieces = ([first] + rest.map(\.value)).map { factor -> Piece in
                let piece = written(factor)
                return piece.level < .power ? Piece(text: style.bracketed(piece.text), level: .base) : piece
            }
            let factors = pieces.dropLast().map { before($0) } + pieces.suffix(1).map(\.text)
            return Piece(
                text: factors.joined(separator: "\(style.glue)\(style.hadamard) "), level: .hadamard,
                end: pieces.last?.end ?? .closed)
        }
        var left = written(first)
        if left.level < .product {
            left = Piece(text: style.bracketed(left.text), level: .base, isScalar: left.isScalar)
        }
        for factor in rest {
            let right = written(factor.value)
            // a · (b/c) is (a · b)/c, but a/(b/c) is not.
            let least = factor.operator == .divide ? Level.power : .quotient
            let isBracketed = right.level < least
            let bracketed = isBracketed ? style.bracketed(right.text) : right.text
            var text = before(left)
            var end = isBracketed ? .closed : right.end
            switch factor.operator {
            case .divide:
                text += style == .spoken ? " over \(bracketed)" : "/" + bracketed
                if end == .closed { end = .divisor }
            case .entrywise: text += "\(style.glue)\(style.hadamard) " + bracketed
            case .times:
                text += sign(between: left, and: right) + bracketed
                // One half of what?
                if left.isFraction { end = .open }
            }
            left = Piece(text: text, level: .product, isScalar: left.isScalar && right.isScalar, end: end)
        }
        left.level = operators.allSatisfy { $0 == .divide } ? .quotient : .product
        return left
    }

    private func sign(between left: Piece, and right: Piece) -> String {
        if left.isFraction {
            // ½ 3 could be read as three and a half.
            let isByNumber = right.text.first?.isNumber == true
            if style == .spoken { return " of " }
            return style == .ascii || isByNumber ? style.dot : style.glue
        }
        if left.isScalar { return style.dot }
        return style.juxtaposition
    }

    private func power(_ base: Expression, _ exponent: Expression, isEntrywise: Bool) -> Piece {
        if case .call(.norm, let inner) = base.kind, style == .spoken, exponent.isTwo {
            return Piece(text: "the squared norm of \(argument(written(inner)))", level: .base, end: .open)
        }
        let base = written(base)
        let bare = base.level == .base && !base.isRaised ? before(base) : style.bracketed(base.text)
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
            case .spoken: isSquare ? bare + " squared" : bare + " to the power \(argument(written(exponent)))"
            }
        return Piece(
            text: text, level: .power, isScalar: base.isScalar, end: style == .spoken && !isSquare ? .open : .closed)
    }

    private func exponentText(_ text: String) -> String { text.count == 1 ? text : "(\(text))" }
}

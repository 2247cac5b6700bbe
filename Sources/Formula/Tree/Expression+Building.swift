import ExactMath

/// Trees that are made and not read: their nodes stand nowhere in a text.
extension Expression {
    /// A node without a place in a text.
    public init(_ kind: Kind) { self.init(kind, at: 0..<0) }

    /// A whole number; a negative one is the negation of a literal.
    public static func integer(_ value: Int) -> Expression {
        value < 0 ? .negated(integer(-value)) : Expression(.number(NumberLiteral(value)))
    }

    /// A fraction or a whole number as one literal; a negative one is the negation of a literal.
    public static func number(_ value: Rational) -> Expression {
        if value.isInteger || value.sign < 0 {
            return value.sign < 0
                ? .negated(number(-value)) : Expression(.number(NumberLiteral(value: value, text: value.description)))
        }
        return Expression(.number(NumberLiteral(value: value, text: value.description)))
    }

    /// The integer that the node is, with its sign.
    public var wholeNumber: Int? {
        switch kind {
        case .number(let literal): literal.value.isInteger ? Int(exactly: literal.value.approximation) : nil
        case .negative(let inner): inner.wholeNumber.map { -$0 }
        default: nil
        }
    }

    /// A number, vector or matrix of a trace: `stack.0.f[3]`.
    public static func name(_ path: [String], _ indices: [Expression] = [], isGradient: Bool = false) -> Expression {
        Expression(.quantity(TraceName(path: path, indices: indices, isGradient: isGradient)))
    }

    /// The variable of a sum, as an index.
    public static func variable(_ name: String) -> Expression { Expression(.index(name)) }

    /// a + b + …; one term stands alone, sums among the terms are opened.
    public static func sum(_ terms: [Expression]) -> Expression {
        let flat = terms.flatMap { term -> [Term] in
            switch term.kind {
            case .sum(let inner): inner
            case .negative(let inner): [Term(isNegative: true, value: inner)]
            default: [Term(isNegative: false, value: term)]
            }
        }
        guard flat.count != 1 else { return flat[0].isNegative ? .negated(flat[0].value) : flat[0].value }
        return flat.isEmpty ? .integer(0) : Expression(.sum(flat))
    }

    /// a − b; sums among the two are opened.
    public static func difference(_ a: Expression, _ b: Expression) -> Expression { .sum([a, .negated(b)]) }

    /// −a; a double negation falls away, and a sum changes every sign.
    public static func negated(_ a: Expression) -> Expression {
        switch a.kind {
        case .negative(let inner): inner
        case .sum(let terms):
            Expression(.sum(terms.map { Term(isNegative: !$0.isNegative, value: $0.value) }))
        default: Expression(.negative(a))
        }
    }

    /// 1 − a
    public static func complement(_ a: Expression) -> Expression { .difference(.integer(1), a) }

    /// The matrix product, or a number times anything.
    public static func product(_ a: Expression, _ b: Expression) -> Expression {
        Expression(.product(first: a, rest: [Factor(operator: .times, value: b)]))
    }

    /// a ⊙ b ⊙ …
    public static func hadamard(_ factors: [Expression]) -> Expression {
        let factors = factors.flatMap { factor -> [Expression] in
            guard case .product(let first, let rest) = factor.kind, rest.allSatisfy({ $0.operator == .entrywise })
            else { return [factor] }
            return [first] + rest.map(\.value)
        }
        guard let first = factors.first, factors.count > 1 else { return factors.first ?? .integer(1) }
        return Expression(
            .product(first: first, rest: factors.dropFirst().map { Factor(operator: .entrywise, value: $0) }))
    }

    /// a ⊙ b; entrywise products among the two are opened.
    public static func hadamard(_ a: Expression, _ b: Expression) -> Expression { .hadamard([a, b]) }

    /// a / b, where b is one number.
    public static func quotient(_ a: Expression, _ b: Expression) -> Expression {
        Expression(.product(first: a, rest: [Factor(operator: .divide, value: b)]))
    }

    /// aᵀ; a double transpose falls away.
    public var transposed: Expression {
        if case .transpose(let inner) = kind { return inner }
        return Expression(.transpose(self))
    }

    /// Whether the node is the number 2, wherever it stands.
    package var isTwo: Bool {
        if case .number(let literal) = kind { literal.value == Rational(2) } else { false }
    }

    /// a², the square of one number.
    public var squared: Expression { Expression(.power(self, exponent: .integer(2))) }

    /// f(a): entry by entry, but for `softmax` and `norm`, which take the whole vector.
    public static func call(_ function: MathFunction, _ argument: Expression) -> Expression {
        Expression(.call(function, argument))
    }

    /// Vectors one under another: [h→; h←].
    public static func concatenation(_ pieces: [Expression]) -> Expression {
        pieces.count == 1 ? pieces[0] : Expression(.list(rows: pieces.map { [$0] }, isVector: false))
    }

    /// Σ over variable = lower … upper of the body.
    public static func series(
        _ variable: String, from lower: Expression, through upper: Expression, _ body: Expression
    ) -> Expression {
        Expression(.series(variable: variable, lower: lower, upper: upper, body: body))
    }

    /// The tree with every node replaced that `change` has another for; what it gives back is not looked into again.
    public func replacing(_ change: (Expression) -> Expression?) -> Expression {
        if let other = change(self) { return other }
        func within(_ inner: Expression) -> Expression { inner.replacing(change) }
        switch kind {
        case .number, .word, .constant, .index: return self
        case .element(let name, let index): return Expression(.element(name, index: within(index)), at: range)
        case .quantity(let name):
            guard !name.indices.isEmpty else { return self }
            var other = name
            other.indices = name.indices.map(within)
            return Expression(.quantity(other), at: range)
        case .negative(let inner): return Expression.negated(within(inner))
        case .transpose(let inner): return within(inner).transposed
        case .call(let function, let argument): return Expression(.call(function, within(argument)), at: range)
        case .sum(let terms):
            return Expression.sum(terms.map { $0.isNegative ? Expression.negated(within($0.value)) : within($0.value) })
        case .product(let first, let rest):
            return Expression(
                .product(
                    first: within(first),
                    rest: rest.map { Factor(operator: $0.operator, value: within($0.value)) }), at: range)
        case .power(let base, let exponent):
            return Expression(.power(within(base), exponent: within(exponent)), at: range)
        case .entrywisePower(let base, let exponent):
            return Expression(.entrywisePower(within(base), exponent: within(exponent)), at: range)
        case .series(let variable, let lower, let upper, let body):
            return Expression(
                .series(variable: variable, lower: within(lower), upper: within(upper), body: within(body)), at: range)
        case .list(let rows, let isVector):
            return Expression(.list(rows: rows.map { $0.map(within) }, isVector: isVector), at: range)
        case .comparison(let left, let comparison, let right):
            return Expression(.comparison(within(left), comparison, within(right)), at: range)
        }
    }

    /// Every name of a trace in it, in the order of the text; a name may come again.
    public var traceNames: [TraceName] {
        if case .quantity(let name) = kind { return [name] + name.indices.flatMap(\.traceNames) }
        return children.flatMap(\.traceNames)
    }
}

import ExactMath
import Formula

/// Turns an equation in the trace's names into one that a notation writes, still true number by number.
///
/// Where a symbol stands for the negative or for 1 minus our value, both sides are turned, so that the left stays a name; where matrices
/// are written side by side, their products become one.
public struct NotationWriter: Sendable {
    /// The symbols of the notation, with what they stand for and which matrices are joined.
    public let lettering: Lettering

    /// Writes for the network and the notation of a lettering.
    public init(_ lettering: Lettering) { self.lettering = lettering }

    /// Both sides of an equation as a notation writes them.
    public struct Equation: Sendable {
        /// The notation's name: of the negative or the complement, where its symbol stands for that.
        public var left: Expression
        /// What the left equals, turned with it.
        public var right: Expression
    }

    /// Both sides in the notation's names, turned where its symbol for the left is not our value.
    public func equation(_ left: Expression, _ right: Expression) -> Equation {
        var (left, right) = (rewritten(left), rewritten(right))
        if case .negative(let name) = left.kind {
            (left, right) = (name, simplified(.negated(right)))
        } else if let name = left.complemented {
            (left, right) = (name, simplified(.complement(right)))
        }
        return Equation(left: left, right: right)
    }

    /// An expression in the notation's names.
    public func rewritten(_ expression: Expression) -> Expression {
        let joined = lettering.notation == .unfold ? expression : stacked(expression)
        return simplified(joined.replacing(renamed))
    }

    private func renamed(_ node: Expression) -> Expression? {
        guard case .quantity(let name) = node.kind else { return nil }
        switch lettering.meaning(name.path) {
        case .same: return nil
        case .negative: return .negated(Expression(.quantity(WrittenName.prefixed(name, WrittenName.negative))))
        case .complement:
            let other = Expression(.quantity(WrittenName.prefixed(name, WrittenName.complement)))
            return name.isGradient ? .negated(other) : .complement(other)
        }
    }

    // MARK: Stacked matrices

    /// Sums of products whose matrices a notation writes as one: W x + U h becomes W [h; x].
    private func stacked(_ expression: Expression) -> Expression {
        expression.replacing { node in
            guard case .sum(let terms) = node.kind else { return nil }
            return joinedSum(terms)
        }
    }

    private func joinedSum(_ terms: [Expression.Term]) -> Expression? {
        var left = terms
        var result: [Expression.Term] = []
        while let term = left.first {
            left.removeFirst()
            guard !term.isNegative, let (name, _) = term.value.matrixProduct,
                let found = lettering.stack(of: name.path), let joined = join(found.stack, of: name, in: [term] + left)
            else {
                result.append(Expression.Term(isNegative: term.isNegative, value: stacked(term.value)))
                continue
            }
            result.append(Expression.Term(isNegative: false, value: joined.product))
            left.removeAll { joined.used.contains($0) }
        }
        guard result.count < terms.count else { return nil }
        return .sum(result.map { $0.isNegative ? .negated($0.value) : $0.value })
    }

    /// One product of the joined matrix, where every block's product is among the terms.
    private func join(
        _ stack: MatrixStack, of name: TraceName, in terms: [Expression.Term]
    ) -> (product: Expression, used: [Expression.Term])? {
        var (names, vectors, used): ([TraceName], [Expression], [Expression.Term]) = ([], [], [])
        for block in stack.blocks {
            let path = name.path.dropLast() + [block.parameter]
            guard let term = terms.first(where: { !$0.isNegative && $0.value.matrixProduct?.name.path == Array(path) }),
                let (matrix, vector) = term.value.matrixProduct
            else { return nil }
            names.append(matrix)
            if case .list(let rows, false) = vector.kind {
                vectors += rows.map { stacked($0[0]) }
            } else {
                vectors.append(stacked(vector))
            }
            used.append(term)
        }
        let matrix = Expression(.quantity(WrittenName.stacked(names)))
        return (.product(matrix, .concatenation(vectors)), used)
    }

    // MARK: Simpler, and the same number

    /// Signs taken out of products, 1 − (1 − a) resolved, 1 − σ(−a) written σ(a).
    private func simplified(_ expression: Expression) -> Expression {
        switch expression.kind {
        case .negative(let inner): return .negated(simplified(inner))
        case .transpose(let inner):
            let inner = simplified(inner)
            if case .negative(let positive) = inner.kind { return .negated(positive.transposed) }
            return inner.transposed
        case .sum(let terms): return sum(terms)
        case .product(let first, let rest): return product(first, rest)
        case .call(let function, let argument): return Expression(.call(function, simplified(argument)))
        case .power(let base, let exponent):
            let base = simplified(base)
            if case .negative(let positive) = base.kind, exponent.isTwo { return positive.squared }
            return Expression(.power(base, exponent: exponent))
        case .series(let variable, let lower, let upper, let body):
            return .series(variable, from: lower, through: upper, simplified(body))
        case .list(let rows, let isVector):
            return Expression(.list(rows: rows.map { $0.map(simplified) }, isVector: isVector))
        default: return expression
        }
    }

    private func product(_ first: Expression, _ rest: [Expression.Factor]) -> Expression {
        var isNegative = false
        func positive(_ factor: Expression) -> Expression {
            let factor = simplified(factor)
            guard case .negative(let inner) = factor.kind else { return factor }
            isNegative.toggle()
            return inner
        }
        let first = positive(first)
        let rest = rest.map { Expression.Factor(operator: $0.operator, value: positive($0.value)) }
        let product = Expression(.product(first: first, rest: rest))
        return isNegative ? .negated(product) : product
    }

    private func sum(_ terms: [Expression.Term]) -> Expression {
        let flat = Expression.sum(
            terms.map { $0.isNegative ? .negated(simplified($0.value)) : simplified($0.value) })
        guard case .sum(let flat) = flat.kind else { return flat }
        // Whole numbers of a sum are one number, and a 0 beside others falls away.
        let numbers = flat.filter { $0.value.wholeNumber != nil }
        var others = flat.filter { $0.value.wholeNumber == nil }
        let total = numbers.reduce(0) { $0 + ($1.isNegative ? -1 : 1) * ($1.value.wholeNumber ?? 0) }
        if numbers.count == 1, total == 1, others.count == 1, others[0].isNegative,
            case .call(.sigmoid, let argument) = others[0].value.kind,
            case .negative(let positive) = argument.negativeForm
        {
            return .call(.sigmoid, positive)
        }
        if lettering.notation == .pytorch { others = Self.complementFirst(others) }
        if numbers.isEmpty || total == 0 && !others.isEmpty {
            return .sum(others.map { $0.isNegative ? .negated($0.value) : $0.value })
        }
        return .sum([.integer(total)] + others.map { $0.isNegative ? .negated($0.value) : $0.value })
    }

    /// (1 − z) ⊙ n + z ⊙ h: the product with the complement of a turned gate first.
    private static func complementFirst(_ terms: [Expression.Term]) -> [Expression.Term] {
        guard terms.count == 2, terms[1].value.hasComplementFactor, !terms[0].value.hasComplementFactor else {
            return terms
        }
        return [terms[1], terms[0]]
    }
}

extension Expression {
    /// a, where the node is 1 − a of a name.
    var complemented: Expression? {
        guard case .sum(let terms) = kind, terms.count == 2, terms[0].value.wholeNumber == 1, !terms[0].isNegative,
            terms[1].isNegative, case .quantity = terms[1].value.kind
        else { return nil }
        return terms[1].value
    }

    /// The name of a matrix and what it is multiplied with, where the node is such a product.
    var matrixProduct: (name: TraceName, vector: Expression)? {
        guard case .product(let first, let rest) = kind, rest.count == 1, rest[0].operator == .times,
            case .quantity(let name) = first.kind
        else { return nil }
        return (name, rest[0].value)
    }

    fileprivate var hasComplementFactor: Bool {
        guard case .product(let first, let rest) = kind else { return false }
        return ([first] + rest.map(\.value)).contains { factor in
            guard case .quantity(let name)? = factor.complemented?.kind else { return false }
            return name.path.first == WrittenName.complement
        }
    }

    /// A negative, where the node or every term of it is one.
    fileprivate var negativeForm: Kind {
        if case .sum(let terms) = kind, terms.allSatisfy(\.isNegative) {
            return .negative(.sum(terms.map(\.value)))
        }
        return kind
    }
}

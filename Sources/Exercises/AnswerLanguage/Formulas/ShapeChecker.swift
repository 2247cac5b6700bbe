/// The shape of a formula, found from the shapes of its names before anything is computed.
struct ShapeChecker {
    var vocabulary: Vocabulary

    func shape(of expression: AnswerExpression) throws(Fault) -> Shape {
        switch expression.kind {
        case .number, .index, .quantity: return .scalar
        case .word(let word): throw Fault(.wordInArithmetic(word), at: expression.range)
        case .constant(let name):
            guard case .constant(let shape) = vocabulary.meanings[name] else {
                throw Fault(.unknownName(name, suggestion: nil), at: expression.range)
            }
            return shape
        case .element(let name, _):
            guard case .sequence(let rows) = vocabulary.meanings[name] else {
                throw Fault(.unknownName(name, suggestion: nil), at: expression.range)
            }
            return .column(rows)
        case .negative(let inner), .call(_, let inner): return try shape(of: inner)
        case .transpose(let inner): return try shape(of: inner).transposed
        case .sum(let terms): return try sum(terms)
        case .product(let first, let rest): return try product(first, rest)
        case .power(let base, _):
            let shape = try shape(of: base)
            guard let result = ShapeRules.power(shape) else { throw Fault(.notSquare(shape), at: base.range) }
            return result
        case .entrywisePower(let base, _): return try shape(of: base)
        case .series(_, _, _, let body): return try shape(of: body)
        case .list(let rows, let isVector):
            return isVector
                ? .column(.number(rows[0].count)) : Shape(rows: rows.count, columns: rows[0].count)
        case .comparison: throw Fault(.comparisonNotAllowed, at: expression.range)
        }
    }

    private func sum(_ terms: [AnswerExpression.Term]) throws(Fault) -> Shape {
        var shapes: [ShapeRules.Term] = []
        for term in terms { shapes.append(ShapeRules.Term(try shape(of: term.value), of: term.value)) }
        switch ShapeRules.sum(shapes) {
        case .shape(let shape): return shape
        case .mismatch(let place, let left, let right):
            let term = terms[place]
            throw Fault(.shapeMismatch(term.isNegative ? .subtract : .add, left, right), at: term.value.range)
        }
    }

    private func product(_ first: AnswerExpression, _ rest: [AnswerExpression.Factor]) throws(Fault) -> Shape {
        var shapes = [try shape(of: first)]
        for factor in rest { shapes.append(try shape(of: factor.value)) }
        switch ShapeRules.product(shapes, rest.map(\.operator)) {
        case .grouped(let shape), .sequential(let shape): return shape
        case .mismatch(let factor, let operation, let left, let right):
            throw Fault(.shapeMismatch(operation, left, right), at: rest[max(factor - 1, 0)].value.range)
        }
    }
}

/// The shape of a formula, found from the shapes of its names before anything is computed.
package struct ShapeChecker {
    package var vocabulary: Vocabulary

    package init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    package func shape(of expression: Expression) throws(FormulaFault) -> MatrixShape {
        switch expression.kind {
        case .number, .index, .quantity: return .scalar
        case .word(let word): throw FormulaFault(.wordInArithmetic(word), at: expression.range)
        case .constant(let name):
            guard case .constant(let shape) = vocabulary.meanings[name] else {
                throw FormulaFault(.unknownName(name, suggestion: nil), at: expression.range)
            }
            return shape
        case .element(let name, _):
            guard case .sequence(let rows) = vocabulary.meanings[name] else {
                throw FormulaFault(.unknownName(name, suggestion: nil), at: expression.range)
            }
            return .column(rows)
        case .negative(let inner), .call(_, let inner): return try shape(of: inner)
        case .transpose(let inner): return try shape(of: inner).transposed
        case .sum(let terms): return try sum(terms)
        case .product(let first, let rest): return try product(first, rest)
        case .power(let base, _):
            let shape = try shape(of: base)
            guard let result = ShapeRules.power(shape) else { throw FormulaFault(.notSquare(shape), at: base.range) }
            return result
        case .entrywisePower(let base, _): return try shape(of: base)
        case .series(_, _, _, let body): return try shape(of: body)
        case .list(let rows, let isVector):
            return isVector
                ? .column(.number(rows[0].count)) : MatrixShape(rows: rows.count, columns: rows[0].count)
        case .comparison: throw FormulaFault(.comparisonNotAllowed, at: expression.range)
        }
    }

    private func sum(_ terms: [Expression.Term]) throws(FormulaFault) -> MatrixShape {
        var shapes: [ShapeRules.Term] = []
        for term in terms { shapes.append(ShapeRules.Term(try shape(of: term.value), of: term.value)) }
        switch ShapeRules.sum(shapes) {
        case .shape(let shape): return shape
        case .mismatch(let place, let left, let right):
            let term = terms[place]
            throw FormulaFault(.shapeMismatch(term.isNegative ? .subtract : .add, left, right), at: term.value.range)
        }
    }

    private func product(_ first: Expression, _ rest: [Expression.Factor]) throws(FormulaFault) -> MatrixShape {
        var shapes = [try shape(of: first)]
        for factor in rest { shapes.append(try shape(of: factor.value)) }
        switch ShapeRules.product(shapes, rest.map(\.operator)) {
        case .grouped(let shape), .sequential(let shape): return shape
        case .mismatch(let factor, let operation, let left, let right):
            throw FormulaFault(.shapeMismatch(operation, left, right), at: rest[max(factor - 1, 0)].value.range)
        }
    }
}

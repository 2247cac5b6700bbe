import ExactMath

/// Sums, products and series.
extension Evaluator {
    mutating func sum(_ terms: [Expression.Term], _ range: Range<Int>) throws(FormulaFault) -> Value {
        var grids: [(term: Int, grid: NumberGrid<Number>)] = []
        var shapes: [ShapeRules.Term] = []
        for (i, term) in terms.enumerated() {
            guard case .grid(let grid) = try evaluate(term.value) else { continue }
            grids.append((i, grid))
            shapes.append(ShapeRules.Term(grid.shape, of: term.value))
        }
        // A zero beside an empty sum takes its shape.
        if grids.count < terms.count, shapes.allSatisfy({ $0.isLiteralZero }) { return .emptySum }
        if case .mismatch(let place, let left, let right) = ShapeRules.sum(shapes) {
            let term = terms[grids[place].term]
            throw FormulaFault(.shapeMismatch(term.isNegative ? .subtract : .add, left, right), at: term.value.range)
        }
        var result: NumberGrid<Number>?
        for (i, grid) in grids {
            let isNegative = terms[i].isNegative
            try spend(grid.cost, range)
            let signed = isNegative ? try at(range) { () throws(FormulaFact) in try grid.map { $0.negated } } : grid
            guard let sum = result else {
                result = signed
                continue
            }
            result = try at(terms[i].value.range) { () throws(FormulaFact) in
                try sum.combined(signed) { a, b throws(FormulaFact) in try a.plus(b) }
            }
        }
        return .grid(result ?? NumberGrid(.zero))
    }

    mutating func product(
        _ first: Expression, _ rest: [Expression.Factor], _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        var grids: [NumberGrid<Number>] = []
        var isEmpty = false
        if case .grid(let grid) = try evaluate(first) { grids.append(grid) } else { isEmpty = true }
        for factor in rest {
            if case .grid(let grid) = try evaluate(factor.value) {
                grids.append(grid)
            } else {
                if factor.operator == .divide { throw FormulaFault(.divisionByZero, at: factor.value.range) }
                isEmpty = true
            }
        }
        if isEmpty { return .emptySum }
        let operators = rest.map { $0.operator }
        switch ShapeRules.product(grids.map { $0.shape }, operators) {
        case .mismatch(let factor, let operation, let left, let right):
            throw FormulaFault(.shapeMismatch(operation, left, right), at: rest[max(factor - 1, 0)].value.range)
        case .sequential:
            return .grid(try chain(grids, operators, range))
        case .grouped:
            var groups: [NumberGrid<Number>] = []
            var start = 0
            for end in 1...grids.count where end == grids.count || operators[end - 1] == .entrywise {
                groups.append(try chain(Array(grids[start..<end]), Array(operators[start..<(end - 1)]), range))
                start = end
            }
            let entrywise = Array(repeating: Expression.Factor.Operator.entrywise, count: groups.count - 1)
            return .grid(try chain(groups, entrywise, range))
        }
    }

    mutating func chain(
        _ grids: [NumberGrid<Number>], _ operators: [Expression.Factor.Operator], _ range: Range<Int>
    ) throws(FormulaFault) -> NumberGrid<Number> {
        var result = grids[0]
        for (i, `operator`) in operators.enumerated() {
            let right = grids[i + 1]
            try spend(result.cost * max(right.columns, 1) + right.cost, range)
            let left = result
            result = try at(range) { () throws(FormulaFact) in
                switch `operator` {
                case .times: return try left.product(right)
                case .entrywise: return try left.combined(right) { a, b throws(FormulaFact) in try a.times(b) }
                case .divide:
                    let divisor = right.elements[0]
                    return try left.map { element throws(FormulaFact) in try element.divided(by: divisor) }
                }
            }
        }
        return result
    }

    mutating func series(
        _ variable: String, _ lower: Expression, _ upper: Expression, _ body: Expression,
        _ range: Range<Int>
    ) throws(FormulaFault) -> Value {
        let first = try integer(lower)
        let last = try integer(upper)
        if last < first { return .emptySum }
        guard last - first < AnswerLanguage.maximumTerms else { throw FormulaFault(.tooMuchWork, at: range) }
        var total: NumberGrid<Number>?
        scope.append((variable, first))
        defer { scope.removeLast() }
        for step in first...last {
            try spend(1, range)
            scope[scope.count - 1].value = step
            guard case .grid(let grid) = try evaluate(body) else { continue }
            try spend(grid.cost, range)
            guard let sum = total else {
                total = grid
                continue
            }
            guard sum.shape == grid.shape else {
                throw FormulaFault(.shapeMismatch(.add, sum.shape, grid.shape), at: body.range)
            }
            total = try at(range) { () throws(FormulaFact) in
                try sum.combined(grid) { a, b throws(FormulaFact) in try a.plus(b) }
            }
        }
        return total.map { .grid($0) } ?? .emptySum
    }
}

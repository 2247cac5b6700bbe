/// The shapes of sums and products, the same for sizes that are letters and sizes that are numbers.
enum ShapeRules {
    /// A term of a sum: its shape, and what of it matters for broadcasting.
    struct Term {
        var shape: MatrixShape
        /// Numbers and indices only: 1 in 1 − a².
        var isConstant: Bool
        var isLiteralZero: Bool

        init(_ shape: MatrixShape, of expression: Expression) {
            self.shape = shape
            isConstant = shape.isScalar && expression.isConstant
            isLiteralZero = expression.isLiteralZero
        }
    }

    enum SumShape {
        case shape(MatrixShape)
        case mismatch(term: Int, MatrixShape, MatrixShape)
    }

    /// The shape of a sum: all terms alike; a constant number goes with every entry of a vector, a zero with anything.
    static func sum(_ terms: [Term]) -> SumShape {
        guard let target = (terms.first { !$0.isConstant } ?? terms.first)?.shape else { return .shape(.scalar) }
        for (i, term) in terms.enumerated() where term.shape != target {
            let broadcasts = term.isConstant && (target.isVector || term.isLiteralZero)
            if !broadcasts {
                // The first term that differs is named; where it is the constant before the others, they differ from it.
                return term.isConstant && i == 0
                    ? .mismatch(term: 1, term.shape, target) : .mismatch(term: i, target, term.shape)
            }
        }
        return .shape(target)
    }

    enum ProductPlan {
        /// ⊙ last: the groups between are matrix products.
        case grouped(MatrixShape)
        /// All operators from left to right.
        case sequential(MatrixShape)
        case mismatch(factor: Int, FormulaFact.Operation, MatrixShape, MatrixShape)
    }

    static func product(_ shapes: [MatrixShape], _ operators: [Expression.Factor.Operator]) -> ProductPlan {
        let sequential = chain(shapes, operators)
        guard operators.contains(.entrywise) else {
            switch sequential {
            case .shape(let shape): return .sequential(shape)
            case .mismatch(let factor, let operation, let a, let b): return .mismatch(factor: factor, operation, a, b)
            }
        }
        var groups: [MatrixShape] = []
        var failure: ProductPlan?
        var start = 0
        for end in 1...shapes.count where end == shapes.count || operators[end - 1] == .entrywise {
            switch chain(Array(shapes[start..<end]), Array(operators[start..<(end - 1)])) {
            case .shape(let shape): groups.append(shape)
            case .mismatch(let factor, let operation, let a, let b):
                failure = failure ?? .mismatch(factor: start + factor, operation, a, b)
            }
            start = end
        }
        if failure == nil {
            let entrywise = Array(repeating: Expression.Factor.Operator.entrywise, count: groups.count - 1)
            switch chain(groups, entrywise) {
            case .shape(let shape): return .grouped(shape)
            case .mismatch(let group, let operation, let a, let b):
                let factor = groupStart(group, operators)
                failure = .mismatch(factor: factor, operation, a, b)
            }
        }
        if case .shape(let shape) = sequential { return .sequential(shape) }
        return failure ?? .sequential(.scalar)
    }

    /// The factor with which the group of this number begins.
    private static func groupStart(_ group: Int, _ operators: [Expression.Factor.Operator]) -> Int {
        var count = 0
        for (i, `operator`) in operators.enumerated() where `operator` == .entrywise {
            count += 1
            if count == group { return i + 1 }
        }
        return 0
    }

    private enum Chain {
        case shape(MatrixShape)
        case mismatch(Int, FormulaFact.Operation, MatrixShape, MatrixShape)
    }

    private static func chain(_ shapes: [MatrixShape], _ operators: [Expression.Factor.Operator]) -> Chain {
        guard var result = shapes.first else { return .shape(.scalar) }
        for (i, `operator`) in operators.enumerated() {
            let right = shapes[i + 1]
            let combined: MatrixShape?
            let operation: FormulaFact.Operation
            switch `operator` {
            case .times: (combined, operation) = (MatrixShape.product(result, right), .multiply)
            case .entrywise: (combined, operation) = (MatrixShape.entrywiseProduct(result, right), .multiplyEntrywise)
            case .divide: (combined, operation) = (right.isScalar ? result : nil, .divide)
            }
            guard let combined else { return .mismatch(i + 1, operation, result, right) }
            result = combined
        }
        return .shape(result)
    }

    /// The shape of a power: numbers, square matrices; vectors entry by entry.
    static func power(_ base: MatrixShape) -> MatrixShape? { base.isSquare || base.isVector ? base : nil }
}

import ExactMath
import Formula

extension RightHandSide {
    /// What an equation at step t hands back to row `row` of a node that it reads: its own gradient times the local derivative.
    ///
    /// - Parameter upper: ∂L/∂ of the equation's output at t.
    func pullback(
        _ names: FormulaNames, _ equation: Equation, at t: Int, to node: NodeID, row: Int, upper: Expression
    ) -> [ValueFormula] {
        func of(_ operand: Operand) -> Expression { names.value(operand, at: t) }
        func isRead(_ operand: Operand) -> Bool { operand.node == node && (operand.step(at: t) ?? row) == row }
        func whole(_ factors: [(Operand, Expression)]) -> [ValueFormula] {
            factors.filter { isRead($0.0) }.map { .whole(.hadamard(upper, $0.1)) }
        }
        switch self {
        case .sum(let terms):
            let width = names.network[equation.output].width
            return terms.filter { $0.operand.map(isRead) ?? false }
                .map { .whole($0.pullback(names, upper: upper, width: width, node: node)) }
        case .apply(let function, _):
            return [.whole(function.pullback(upper, y: names.value(equation.output, at: t)))]
        case .product(let a, let b): return whole([(a, of(b)), (b, of(a))])
        case .productSum(let a, let b, let c, let d):
            return whole([(a, of(b)), (b, of(a)), (c, of(d)), (d, of(c))])
        case .plusProduct(let p, let a, let b):
            return (isRead(p) ? [.whole(upper)] : []) + whole([(a, of(b)), (b, of(a))])
        case .blend(let gate, let a, let b):
            return whole([
                (gate, .difference(of(a), of(b))), (a, of(gate)), (b, .complement(of(gate))),
            ])
        case .softmax:
            let y = names.value(equation.output, at: t)
            return [.whole(.difference(.hadamard(upper, y), .product(y, .product(y.transposed, upper))))]
        case .lookup: return []
        case .scores(let query, let keys, let v, _):
            func through(_ j: Int) -> Expression {
                let tanh = Expression.call(.tanh, .sum([of(query), names.value(keys.node, at: j)]))
                let entry = names.entry(j - names.network[keys.node].steps.lowerBound, of: equation.output, at: t)
                return .product(entry, .hadamard(names.name(v), .complement(tanh.squared)))
            }
            if isRead(query) { return [.whole(.sum(names.network[keys.node].steps.map(through)))] }
            return [.whole(through(row))]
        case .mix(let weights, let memory):
            if isRead(weights), let first = memory.first {
                let pieces = names.pieces(of: memory, in: upper)
                return [
                    .entries(
                        names.network[first.node].steps.map { j in
                            .sum(
                                pieces.map { piece, gradient in
                                    .product(names.name(piece, at: .integer(j)).transposed, gradient)
                                })
                        })
                ]
            }
            guard let weightsStep = weights.step(at: t) else { return [] }
            let weight = Expression.name(names.path(of: weights.node), [.integer(weightsStep), .integer(row)])
            return names.pieces(of: memory, in: upper).filter { $0.node == node }
                .map { .whole(.product(weight, $0.gradient)) }
        }
    }

    /// What the equation at step t adds to a parameter's gradient, in the parameter's shape; nil where it does not read it.
    func gradientTerm(
        _ names: FormulaNames, _ equation: Equation, at t: Int, of parameter: ParameterID
    ) -> Expression? {
        let upper = names.gradient(equation.output, at: t)
        switch self {
        case .sum(let terms): return terms.gradientTerm(names, at: t, of: parameter, upper: upper)
        case .lookup(parameter): return .product(names.token(at: t), upper.transposed)
        case .scores(let query, let keys, parameter, _):
            let q = names.value(query, at: t)
            let first = names.network[keys.node].steps.lowerBound
            return .sum(
                names.network[keys.node].steps.map { j in
                    .product(
                        names.entry(j - first, of: equation.output, at: t),
                        .call(.tanh, .sum([q, names.value(keys.node, at: j)])))
                })
        default: return nil
        }
    }
}

extension FormulaNames {
    /// One entry of the gradient of a named node.
    func entry(_ unit: Int, of node: NodeID, at t: Int) -> Expression {
        .name(path(of: node), [.integer(t), .integer(unit + 1)], isGradient: true)
    }

    /// The pieces that lie side by side in a vector, each with its rows of the vector's gradient.
    func pieces(of memory: [Operand], in gradient: Expression) -> [(node: NodeID, gradient: Expression)] {
        let total = memory.reduce(0) { $0 + network[$1.node].width }
        var from = 0
        return memory.map { piece in
            let width = network[piece.node].width
            defer { from += width }
            return (piece.node, gradient.rows(from: from, count: width, of: total))
        }
    }
}

extension Term {
    /// What a summand hands back to the vector that it reads.
    func pullback(_ names: FormulaNames, upper: Expression, width: Int, node: NodeID) -> Expression {
        switch self {
        case .matrix(let m, let column, let v):
            return .product(
                names.columns(of: m, from: column, count: names.network[v.node].width).transposed, upper)
        case .transposed(let m, let row, let v):
            return .product(names.rows(of: m, from: row, count: names.network[v.node].width), upper)
        case .diagonal(let m, _): return .hadamard(names.name(m), upper)
        case .plain(_, _, let at, let count): return upper.rows(from: at, count: count, of: width)
        case .parameter: return upper
        }
    }
}

extension [Term] {
    /// What the sum at step t adds to a parameter's gradient.
    func gradientTerm(
        _ names: FormulaNames, at t: Int, of parameter: ParameterID, upper: Expression
    ) -> Expression? {
        var vectors: [Expression] = []
        var terms: [Expression] = []
        for term in self {
            switch term {
            case .matrix(parameter, _, let v): vectors.append(names.value(v, at: t))
            case .transposed(parameter, _, let v):
                terms.append(.product(names.value(v, at: t), upper.transposed))
            case .diagonal(parameter, let v): terms.append(.hadamard(upper, names.value(v, at: t)))
            case .parameter(parameter): terms.append(upper)
            default: break
            }
        }
        if !vectors.isEmpty { terms.insert(.product(upper, Expression.concatenation(vectors).transposed), at: 0) }
        return terms.isEmpty ? nil : .sum(terms)
    }
}

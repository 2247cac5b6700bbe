import ExactMath
import Formula

extension RightHandSide {
    /// The formula of the value at step t.
    func formula(_ names: FormulaNames, _ equation: Equation, at t: Int) -> ValueFormula {
        func of(_ operand: Operand) -> Expression { names.value(operand, at: t) }
        switch self {
        case .sum(let terms): return .whole(terms.formula(names, width: names.network[equation.output].width, at: t))
        case .apply(let function, let a): return .whole(function.formula(of(a)))
        case .product(let a, let b): return .whole(.hadamard(of(a), of(b)))
        case .productSum(let a, let b, let c, let d):
            return .whole(.sum([.hadamard(of(a), of(b)), .hadamard(of(c), of(d))]))
        case .blend(let gate, let a, let b):
            let (kept, new) = (
                Expression.hadamard(of(gate), of(a)), Expression.hadamard(.complement(of(gate)), of(b))
            )
            // The old state comes first, as every lecture writes it.
            if case .shifted = b.step { return .whole(.sum([new, kept])) }
            return .whole(.sum([kept, new]))
        case .plusProduct(let p, let a, let b): return .whole(.sum([of(p), .hadamard(of(a), of(b))]))
        case .softmax(let a): return .whole(.call(.softmax, of(a)))
        case .lookup(let e): return .whole(.product(names.name(e).transposed, names.token(at: t)))
        case .scores(let query, let keys, let v, _):
            let q = of(query)
            return .entries(
                names.network[keys.node].steps.map { j in
                    .product(
                        names.name(v).transposed, .call(.tanh, .sum([q, names.value(keys.node, at: j)])))
                })
        case .mix(let weights, let memory):
            guard let weightsStep = weights.step(at: t), let count = memory.first.map({ names.network[$0.node].steps })
            else { return .whole(.integer(0)) }
            let j = Expression.variable("j")
            let weight = Expression.name(names.path(of: weights.node), [.integer(weightsStep), j])
            let vectors = memory.map { names.name($0.node, at: j) }
            return .whole(
                .series(
                    "j", from: .integer(count.lowerBound), through: .integer(count.upperBound),
                    .product(weight, .concatenation(vectors))))
        }
    }
}

extension Activation {
    /// g(a)
    func formula(_ a: Expression) -> Expression {
        switch self {
        case .identity: a
        case .tanh: .call(.tanh, a)
        case .sigmoid: .call(.sigmoid, a)
        case .relu: .call(.relu, a)
        }
    }

    /// upper ⊙ g′(a), written in y = g(a)
    func pullback(_ upper: Expression, y: Expression) -> Expression {
        switch self {
        case .identity: upper
        case .tanh: .hadamard(upper, .complement(y.squared))
        case .sigmoid: .hadamard([upper, y, .complement(y)])
        case .relu: .hadamard(upper, .call(.positive, y))
        }
    }
}

extension [Term] {
    /// Σ of terms, products first and biases last; neighbours that share a matrix, or lie side by side, become one concatenation.
    func formula(_ names: FormulaNames, width: Int, at t: Int) -> Expression {
        var products: [Expression] = []
        var biases: [Expression] = []
        var plain: [Expression] = []
        var covered = 0
        var pieces: [(matrix: ParameterID, vectors: [Expression])] = []
        func closeMatrix() {
            products += pieces.map { .product(names.name($0.matrix), .concatenation($0.vectors)) }
            pieces = []
        }
        for term in self {
            if case .matrix(let m, let column, let v) = term {
                if column > 0, let last = pieces.last, last.matrix == m {
                    pieces[pieces.count - 1].vectors.append(names.value(v, at: t))
                } else {
                    closeMatrix()
                    pieces = [(m, [names.value(v, at: t)])]
                }
                continue
            }
            closeMatrix()
            switch term {
            case .matrix: break
            case .transposed(let m, let row, let v):
                let matrix = names.rows(of: m, from: row, count: names.network[v.node].width)
                products.append(.product(matrix.transposed, names.value(v, at: t)))
            case .diagonal(let m, let v): products.append(.hadamard(names.name(m), names.value(v, at: t)))
            case .parameter(let b): biases.append(names.name(b))
            case .plain(let v, let from, _, let count):
                plain.append(names.value(v, at: t).rows(from: from, count: count, of: names.network[v.node].width))
                covered += count
                if covered >= width {
                    products.append(.concatenation(plain))
                    (plain, covered) = ([], 0)
                }
            }
        }
        closeMatrix()
        if !plain.isEmpty { products.append(.concatenation(plain)) }
        return .sum(products + biases)
    }
}

extension FormulaNames {
    /// Rows of a matrix of parameters; all of them are the matrix itself.
    func rows(of parameter: ParameterID, from: Int, count: Int) -> Expression {
        guard from > 0 || count < network[parameter].rows else { return name(parameter) }
        return name(parameter).sliced(TraceSlice(rows: from + 1...from + count))
    }

    /// Columns of a matrix of parameters.
    func columns(of parameter: ParameterID, from: Int, count: Int) -> Expression {
        guard from > 0 || count < network[parameter].columns else { return name(parameter) }
        return name(parameter).sliced(TraceSlice(columns: from + 1...from + count))
    }
}

extension Expression {
    /// Entries of a named vector; all of them are the vector itself.
    func rows(from: Int, count: Int, of width: Int) -> Expression {
        guard from > 0 || count < width else { return self }
        return sliced(TraceSlice(rows: from + 1...from + count))
    }
}

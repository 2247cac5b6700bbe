import Formula
import Recurrence

// Slips of the forward pass, and those that mistake one gate for another.

extension WorkedProgram {
    mutating func editValues(_ edit: Edit) {
        let isValue: (LineName) -> Bool = { !$0.isGradient }
        switch edit {
        case .forgetStart:
            for name in lines.keys where !name.isGradient && isState(name) && !isOwnStep(name) {
                lines[name] = Line([])
            }
        case .forgetBiases:
            let biases = parameters(.bias).union(parameters(.recurrentBias))
            lines = rewriting(isValue) { $0.expression.without { biases.contains($0.dotted) } }
        case .forgetReadoutBias:
            let biases = parameters(.readoutBias)
            lines = rewriting(isValue) { $0.expression.without { biases.contains($0.dotted) } }
        case .peepAtOldState:
            let peepholes = parameters(.peephole)
            lines = rewriting(isValue) { term in
                guard let step = term.step,
                    term.expression.traceNames.contains(where: { peepholes.contains($0.dotted) })
                else { return nil }
                return term.expression.renaming { name in
                    let line = line(name)
                    return isState(line) && line.step == step
                        ? LineName.value(line.path, step - 1).expression : nil
                }
            }
        case .unsquash:
            lines = rewriting(isValue) { term in
                let isOfState = isOutput(of: term) { network.part(of: $0).states.contains($0) }
                let isScore = equation(of: term)?.operation is AttentionScores
                guard isOfState || isScore else { return nil }
                return term.expression.replacing { if case .call(.tanh, let inner) = $0.kind { inner } else { nil } }
            }
        case .squashAsGate:
            lines = rewriting(isValue) { term in
                guard (equation(of: term)?.operation as? Apply)?.function == .tanh,
                    case .call(.tanh, let inner) = term.expression.kind
                else { return nil }
                return .call(.sigmoid, inner)
            }
        case .moveReset:
            lines = rewriting(isValue) { $0.expression.movingGate }
        case .softmaxOfScores:
            lines = rewriting(isValue) { term in
                guard case .call(.softmax, let scores) = term.expression.kind,
                    case .quantity(var name) = scores.kind
                else { return nil }
                name.indices.append(.variable("k"))
                let width = shape(of: name.dotted).count
                return .quotient(scores, .series("k", from: .integer(1), through: .integer(width), .quantity(name)))
            }
        case .softmaxWithoutSum:
            lines = rewriting(isValue) { term in
                guard equation(of: term)?.operation is Softmax else { return nil }
                switch term.expression.kind {
                case .call(.softmax, let scores): return .call(.exp, scores)
                // Without exponentials already.
                case .product(let scores, _): return scores
                default: return nil
                }
            }
        case .decimalLogarithm:
            lines = rewriting(isValue) { term in
                term.expression.replacing {
                    guard case .call(.log, _) = $0.kind else { return nil }
                    return .quotient($0, .call(.log, .integer(10)))
                }
            }
        case .shiftClass(let by): shiftClassInLosses(by)
        case .forgetReset: lines = rewriting(isValue) { dropResetFactor($0.expression) }
        case .overwriteState: overwriteStates()
        default: break
        }
    }

    private func isOutput(of term: Term, _ holds: (NodeID) -> Bool) -> Bool {
        equation(of: term).map { holds($0.output) } ?? false
    }

    /// Slips that confuse gates, in a value and in all that it hands back.
    mutating func editGates(_ edit: Edit, inValues: Bool) {
        let isMeant: (LineName) -> Bool = { inValues || $0.isGradient }
        switch edit {
        case .swapGates:
            lines = rewriting(isMeant) { term in
                guard let sum = equation(of: term)?.operation as? ProductSum else { return nil }
                let names = [path(sum.a.node), path(sum.c.node)]
                return term.expression.renaming { name in
                    guard !name.isGradient, let place = names.firstIndex(of: name.dotted) else { return nil }
                    var other = name
                    other.path = names[1 - place].split(separator: ".").map(String.init)
                    return .quantity(other)
                }
            }
        case .mirrorGate:
            for name in lines.keys where isMeant(name) {
                lines = rewriting({ $0 == name }) { term in
                    guard let gate = (equation(of: term)?.operation as? Blend)?.gate else { return nil }
                    // The gate's own gradient has the difference of the two sides.
                    if name.isGradient, node(name.path) == gate.node { return .negated(term.expression) }
                    return term.expression.mirroring(path(gate.node))
                }
            }
        default: editPaths(edit)
        }
    }

    /// "stack.0.f"
    private func path(_ node: NodeID) -> String { network.part(of: node).name + "." + network[node].name }

    /// Slips that leave out a way back.
    private mutating func editPaths(_ edit: Edit) {
        switch edit {
        case .dropCellCarry:
            lines = editing({ $0.isGradient && isCell($0) && isOwnStep($0) }) { $0.isCarried ? nil : $0 }
        case .dropStatePath:
            for name in lines.keys where name.isGradient && isState(name) && !isCell(name) {
                guard let node = node(name.path) else { continue }
                let hasCell = network.part(of: node).states.count > 1
                lines = editing({ $0 == name }) { term in
                    if hasCell { return term.isCarried && isOwnStep(name) ? nil : term }
                    return equation(of: term)?.output == node ? nil : term
                }
            }
        case .dropPeepholes:
            let peepholes = parameters(.peephole)
            lines = editing({ $0.isGradient && isVector($0) }) { term in
                term.expression.traceNames.contains { peepholes.contains($0.dotted) } ? nil : term
            }
        case .dropReset:
            lines = editing({ $0.isGradient && isState($0) }) { term in
                guard let output = equation(of: term)?.output else { return term }
                return network.part(of: output).resetAffine(network) == output ? nil : term
            }
        case .dropStateSlope:
            lines = rewriting({ $0.isGradient && isCell($0) }) { term in
                guard equation(of: term)?.operation is Apply,
                    let upper = term.expression.traceNames.first(where: \.isGradient)
                else { return nil }
                return .quantity(upper)
            }
        case .dropSquashSlope:
            lines = rewriting({ $0.isGradient && isCell($0) }) { term in
                guard equation(of: term)?.operation is Apply || term.expression.hasSquaredTanh else { return nil }
                return term.expression.withoutSquaredTanh
            }
        case .unsquashGatePath:
            lines = rewriting({ $0.isGradient && isVector($0) && !isCell($0) }) { term in
                term.expression.replacing { node in
                    guard case .call(.tanh, let inner) = node.kind, case .quantity(let name) = inner.kind,
                        isCell(line(name))
                    else { return nil }
                    return inner
                }
            }
        case .dropResetFactor:
            lines = rewriting({ $0.isGradient && isState($0) }) { dropResetFactor($0.expression) }
        default: break
        }
    }

    /// The expression without the gates that reset as factors; nil where there is none.
    private func dropResetFactor(_ expression: Expression) -> Expression? {
        let gates = Set(
            network.nodes.indices.filter { network.nodes[$0].meaning.role == .gate(.resets) }
                .map { path(network.nodeID($0)) })
        func isGate(_ factor: Expression) -> Bool {
            if case .quantity(let name) = factor.kind { !name.isGradient && gates.contains(name.dotted) } else { false }
        }
        let without = expression.withoutFactors(isGate)
        return without == expression ? nil : without
    }

    /// Whether it is a second state, which is handed on beside h.
    private func isCell(_ name: LineName) -> Bool {
        guard let node = node(name.path) else { return false }
        return network.part(of: node).states.dropFirst().contains(node)
    }
}

extension Part {
    /// The argument of the gate that multiplies the old state, or a matrix times it, before the candidate sees it; nil without one.
    fileprivate func resetAffine(_ network: Network) -> NodeID? {
        let rights = equations.map { network.equations[$0] }
        let gate = rights.lazy.compactMap { equation -> NodeID? in
            switch equation.operation {
            case let product as HadamardProduct where !network[equation.output].isShown: product.a.node
            case let sum as Sum: sum.terms.lazy.compactMap { ($0 as? HadamardProduct)?.a.node }.first
            default: nil
            }
        }.first
        return rights.lazy.compactMap { equation -> NodeID? in
            equation.output == gate ? (equation.operation as? Apply)?.argument.node : nil
        }.first
    }
}

extension Expression {
    /// A sum without the terms that are such names.
    fileprivate func without(_ isMeant: (TraceName) -> Bool) -> Expression? {
        replacing { node in
            guard case .sum(let terms) = node.kind else { return nil }
            let kept = terms.filter { if case .quantity(let name) = $0.value.kind { !isMeant(name) } else { true } }
            let rest = kept.map { Term(isNegative: $0.isNegative, value: $0.value.without(isMeant) ?? $0.value) }
            guard kept.count < terms.count || rest != kept else { return nil }
            return .sum(rest.map { $0.isNegative ? .negated($0.value) : $0.value })
        }
    }

    /// Entrywise products without some of their factors.
    fileprivate func withoutFactors(_ isMeant: (Expression) -> Bool) -> Expression {
        replacing { node in
            guard case .product(let first, let rest) = node.kind, rest.contains(where: { $0.operator == .entrywise })
            else { return nil }
            var factors: [(Factor.Operator, Expression)] = [(.entrywise, first)]
            factors += rest.map { ($0.operator, $0.value) }
            let kept = factors.filter { !($0.0 == .entrywise && isMeant($0.1)) }
            guard kept.count < factors.count, let head = kept.first else { return nil }
            let tail = kept.dropFirst().map { Factor(operator: $0.0, value: $0.1.withoutFactors(isMeant)) }
            let inner = head.1.withoutFactors(isMeant)
            return tail.isEmpty ? inner : Expression(.product(first: inner, rest: tail))
        }
    }

    /// Whether a factor 1 − tanh(·)² stands in it.
    fileprivate var hasSquaredTanh: Bool { withoutSquaredTanh != self }

    fileprivate var withoutSquaredTanh: Expression {
        withoutFactors { factor in
            guard case .sum(let terms) = factor.kind, terms.count == 2, terms[1].isNegative,
                case .power(let base, _) = terms[1].value.kind, case .call(.tanh, _) = base.kind
            else { return false }
            return true
        }
    }

    /// g and 1 − g exchanged.
    fileprivate func mirroring(_ gate: String) -> Expression {
        replacing { node in
            if case .sum(let terms) = node.kind, terms.count == 2, terms[1].isNegative,
                case .quantity(let name) = terms[1].value.kind, name.dotted == gate, !name.isGradient
            {
                return terms[1].value
            }
            if case .quantity(let name) = node.kind, name.dotted == gate, !name.isGradient { return .complement(node) }
            return nil
        }
    }

    /// U (r ⊙ h) as r ⊙ (U h), and r ⊙ (U h + c) as U (r ⊙ h).
    fileprivate var movingGate: Expression? {
        let moved = replacing { node in
            guard case .product(let first, let rest) = node.kind, let factor = rest.first, rest.count == 1 else {
                return nil
            }
            if factor.operator == .times, case .product(let gate, let inner) = factor.value.kind,
                inner.count == 1, inner[0].operator == .entrywise
            {
                return .hadamard(gate, .product(first, inner[0].value))
            }
            if factor.operator == .entrywise, case .sum(let terms) = factor.value.kind,
                case .product(let matrix, let vector)? = terms.first?.value.kind, vector.count == 1
            {
                return .product(matrix, .hadamard(first, vector[0].value))
            }
            return nil
        }
        return moved == self ? nil : moved
    }
}

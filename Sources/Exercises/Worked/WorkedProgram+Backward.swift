import ExactMath
import Formula
import Recurrence

// Slips of the way back: matrices, the recursion of the states' gradients, and slopes.

extension WorkedProgram {
    mutating func turnMatrices(_ edit: Edit) {
        switch edit {
        case .untranspose(let role):
            let meant = parameters(role)
            rewriteWay { expression in
                expression.replacing { node in
                    guard case .transpose(let inner) = node.kind, case .quantity(let name) = inner.kind,
                        meant.contains(name.dotted)
                    else { return nil }
                    return inner
                }
            }
        case .forgetMatrix(let role):
            let meant = parameters(role)
            rewriteWay { expression in
                guard case .product(let first, let rest) = expression.kind, case .transpose(let inner) = first.kind,
                    case .quantity(let name) = inner.kind, meant.contains(name.dotted), rest.count == 1
                else { return expression }
                return rest[0].value
            }
        default: break
        }
    }

    mutating func exchangeMatrices(_ edit: Edit) {
        guard case .exchange(let role, let wrong) = edit, let matrix = parameters(wrong).sorted().first else { return }
        let meant = parameters(role)
        rewriteWay { expression in
            expression.renaming { meant.contains($0.dotted) ? LineName.value(matrix).expression : nil }
        }
    }

    /// Rewrites what comes back to vectors.
    private mutating func rewriteWay(_ change: (Expression) -> Expression) {
        lines = rewriting({ $0.isGradient && isVector($0) }) { change($0.expression) }
    }

    // MARK: The recursion

    /// The states' paths, in every copy.
    private var recursions: [(path: String, steps: ClosedRange<Int>)] {
        var result: [String: ClosedRange<Int>] = [:]
        for name in lines.keys where name.isGradient && isState(name) && isOwnStep(name) {
            let step = name.step ?? 0
            let known = result[name.path] ?? step...step
            result[name.path] = min(known.lowerBound, step)...max(known.upperBound, step)
        }
        return result.map { ($0.key, $0.value) }
    }

    mutating func editRecursions(_ edits: [Edit]) {
        let shift = edits.lazy.compactMap { if case .power(let shift) = $0 { shift } else { nil } }.first
        let cut = edits.lazy.compactMap { if case .truncate(let cut) = $0 { cut } else { nil } }.first
        let isEntrywise = edits.contains(.entrywisePowers)
        guard
            shift != nil || cut != nil || isEntrywise || edits.contains(.reverseMatrices)
                || edits.contains(where: Self.recursionEdits.contains)
        else {
            return
        }
        let right = self
        for (path, steps) in recursions {
            for t in steps {
                let name = LineName.gradient(path, t)
                guard let line = lines[name] else { continue }
                let isCutHere = if case .chunks(let k)? = cut { t % k == 0 } else { false }
                let hasCarry = line.terms.contains(where: \.isCarried) && !isCutHere
                let closed = ClosedForm(right, path, through: steps.upperBound)
                switch true {
                case edits.contains(.dropCarried): lines[name]?.terms.removeAll(where: \.isCarried)
                case edits.contains(.dropDirect):
                    if hasCarry { lines[name]?.terms.removeAll { !$0.isCarried } }
                case edits.contains(.stopAfterOneStep):
                    lines[name]?.terms =
                        hasCarry ? line.direct + closed.carried(closed.direct(t + 1), into: t) : line.direct
                case edits.contains(.reverseMatrices): lines[name]?.terms = closed.reversed(t) ?? line.terms
                case isEntrywise: lines[name]?.terms = closed.entrywise(t, shift: shift ?? 0)
                case shift == 1: lines[name]?.terms = closed.carried(closed.value(t), into: t - 1)
                case shift == -1:
                    lines[name]?.terms = line.direct + (hasCarry ? [Term(closed.value(t + 1))] : [])
                default:
                    if case .window(let k)? = cut {
                        let limited = ClosedForm(right, path, through: min(steps.upperBound, t + k - 1))
                        lines[name]?.terms = [Term(limited.value(t))]
                    } else if isCutHere {
                        lines[name]?.terms.removeAll(where: \.isCarried)
                    }
                }
            }
        }
    }

    private static let recursionEdits: [Edit] = [.dropCarried, .dropDirect, .stopAfterOneStep]

    // MARK: Slopes

    mutating func editSlopes(_ edit: Edit) {
        switch edit {
        case .addSlope:
            for name in lines.keys where name.isGradient && isState(name) && isOwnStep(name) {
                lines[name]?.factor = .complement(LineName.value(name.original.path, name.step).expression.squared)
            }
        case .slopeAfterMatrix:
            for name in lines.keys where name.isGradient && node(name.path) == network.inputs {
                lines[name]?.factor = LineName.value("stack.0.h", name.step).expression.slope
            }
        case .dropSlope:
            rewriteSlopes { upper, _, _ in upper }
        case .slopeOfArgument:
            rewriteSlopes { upper, slope, argument in
                if case .call(.positive, _) = slope.kind { return .hadamard(upper, argument) }
                return .hadamard(
                    upper, slope.renaming { name in name.isGradient ? nil : argument })
            }
        case .slopeOfFirstPower: rewriteTanhSlopes { upper, y, _ in .hadamard(upper, .complement(y)) }
        case .slopeOfSigmoid: rewriteTanhSlopes { upper, y, _ in .hadamard([upper, y, .complement(y)]) }
        case .slopeTakenTwice:
            rewriteTanhSlopes { upper, y, _ in .hadamard(upper, .complement(.call(.tanh, y).squared)) }
        case .slopeSquared: rewriteTanhSlopes { upper, _, slope in .hadamard([upper, slope, slope]) }
        case .dropGateSlope(let index): dropGateSlope(index)
        case .lateSlope:
            for name in lines.keys where name.isGradient && isState(name) {
                lines = rewriting({ $0 == name }) { term in
                    guard term.isCarried else { return nil }
                    return term.expression.renaming { reader in
                        let line = line(reader)
                        return line.isGradient && line.path != name.path
                            ? LineName.gradient(name.path, line.step).expression : nil
                    }
                }
            }
        case .dropGateSlopes:
            lines = rewritingGates { term, _ in
                guard (equation(of: term)?.operation as? Apply)?.function == .sigmoid,
                    case .product(let upper, let rest) = term.expression.kind, rest.count == 2
                else { return nil }
                return upper
            }
        default: editPairs(edit)
        }
    }

    /// Slips of what a gate's gradient is multiplied with, and of vectors to which several paths come back.
    private mutating func editPairs(_ edit: Edit) {
        switch edit {
        case .pairWithNewState:
            lines = rewritingGates { term, step in
                term.expression.renaming { name in
                    let line = line(name)
                    guard !line.isGradient, line.step == step - 1, isState(line) else { return nil }
                    return LineName.value(line.path, step).expression
                }
            }
        case .unsquashBack:
            lines = rewritingGates { term, _ in
                term.expression.replacing { if case .call(.tanh, let inner) = $0.kind { inner } else { nil } }
            }
        case .onlyCarried(let place):
            rewritePaths({ $0.isCarried }) { $0.count > 1 && $0.indices.contains(place) ? [$0[place]] : $0 }
        case .withoutPath(let place):
            rewritePaths({ $0.source != .loss }) { terms in
                terms.count > 1 ? terms.enumerated().filter { $0.offset != place }.map(\.element) : terms
            }
        default: break
        }
    }

    /// Rewrites ∂L/∂a = upper ⊙ (1 − y²) where y = tanh(a) is a line of its own.
    private mutating func rewriteTanhSlopes(_ change: (Expression, Expression, Expression) -> Expression) {
        rewriteSlopes { upper, slope, _ in
            guard case .sum(let terms) = slope.kind, terms.count == 2, terms[1].isNegative,
                case .power(let y, _) = terms[1].value.kind, case .quantity = y.kind
            else { return .hadamard(upper, slope) }
            return change(upper, y, slope)
        }
    }

    /// Leaves σ′ out at one gate of every part, counted in the order of the equations.
    private mutating func dropGateSlope(_ index: Int) {
        var dropped: Set<NodeID> = []
        for part in network.parts {
            let gates = part.equations.map { network.equations[$0] }.compactMap { equation -> NodeID? in
                guard let apply = equation.operation as? Apply, apply.function == .sigmoid else { return nil }
                return network[equation.output].meaning.role.isGate ? equation.output : nil
            }
            var distinct: [NodeID] = []
            for gate in gates where !distinct.contains(gate) { distinct.append(gate) }
            if distinct.indices.contains(index) { dropped.insert(distinct[index]) }
        }
        lines = rewriting({ $0.isGradient && isVector($0) }) { term in
            guard let equation = equation(of: term), dropped.contains(equation.output), equation.operation is Apply,
                let upper = term.expression.traceNames.first(where: \.isGradient)
            else { return nil }
            return .quantity(upper)
        }
    }

    /// Rewrites what comes back to gates and to their pre-activations.
    private func rewritingGates(_ change: (Term, Int) -> Expression?) -> [LineName: Line] {
        rewriting({ $0.isGradient && isVector($0) && !isState($0) }) { term in
            term.step.flatMap { change(term, $0) }
        }
    }

    /// Rewrites those terms of the states' gradients that are meant.
    private mutating func rewritePaths(_ isMeant: (Term) -> Bool, _ change: ([Term]) -> [Term]) {
        for (name, line) in lines where name.isGradient && isState(name) {
            lines[name]?.terms = line.terms.filter { !isMeant($0) } + change(line.terms.filter(isMeant))
        }
    }

    /// Rewrites ∂L/∂a = upper ⊙ slope where a goes through tanh or relu; `argument` is a.
    private mutating func rewriteSlopes(_ change: (Expression, Expression, Expression) -> Expression) {
        for name in lines.keys where name.isGradient && isVector(name) {
            let argument = LineName.value(name.original.path, name.step).expression
            lines = rewriting({ $0 == name }) { term in
                guard let function = (equation(of: term)?.operation as? Apply)?.function,
                    function == .tanh || function == .relu,
                    case .product(let upper, let rest) = term.expression.kind, let slope = rest.first, rest.count == 1
                else { return nil }
                return change(upper, slope.value, argument)
            }
        }
    }
}

/// The closed sum Σ_{k≥t} (W_aaᵀ)^{k−t} W_yaᵀ e^k behind a recursion, worked from the direct terms alone.
struct ClosedForm {
    private let program: WorkedProgram
    private let path: String
    private let last: Int

    init(_ program: WorkedProgram, _ path: String, through last: Int) {
        self.program = program
        self.path = path
        self.last = last
    }

    private func line(_ t: Int) -> WorkedProgram.Line { program.lines[.gradient(path, t)] ?? WorkedProgram.Line([]) }

    /// The direct terms; where there are none, as many zeros.
    func direct(_ t: Int) -> Expression {
        let terms = line(t).direct.map(\.expression)
        return terms.isEmpty ? .product(.integer(0), LineName.gradient(path, t).original.valueName) : .sum(terms)
    }

    func value(_ t: Int) -> Expression {
        guard t < last else { return direct(t) }
        return .sum([direct(t)] + carried(value(t + 1), into: t).map(\.expression))
    }

    /// What comes back into step t where the gradient at t + 1 is this.
    func carried(_ value: Expression, into t: Int) -> [WorkedProgram.Term] {
        line(t).terms.filter(\.isCarried).map { term in
            var term = term
            term.expression = leadingTo(value, at: t + 1, term.expression)
            return term
        }
    }

    /// The expression down to the state's gradient, for which the value stands: behind every layer between two states its own line.
    private func leadingTo(_ value: Expression, at step: Int, _ expression: Expression) -> Expression {
        expression.renaming { name in
            let read = program.line(name)
            guard read.isGradient, read.step == step else { return nil }
            if read.path == path { return value }
            let terms = program.lines[read]?.terms.map(\.expression) ?? []
            return terms.isEmpty ? nil : leadingTo(value, at: step, .sum(terms))
        }
    }

    /// Σ_{k≥t} W_yaᵀ (W_aaᵀ)^{k−t} e^k: the two matrices in the wrong order; nil where they do not fit so.
    func reversed(_ t: Int) -> [WorkedProgram.Term]? {
        guard let term = line(t).direct.first, line(t).direct.count == 1,
            case .product(let output, let errors) = term.expression.kind, errors.count == 1,
            let error = inner(t), program.shape(of: path).count == program.shape(of: error.dotted).count
        else { return nil }
        return [WorkedProgram.Term(.product(output, before(t, error)))]
    }

    /// e^t + W_aaᵀ (e^{t+1} + …)
    private func before(_ t: Int, _ error: TraceName) -> Expression {
        let own = Expression.quantity(error)
        guard t < last, let later = inner(t + 1),
            case .product(let matrix, let rest)? = line(t).terms.first(where: \.isCarried)?.expression.kind,
            rest.count == 1
        else { return own }
        return .sum([own, .product(matrix, before(t + 1, later))])
    }

    /// The error in the direct term of a step.
    private func inner(_ t: Int) -> TraceName? {
        guard case .product(_, let rest)? = line(t).direct.first?.expression.kind, rest.count == 1,
            case .quantity(let name) = rest[0].value.kind
        else { return nil }
        return name
    }

    /// The same sum with powers entry by entry; power 0 is the identity.
    func entrywise(_ t: Int, shift: Int) -> [WorkedProgram.Term] {
        guard case .product(let matrix, _)? = line(t - 1).terms.first(where: \.isCarried)?.expression.kind else {
            return line(t).terms
        }
        return (t...last).map { k in
            let power = Expression(.entrywisePower(matrix, exponent: .integer(max(k - t + shift, 0))))
            return WorkedProgram.Term(.product(power, direct(k)))
        }
    }
}

extension WorkedProgram.Line {
    var direct: [WorkedProgram.Term] { terms.filter { !$0.isCarried } }
}

extension WorkedProgram.Term {
    init(_ expression: Expression) { self.init(source: .loss, expression: expression) }
}

extension Expression {
    /// [y > 0], the slope of relu in its own value.
    fileprivate var slope: Expression { .call(.positive, self) }
}

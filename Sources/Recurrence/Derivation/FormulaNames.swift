import ExactMath
import Formula

/// The names that formulas of a network use: the trace's own, and what a vector without a name is computed from.
public struct FormulaNames: Sendable {
    /// The network whose nodes and parameters are named.
    public let network: Network
    /// The steps that have a loss.
    let lossSteps: Set<Int>
    /// Those of them whose target is a distribution that does not sum to 1.
    let unnormalizedSteps: Set<Int>

    /// The names of a network on the sequence of a trace.
    public init<S: Scalar>(_ trace: Trace<S>) {
        network = trace.network
        lossSteps = Set(trace.losses.map(\.step))
        unnormalizedSteps = lossSteps.filter { step in
            guard trace.network.architecture.loss == .nll, case .vector(let entries)? = trace.target(at: step) else {
                return false
            }
            return entries.reduce(S.zero) { $0 + $1 } != S.one
        }
    }

    // MARK: Names

    /// The node at a step, as the trace names it: `stack.0.f[3]`.
    public func name(_ node: NodeID, at step: Expression, isGradient: Bool = false) -> Expression {
        .name(path(of: node), [step], isGradient: isGradient)
    }

    /// The pieces of the part's name, then the node's: `stack`, `0`, `f`.
    public func path(of node: NodeID) -> [String] {
        network.part(of: node).pathParts + [network[node].name]
    }

    /// The parameter by its path, `stack.0.W_f`, or its gradient.
    public func name(_ parameter: ParameterID, isGradient: Bool = false) -> Expression {
        name(network[parameter], isGradient: isGradient)
    }

    /// The same of a parameter that is at hand.
    public func name(_ parameter: Parameter, isGradient: Bool = false) -> Expression {
        .name(parameter.pathParts, isGradient: isGradient)
    }

    /// target[t]; a class stands for its one-hot vector.
    public func target(at t: Int) -> Expression { .name(["target"], [.integer(t)]) }

    /// The one-hot vector of the token at a step.
    public func token(at t: Int) -> Expression { .name(["token"], [.integer(t)]) }

    // MARK: Values that are read

    /// The value of a node at a step; a vector without a name is written out.
    public func value(_ node: NodeID, at t: Int) -> Expression {
        if network[node].isShown { return name(node, at: .integer(t)) }
        return formula(of: node, at: t)?.whole ?? name(node, at: .integer(t))
    }

    /// What an operand reads for an equation at step t; of one that reads all steps, the name at step j.
    public func value(_ operand: Operand, at t: Int) -> Expression {
        guard let step = operand.step(at: t) else { return name(operand.node, at: .variable("j")) }
        return value(operand.node, at: step)
    }

    /// The formula of a node's value at a step; nil where it is given.
    public func formula(of node: NodeID, at t: Int) -> ValueFormula? {
        if let equation = network.equation(of: node, at: t) {
            return equation.operation.formula(EquationStep(names: self, equation: equation, t: t))
        }
        return isFed(node, at: t) ? .whole(fed(at: t)) : nil
    }

    /// Whether the row holds what is fed back, and no equation computes it.
    private func isFed(_ node: NodeID, at t: Int) -> Bool {
        if node == network.inputs { return network.architecture.shape == .oneToMany && t > 1 }
        return node == network.feedNode
    }

    /// The start of the outputs, then the target or the likeliest class of the step before; zeros where nothing is fed back.
    private func fed(at t: Int) -> Expression {
        if t == 1 { return .name(["start"]) }
        switch network.architecture.feedback {
        case .target: return target(at: t - 1)
        case .argmax: return .name(["likeliest"], [.integer(t - 1)])
        case .none, .output: return .integer(0)
        }
    }

    // MARK: Gradients that arrive

    /// ∂L/∂node at a step, as a reader of the node's own operands needs it: by its name, or for a vector without one the sum of what its
    /// readers send.
    public func gradient(_ node: NodeID, at t: Int) -> Expression {
        if network[node].isShown { return name(node, at: .integer(t), isGradient: true) }
        return .sum(terms(of: node, at: t).map { $0.formula.whole })
    }
}

/// The right-hand side of a value or a gradient.
public enum ValueFormula: Sendable {
    /// One expression for the whole vector.
    case whole(Expression)
    /// An expression for every entry, where the entries are not one vector's work: e_ij = v · tanh(W s_{i−1} + U h_j).
    case entries([Expression])

    /// As one vector.
    public var whole: Expression {
        switch self {
        case .whole(let expression): expression
        case .entries(let entries): .concatenation(entries)
        }
    }

    /// The expression that entry `unit` comes from, and the entry's place in it.
    public func source(of unit: Int) -> (expression: Expression, entry: Int) {
        switch self {
        case .whole(let expression): (expression, unit)
        case .entries(let entries): (entries[unit], 0)
        }
    }
}

extension Network {
    /// The equation that computes a node at a step; nil where it is given.
    public func equation(of node: NodeID, at t: Int) -> Equation? {
        equations.first { $0.output == node && $0.steps.contains(t) }
    }
}

import ExactMath
import Formula

/// One summand of ∂L/∂node: what one reader sends back, as a formula.
public struct GradientTerm: Sendable {
    /// Where a summand comes from.
    public enum Source: Sendable, Equatable {
        /// The loss of this step.
        case loss
        /// An equation at a step, which reads the node.
        case equation(Int, step: Int)
    }

    /// The loss or the equation that sends it.
    public let source: Source
    /// Whether it comes from another step of a recurrence; otherwise it is direct.
    public let isCarried: Bool
    /// What is added, in the shape of the node or the parameter.
    public let formula: ValueFormula
}

extension FormulaNames {
    /// The summands of ∂L/∂node at step t, in the order in which a backward pass meets them.
    public func terms(of node: NodeID, at t: Int) -> [GradientTerm] {
        var terms: [GradientTerm] = []
        if let loss = lossTerm(of: node, at: t) {
            terms.append(GradientTerm(source: .loss, isCarried: false, formula: .whole(loss)))
        }
        for reader in network.consumers(of: node, at: t) {
            let equation = network.equations[reader.equation]
            let upper = gradient(equation.output, at: reader.step)
            let formulas = equation.pullbacks(self, at: reader.step, to: node, row: t, upper: upper)
            guard !formulas.isEmpty else { continue }
            let formula: ValueFormula =
                formulas.count == 1 ? formulas[0] : .whole(.sum(formulas.map(\.whole)))
            terms.append(
                GradientTerm(
                    source: .equation(reader.equation, step: reader.step), isCarried: reader.isCarried,
                    formula: formula))
        }
        return terms
    }

    /// What the loss of step t sends to a node that it reads.
    ///
    /// - mse: y − target; nll and bce, read from a_y: y − target (for a target that sums to 1).
    ///   Under `reduction: mean` divided by the number of steps with a loss.
    func lossTerm(of node: NodeID, at t: Int) -> Expression? {
        let architecture = network.architecture
        guard architecture.loss != .none, network.outputSteps.contains(t), lossSteps.contains(t) else { return nil }
        let target = target(at: t)
        let difference: Expression
        if architecture.loss == .mse {
            guard let piece = network.output.first(where: { $0.node == node }) else { return nil }
            let wanted = target.rows(from: piece.at, count: piece.width, of: network.outputWidth)
            difference = .difference(name(node, at: .integer(t)), wanted)
        } else {
            guard network.logits == node, let y = network.output.first else { return nil }
            let output = name(y.node, at: .integer(t))
            let isUnnormalized = unnormalizedSteps.contains(t)
            difference = .difference(isUnnormalized ? .product(targetSum(at: t), output) : output, target)
        }
        guard architecture.reduction == .mean else { return difference }
        return .product(.quotient(.integer(1), .name(["loss_count"])), difference)
    }

    /// Σ_k target_k, for a target that is no distribution.
    private func targetSum(at t: Int) -> Expression {
        .series(
            "k", from: .integer(1), through: .integer(network.outputWidth),
            .name(["target"], [.integer(t), .variable("k")]))
    }

    /// The summands of ∂L/∂parameter over time, in the order in which a backward pass adds them.
    public func terms(of parameter: ParameterID) -> [GradientTerm] {
        var terms: [GradientTerm] = []
        for (index, equation) in network.equations.enumerated()
        where equation.operation.parameters.contains(parameter) {
            let order = network.parts[equation.part].order
            let steps = order > 0 ? equation.steps.reversed() : Array(equation.steps)
            for t in steps {
                let step = EquationStep(names: self, equation: equation, t: t)
                let term = equation.operation.gradientTerm(gradient(equation.output, at: t), of: parameter, step)
                terms.append(
                    GradientTerm(source: .equation(index, step: t), isCarried: false, formula: .whole(term)))
            }
        }
        return terms
    }
}

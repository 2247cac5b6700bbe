import ExactMath
import Formula

extension FormulaNames {
    /// y_t: the readout's, or the top layer's output.
    public func output(at t: Int) -> Expression {
        .concatenation(network.output.map { name($0.node, at: .integer(t)) })
    }

    /// L_t of a step that has a loss, written in y; where y is so near to 0 or 1 that its logarithm has lost its digits, in a_y.
    ///
    /// - mse: ½‖y − target‖²; nll: −targetᵀ log y, for a class −log of its entry; bce: −targetᵀ log y − (1 − target)ᵀ log(1 − y)
    public func loss<S: Scalar>(at t: Int, of target: Target<S>, output entries: [S]) -> Expression {
        let (y, wanted) = (output(at: t), self.target(at: t))
        let values = entries.map(\.approximation)
        switch network.architecture.loss {
        case .mse, .none:
            return .product(.number(Rational(1) / Rational(2)), .call(.norm, .difference(y, wanted)).squared)
        case .nll:
            if values.contains(where: { $0 < 1e-300 }),
                let largest = values.indices.max(by: { values[$0] < values[$1] })
            {
                return shiftedLikelihood(at: t, of: target, largest: largest + 1)
            }
            if case .index(let k) = target, let node = network.output.first?.node {
                return .negated(.call(.log, .name(path(of: node), [.integer(t), .integer(k + 1)])))
            }
            return .negated(.product(wanted.transposed, .call(.log, y)))
        case .bce:
            if values.contains(where: { $0 < 1e-3 || $0 > 1 - 1e-3 }) { return logitCrossEntropy(at: t) }
            let other = Expression.product(
                Expression.complement(wanted).transposed, .call(.log, .complement(y)))
            return .sum([.negated(.product(wanted.transposed, .call(.log, y))), .negated(other)])
        }
    }

    private func logit(_ k: Expression, at t: Int) -> Expression {
        .name(network.logits.map(path) ?? [], [.integer(t), k])
    }

    private func overOutputs(_ variable: String, _ body: (Expression) -> Expression) -> Expression {
        .series(variable, from: .integer(1), through: .integer(network.outputWidth), body(.variable(variable)))
    }

    /// Σ_k (relu(a_k) − a_k target_k + log(1 + exp(−|a_k|)))
    private func logitCrossEntropy(at t: Int) -> Expression {
        overOutputs("k") { k in
            let a = logit(k, at: t)
            let rest = Expression.call(.log, .sum([.integer(1), .call(.exp, .negated(.call(.abs, a)))]))
            return .sum([
                .call(.relu, a), .negated(.product(a, .name(["target"], [.integer(t), k]))), rest,
            ])
        }
    }

    /// log Σ_j exp(a_j − a_m) + a_m − a_k of the class k, with a_m the largest; a distribution weighs the classes.
    private func shiftedLikelihood<S>(at t: Int, of target: Target<S>, largest: Int) -> Expression {
        let top = logit(.integer(largest), at: t)
        let total = Expression.call(.log, overOutputs("j") { .call(.exp, .difference(logit($0, at: t), top)) })
        func loss(of k: Expression) -> Expression { .sum([total, top, .negated(logit(k, at: t))]) }
        if case .index(let k) = target { return loss(of: .integer(k + 1)) }
        return overOutputs("k") { .product(.name(["target"], [.integer(t), $0]), loss(of: $0)) }
    }

    /// L: the sum of the L_t, or their mean.
    public func totalLoss(over steps: [Int]) -> Expression {
        let sum = Expression.sum(steps.map { .name(["losses"], [.integer($0)]) })
        guard network.architecture.reduction == .mean else { return sum }
        return .product(.quotient(.integer(1), .name(["loss_count"])), sum)
    }
}

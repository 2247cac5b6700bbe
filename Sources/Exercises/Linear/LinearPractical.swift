import ExactMath

extension LinearRNN<Rational> {
    /// Whether the network serves for practice from level 2 on: general matrices, numbers that fit on paper, and every slip seen.
    func isPractical(for task: LinearTask, slips: [Slip]) -> Bool {
        guard isGeneral else { return false }
        let forward = forward()
        guard fits(forward) else { return false }
        let backward = backward(forward)
        guard fits(forward, backward) else { return false }
        // Equal modulo a 61-bit prime is a reason to draw again whether or not the fractions are equal; different there is different.
        let modular = map { PrimeField($0) }
        return isDiagnosable(
            right: task.answers(modular, []) { $1 },
            slipped: slips.map { task.answers(modular, SlipSet($0)) { $1 } }, same: ==)
    }

    /// Whether the forward pass fits on paper and no state is zero.
    func fits(_ forward: LinearForward<Rational>) -> Bool {
        forward.loss.isSmall
            && (forward.states + forward.outputs + forward.errors).allSatisfy { $0.allSatisfy(\.isSmall) }
            && (1...steps).allSatisfy { t in
                terms(recurrent, forward.states[t - 1]) && terms(input, inputs[t - 1])
                    && terms(output, forward.states[t])
            }
            && forward.states.allSatisfy { $0.contains { !$0.isZero } }
            && forward.errors.allSatisfy { $0.contains { !$0.isZero } }
    }

    private func fits(_ forward: LinearForward<Rational>, _ backward: LinearBackward<Rational>) -> Bool {
        let gradients = [backward.recurrent, backward.input, backward.output]
        return backward.deltas.allSatisfy { $0.allSatisfy(\.isSmall) && $0.contains { !$0.isZero } }
            && backward.start.allSatisfy(\.isSmall)
            && gradients.allSatisfy { $0.elements.allSatisfy(\.isSmall) && !$0.isZero && !$0.isSymmetric }
            && (1...steps).allSatisfy { t in
                terms(recurrent.transposed, backward.deltas[t - 1])
                    && terms(output.transposed, forward.errors[t - 1])
                    && products(backward.deltas[t - 1], forward.states[t - 1])
                    && products(backward.deltas[t - 1], inputs[t - 1])
                    && products(forward.errors[t - 1], forward.states[t])
            }
    }

    /// Whether every product and partial sum of M x fits.
    private func terms(_ matrix: Matrix<Rational>, _ x: [Rational]) -> Bool {
        for r in 0..<matrix.rows {
            var total = Rational.zero
            for c in 0..<matrix.columns {
                let product = matrix.elements[r * matrix.columns + c] * x[c]
                total = total + product
                if !product.isSmall || !total.isSmall { return false }
            }
        }
        return true
    }

    private func products(_ u: [Rational], _ v: [Rational]) -> Bool {
        u.allSatisfy { a in v.allSatisfy { (a * $0).isSmall } }
    }
}

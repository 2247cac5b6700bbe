import ExactMath

// Drawn numbers are whole or halves, and what is computed from them has a power of two below it: small doubles hold all of it
// exactly, so the search for a variant runs on them.

extension Double {
    /// Whether the number fits on paper: as a fraction over a power of two, numerator and denominator are below 1,000.
    var isSmall: Bool {
        var numerator = magnitude
        var denominator = 1
        while numerator != numerator.rounded() {
            numerator *= 2
            denominator *= 2
            if denominator >= 1_000 { return false }
        }
        return numerator < 1_000
    }
}

extension LinearModel<Double> {
    /// Whether the network serves for practice from level 2 on: general matrices, numbers that fit on paper, and every slip seen.
    func isPractical(for task: LinearTask, slips: [Slip]) -> Bool {
        guard isGeneral else { return false }
        let forward = LinearForward(self)
        guard fits(forward) else { return false }
        guard fits(forward, LinearBackward(self)) else { return false }
        // Equal modulo a 61-bit prime is a reason to draw again whether or not the fractions are equal; different there is different.
        let plan = task.plan(self)
        let row = WorkedRow(plan, given: given(plan).map { PrimeField($0) })
        return isDiagnosable(right: row.right, slipped: slips.lazy.map { row.answers(SlipSet($0)) }, same: ==)
    }

    /// Whether a level 1 exercise can use the network: no zeros where there is something to see, numbers that fit on paper.
    var isReadable: Bool {
        guard isGeneral else { return false }
        let backward = LinearBackward(self)
        return fits(LinearForward(self)) && backward.deltas.allSatisfy { $0.allSatisfy { $0.isSmall && $0 != 0 } }
            && [backward.recurrent, backward.input, backward.output].allSatisfy {
                $0.elements.allSatisfy { $0.isSmall && $0 != 0 }
            } && recurrent.elements.allSatisfy { $0.magnitude != 1 }
    }

    /// Whether no given matrix is symmetric or zero and no given vector is zero.
    private var isGeneral: Bool {
        [recurrent, input, output].allSatisfy { !$0.isZero && !$0.isSymmetric } && start.contains { $0 != 0 }
            && inputs.allSatisfy { $0.contains { $0 != 0 } }
    }

    /// Whether the forward pass fits on paper and no state is zero.
    private func fits(_ forward: LinearForward) -> Bool {
        forward.loss.isSmall
            && (forward.states + forward.outputs + forward.errors).allSatisfy { $0.allSatisfy(\.isSmall) }
            && forward.states.allSatisfy { $0.contains { $0 != 0 } }
            && forward.errors.allSatisfy { $0.contains { $0 != 0 } }
            && (1...steps).allSatisfy { t in
                terms(recurrent, forward.states[t - 1]) && terms(input, inputs[t - 1])
                    && terms(output, forward.states[t])
            }
    }

    private func fits(_ forward: LinearForward, _ backward: LinearBackward) -> Bool {
        let gradients = [backward.recurrent, backward.input, backward.output]
        return backward.deltas.allSatisfy { $0.allSatisfy(\.isSmall) && $0.contains { $0 != 0 } }
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
    private func terms(_ matrix: Matrix<Double>, _ x: [Double]) -> Bool {
        for r in 0..<matrix.rows {
            var total = 0.0
            for c in 0..<matrix.columns {
                let product = matrix.elements[r * matrix.columns + c] * x[c]
                total += product
                if !product.isSmall || !total.isSmall { return false }
            }
        }
        return true
    }

    private func products(_ u: [Double], _ v: [Double]) -> Bool {
        u.allSatisfy { a in v.allSatisfy { (a * $0).isSmall } }
    }
}

/// The numbers of a forward pass, as its exercise asks for them.
private struct LinearForward {
    /// a^0 … a^T
    var states: [[Double]]
    /// ŷ^1 … ŷ^T and e^1 … e^T, at places 0 … T−1
    var outputs: [[Double]], errors: [[Double]]
    var loss: Double

    init(_ network: LinearModel<Double>) {
        let plan = LinearTask.forward.plan(network)
        let numbers = WorkedRow(plan, given: network.given(plan)).right.map(\.entries)
        let steps = 0..<network.steps
        states = [network.start] + steps.map { numbers[3 * $0] }
        outputs = steps.map { numbers[3 * $0 + 1] }
        errors = steps.map { numbers[3 * $0 + 2] }
        loss = numbers[3 * network.steps][0]
    }
}

/// The numbers of a backward pass, as its exercise asks for them.
private struct LinearBackward {
    /// δ^1 … δ^T, at places 0 … T−1
    var deltas: [[Double]]
    var start: [Double]
    var recurrent: Matrix<Double>, input: Matrix<Double>, output: Matrix<Double>

    init(_ network: LinearModel<Double>) {
        let plan = LinearTask.backward.plan(network)
        let numbers = WorkedRow(plan, given: network.given(plan)).right.map(\.entries)
        let T = network.steps
        deltas = numbers[0..<T].reversed()
        start = numbers[T]
        let (hidden, width) = (network.hidden, network.inputWidth)
        recurrent = Matrix(rows: hidden, columns: hidden, elements: numbers[T + 1])
        input = Matrix(rows: hidden, columns: width, elements: numbers[T + 2])
        output = Matrix(rows: network.outputWidth, columns: hidden, elements: numbers[T + 3])
    }
}

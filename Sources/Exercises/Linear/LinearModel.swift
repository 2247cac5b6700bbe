import ExactMath

/// A linear recurrent network with its sequence: everything that is given in an exercise.
///
///     a^t = W_aa a^{t−1} + W_ax x^t      ŷ^t = W_ya a^t      e^t = ŷ^t − y^t      L = Σ_t ½‖e^t‖²
///
/// Sizes: state H, input I, output O, T steps. W_aa is H×H, W_ax H×I, W_ya O×H.
public struct LinearModel<S: Scalar>: Sendable, Equatable {
    public var recurrent: Matrix<S>
    public var input: Matrix<S>
    public var output: Matrix<S>
    /// a^0
    public var start: [S]
    /// x^1 … x^T
    public var inputs: [[S]]
    /// y^1 … y^T; nil where there is no loss.
    public var targets: [[S]?]

    public init(
        recurrent: Matrix<S>, input: Matrix<S>, output: Matrix<S>, start: [S], inputs: [[S]], targets: [[S]?]
    ) {
        self.recurrent = recurrent
        self.input = input
        self.output = output
        self.start = start
        self.inputs = inputs
        self.targets = targets
    }

    public var steps: Int { inputs.count }
    public var hidden: Int { recurrent.rows }
    public var inputWidth: Int { input.columns }
    public var outputWidth: Int { output.rows }

    /// The same network over other numbers.
    public func map<R: Scalar>(_ convert: (S) -> R) -> LinearModel<R> {
        LinearModel<R>(
            recurrent: recurrent.map(convert), input: input.map(convert), output: output.map(convert),
            start: start.map(convert), inputs: inputs.map { $0.map(convert) },
            targets: targets.map { $0.map { $0.map(convert) } })
    }
}

/// The numbers of one forward pass.
public struct LinearForward<S: Scalar>: Sendable, Equatable {
    /// a^0 … a^T
    public var states: [[S]]
    /// ŷ^1 … ŷ^T, at places 0 … T−1
    public var outputs: [[S]]
    /// e^1 … e^T, at places 0 … T−1; zeros where there is no loss
    public var errors: [[S]]
    public var loss: S
}

extension LinearModel {
    /// The forward pass under slips, step by step.
    ///
    /// `adopt` sees each number as it is computed and gives back the one to go on with.
    public func forward(
        _ slips: SlipSet = [], adopt: (LinearQuantity, [S]) -> [S] = { _, value in value }
    ) -> LinearForward<S> {
        var states = [slips.contains(.m26) ? [S](repeating: .zero, count: hidden) : start]
        var outputs: [[S]] = []
        var errors: [[S]] = []
        var squares = S.zero
        for t in 1...max(steps, 1) where t <= steps {
            let state = sum(recurrent.times(states[t - 1]), input.times(inputs[t - 1]))
            states.append(adopt(.state(t), state))
            outputs.append(adopt(.output(t), output.times(states[t])))
            let error = adopt(.error(t), self.error(at: t, output: outputs[t - 1], slips))
            errors.append(error)
            for entry in error { squares = squares + entry * entry }
        }
        return LinearForward(states: states, outputs: outputs, errors: errors, loss: loss(squares, slips))
    }

    /// e^t = ŷ^t − y^t
    private func error(at t: Int, output: [S], _ slips: SlipSet) -> [S] {
        guard let target = targets[t - 1] else { return [S](repeating: .zero, count: outputWidth) }
        var factor = slips.contains(.m05) ? -S.one : S.one
        if slips.contains(.m06) { factor = factor + factor }
        if slips.contains(.m07) { factor = factor / S(steps) }
        return zip(output, target).map { y, wanted in factor * (slips.contains(.m22) ? y : y - wanted) }
    }

    /// Σ ½‖e^t‖² of errors that a slip may have scaled: 2(ŷ − y) belongs to Σ‖ŷ − y‖², and (ŷ − y)/T to a mean over the steps.
    private func loss(_ squares: S, _ slips: SlipSet) -> S {
        let two = S.one + S.one
        let half = squares / (slips.contains(.m06) ? two * two : two)
        return slips.contains(.m07) ? half * S(steps) : half
    }
}

/// One line of a linear network's worked solution.
public enum LinearQuantity: Sendable, Hashable {
    case state(Int)
    case output(Int)
    case error(Int)
    case delta(Int)
}

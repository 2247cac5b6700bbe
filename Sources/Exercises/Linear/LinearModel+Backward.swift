import ExactMath
import Recurrence

/// The gradients of one backward pass.
public struct LinearBackward<S: Scalar>: Sendable, Equatable {
    /// δ^1 … δ^T, at places 0 … T−1
    public var deltas: [[S]]
    /// ∂L/∂a^0
    public var start: [S]
    public var recurrent: Matrix<S>
    public var input: Matrix<S>
    public var output: Matrix<S>
}

extension Truncation? {
    /// The last step whose loss reaches step t.
    func lastLoss(seenFrom t: Int, steps: Int) -> Int {
        switch self {
        case nil: steps
        case .window(let k): min(steps, t + k - 1)
        case .chunks(let k): min(steps, (t + k - 1) / k * k)
        }
    }
}

extension LinearModel {
    /// The backward pass under slips:
    ///
    ///     δ^t = W_yaᵀ e^t + W_aaᵀ δ^{t+1}     ∂L/∂a^0 = W_aaᵀ δ^1
    ///     ∂L/∂W_aa = Σ δ^t (a^{t−1})ᵀ     ∂L/∂W_ax = Σ δ^t (x^t)ᵀ     ∂L/∂W_ya = Σ e^t (a^t)ᵀ
    ///
    /// `adopt` sees each δ as it is computed, from T down, and gives back the one to go on with. `only` keeps the loss of one step.
    public func backward(
        _ forward: LinearForward<S>, _ slips: SlipSet = [], truncation: Truncation? = nil, only: Int? = nil,
        adopt: (LinearQuantity, [S]) -> [S] = { _, value in value }
    ) -> LinearBackward<S> {
        let pass = LinearPass(self, forward, slips, truncation: truncation, only: only)
        let deltas = pass.deltas(adopt: adopt)
        return LinearBackward(
            deltas: Array(deltas[1...steps]), start: pass.startGradient(deltas),
            recurrent: pass.recurrentGradient(deltas), input: pass.inputGradient(deltas), output: pass.outputGradient())
    }
}

/// One backward pass while it is worked.
struct LinearPass<S: Scalar> {
    private let network: LinearModel<S>
    private let forward: LinearForward<S>
    private let slips: SlipSet
    private let truncation: Truncation?
    /// The matrix whose transpose takes δ^{t+1} back one step: W_aa.
    private let through: Matrix<S>
    /// W_yaᵀ e^t, at places 1 … T; zeros at place T + 1
    private let direct: [[S]]

    init(
        _ network: LinearModel<S>, _ forward: LinearForward<S>, _ slips: SlipSet, truncation: Truncation? = nil,
        only: Int? = nil
    ) {
        self.network = network
        self.forward = forward
        self.slips = slips
        self.truncation = truncation
        through = slips.contains(.m21) ? network.input : network.recurrent
        let nothing = [S](repeating: .zero, count: network.hidden)
        let output = network.output
        // ∂L_T/∂a^t read as ∂L_t/∂a^t takes every step's own loss.
        let everyLoss = only == nil || slips.contains(.m01)
        var direct = [nothing]
        for t in 1...network.steps {
            let error = forward.errors[t - 1]
            if !everyLoss, only != t {
                direct.append(nothing)
            } else if slips.contains(.m23) {
                direct.append(error)
            } else {
                direct.append(slips.contains(.m25) ? output.times(error) : output.transposedTimes(error))
            }
        }
        direct.append(nothing)
        self.direct = direct
    }

    private var steps: Int { network.steps }

    /// The steps whose terms a weight gradient sums.
    private var terms: [Int] {
        slips.contains(.m12) ? [steps] : slips.contains(.m13) ? [1] : Array(1...steps)
    }

    /// δ^1 … δ^T at places 1 … T
    func deltas(adopt: (LinearQuantity, [S]) -> [S]) -> [[S]] {
        var deltas = [[S]](repeating: direct[steps + 1], count: steps + 2)
        let powers = slips.contains(.m18) ? entrywisePowers() : []
        for t in stride(from: steps, through: 1, by: -1) {
            var value = delta(at: t, next: deltas[t + 1], powers)
            if slips.contains(.m08) {
                let state = forward.states[t]
                for i in value.indices { value[i] = value[i] * (S.one - state[i] * state[i]) }
            }
            deltas[t] = adopt(.delta(t), value)
        }
        return deltas
    }

    // MARK: Gradients

    /// ∂L/∂a^0
    func startGradient(_ deltas: [[S]]) -> [S] { carry(deltas[1]) }

    /// ∂L/∂W_aa
    func recurrentGradient(_ deltas: [[S]]) -> Matrix<S> {
        weightGradient(
            counted(deltas),
            with: { t in forward.states[slips.contains(.m24) ? steps - t : slips.contains(.m09) ? t : t - 1] },
            over: slips.contains(.m20) ? terms.filter { $0 != 1 } : terms, totals: true)
    }

    /// ∂L/∂W_ax
    func inputGradient(_ deltas: [[S]]) -> Matrix<S> {
        weightGradient(
            counted(deltas),
            with: { t in
                if !slips.contains(.m10) { return network.inputs[t - 1] }
                return t == 1 ? [S](repeating: .zero, count: network.inputWidth) : network.inputs[t - 2]
            }, over: terms, totals: true)
    }

    /// ∂L/∂W_ya
    func outputGradient() -> Matrix<S> {
        weightGradient(
            [[]] + forward.errors, with: { forward.states[slips.contains(.m11) ? $0 - 1 : $0] }, over: terms,
            totals: false)
    }

    // MARK: The recursion

    /// W_aaᵀ x: what goes back one step.
    private func carry(_ x: [S]) -> [S] { slips.contains(.m03) ? through.times(x) : through.transposedTimes(x) }

    private func delta(at t: Int, next: [S], _ powers: [Matrix<S>]) -> [S] {
        let last = truncation.lastLoss(seenFrom: t, steps: steps)
        if slips.contains(.m01) { return direct[t] }
        if slips.contains(.m02) {
            return t == steps ? direct[t] : last > t ? carry(next) : direct[steps + 1]
        }
        if slips.contains(.m04) { return last > t ? sum(direct[t], carry(direct[t + 1])) : direct[t] }
        if slips.contains(.m18) {
            return (t...last).reduce(direct[steps + 1]) { total, k in
                sum(total, powers[exponent(k - t)].times(direct[k]))
            }
        }
        if slips.contains(.m16) { return carry(closedForm(t, last)) }
        if slips.contains(.m17) { return last > t ? sum(direct[t], closedForm(t + 1, last)) : direct[t] }
        if case .window? = truncation { return closedForm(t, last) }
        return last > t ? sum(direct[t], carry(next)) : direct[t]
    }

    /// Σ_{t≤k≤last} (W_aaᵀ)^{k−t} W_yaᵀ e^k
    private func closedForm(_ t: Int, _ last: Int) -> [S] {
        var total = direct[last]
        for k in stride(from: last - 1, through: t, by: -1) { total = sum(direct[k], carry(total)) }
        return total
    }

    private func exponent(_ distance: Int) -> Int {
        slips.contains(.m16) ? distance + 1 : slips.contains(.m17) ? max(distance - 1, 0) : distance
    }

    /// The carry's entrywise powers 0 … T; power 0 is I.
    private func entrywisePowers() -> [Matrix<S>] {
        let carry = slips.contains(.m03) ? through : through.transposed
        var powers = [Matrix<S>.identity(network.hidden), carry]
        while powers.count <= steps {
            powers.append(
                Matrix(rows: carry.rows, columns: carry.columns) { powers[powers.count - 1][$0, $1] * carry[$0, $1] })
        }
        return powers
    }

    /// δ^t, or under M15 what the total derivative counted twice makes of it: Σ_{t≥k} (W_aaᵀ)^{t−k} δ^t.
    private func counted(_ deltas: [[S]]) -> [[S]] {
        guard slips.contains(.m15) else { return deltas }
        var counted = deltas
        let kept = Set(terms)
        for k in stride(from: steps, through: 1, by: -1) {
            let own = kept.contains(k) ? deltas[k] : direct[steps + 1]
            counted[k] = k == steps ? own : sum(own, carry(counted[k + 1]))
        }
        return counted
    }

    /// Σ left^t (right^t)ᵀ over the steps
    private func weightGradient(
        _ left: [[S]], with right: (Int) -> [S], over terms: [Int], totals: Bool
    ) -> Matrix<S> {
        // A term that M12 or M13 left out of the double sum still reaches the earlier steps.
        let steps = totals && slips.contains(.m15) && slips.contains(.m12) ? Array(1...self.steps) : terms
        if totals, slips.contains(.m19), let first = steps.first {
            let rest = steps.dropFirst()
            let lefts = rest.reduce(left[first]) { sum($0, left[$1]) }
            let rights = rest.reduce(right(first)) { sum($0, right($1)) }
            return oriented(outer(lefts, rights))
        }
        let (height, width) = (left[left.count > 1 ? 1 : 0].count, right(1).count)
        return oriented(
            sumOfOuterProducts(steps.map { (left[$0], right($0)) }, rows: height, columns: width))
    }

    private func oriented(_ gradient: Matrix<S>) -> Matrix<S> {
        slips.contains(.m14) ? gradient.transposed : gradient
    }
}

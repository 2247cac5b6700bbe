import ExactMath
import Foundation

/// A tanh network with softmax and negative log-likelihood, all biases in:
///
///     a^t = tanh(z^t), z^t = W_aa a^{t−1} + W_ax x^t + b_a      ŷ^t = softmax(W_ya a^t + b_y)      L = −Σ log ŷ^t_{k_t}
///     e^t = ŷ^t − y^t      δ^t = ∂L/∂z^t = (W_yaᵀ e^t + W_aaᵀ δ^{t+1}) ⊙ (1 − (a^t)²)
///     ∂L/∂b_a = Σ δ^t      ∂L/∂b_y = Σ e^t
struct ElmanBPTT: Working {
    var recurrent: Matrix<Double>
    var input: Matrix<Double>
    var output: Matrix<Double>
    var stateBias: [Double]
    var outputBias: [Double]
    /// a^0
    var start: [Double]
    var inputs: [[Double]]
    /// The right classes, from 0.
    var targets: [Int]

    var steps: Int { inputs.count }

    struct Forward {
        /// z^1 … z^T
        var preactivations: [[Double]] = []
        /// a^0 … a^T
        var states: [[Double]]
        /// ŷ^1 … ŷ^T
        var outputs: [[Double]] = []
    }

    func forward() -> Forward {
        var forward = Forward(states: [start])
        for t in 1...steps {
            let z = sum(sum(recurrent.times(forward.states[t - 1]), input.times(inputs[t - 1])), stateBias)
            forward.preactivations.append(z)
            forward.states.append(z.map { tanh($0) })
            forward.outputs.append(SoftmaxNLL.softmax(sum(output.times(forward.states[t]), outputBias)))
        }
        return forward
    }

    /// e^t = ŷ^t − y^t under slips.
    func error(_ forward: Forward, at t: Int, _ slips: SlipSet) -> [Double] {
        forward.outputs[t - 1].enumerated().map { place, probability in
            let error = probability - (place == targets[t - 1] && !slips.contains(.m22) ? 1 : 0)
            return (slips.contains(.m05) ? -error : error) / (slips.contains(.m07) ? Double(steps) : 1)
        }
    }

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        var sheet = Worksheet(adopting: adopt)
        let forward = forward()
        let errors = (1...steps).map { error(forward, at: $0, slips) }
        let back = output.transposed
        let carry = slips.contains(.m03) ? recurrent : recurrent.transposed
        let none = [Double](repeating: 0, count: recurrent.rows)
        var deltas = [[Double]](repeating: none, count: steps + 2)
        var carried = none
        for t in stride(from: steps, through: 1, by: -1) {
            let direct = slips.contains(.m02) && t < steps ? none : back.times(errors[t - 1])
            let total = slips.contains(.m01) ? direct : sum(direct, carried)
            // Of the pre-activation: 1 − z² stands where 1 − a² belongs.
            let value = slips.contains(.g09) ? forward.preactivations[t - 1] : forward.states[t]
            let delta = slips.contains(.g07) ? total : product(total, value.map { 1 - $0 * $0 })
            deltas[t] = sheet.put(delta)
            // Put after the sum: the carry goes back without the derivative, which comes in only at the end.
            carried = carry.times(slips.contains(.g08) ? total : deltas[t])
        }
        let terms = slips.contains(.m12) ? [steps] : slips.contains(.m13) ? [1] : Array(1...steps)
        func gradient(_ left: (Int) -> [Double], _ right: (Int) -> [Double], _ terms: [Int]) -> Matrix<Double> {
            let total = sumOfOuterProducts(
                terms.map { (left($0), right($0)) }, rows: left(1).count, columns: right(1).count)
            return slips.contains(.m14) ? total.transposed : total
        }
        let recurrentTerms = slips.contains(.m20) ? terms.filter { $0 != 1 } : terms
        _ = sheet.put(
            gradient(
                { deltas[$0] }, { forward.states[slips.contains(.m09) ? $0 : $0 - 1] },
                recurrentTerms.isEmpty ? terms : recurrentTerms))
        _ = sheet.put(gradient({ deltas[$0] }, { inputs[$0 - 1] }, terms))
        _ = sheet.put(
            gradient({ errors[$0 - 1] }, { forward.states[slips.contains(.m11) ? $0 - 1 : $0] }, terms))
        _ = sheet.put(terms.reduce(none) { sum($0, deltas[$1]) })
        _ = sheet.put(terms.reduce([Double](repeating: 0, count: output.rows)) { sum($0, errors[$1 - 1]) })
        return sheet.answers
    }
}

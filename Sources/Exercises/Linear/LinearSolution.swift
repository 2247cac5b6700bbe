import ExactMath
import Recurrence

extension LinearModel<Rational> {
    /// The worked solution of a task, line by line with the numbers.
    func solution(_ task: LinearTask) -> [String] {
        let forward = forward()
        switch task {
        case .forward: return forwardLines(forward) + [lossLine(forward)]
        case .backward:
            let backward = backward(forward)
            return forwardLines(forward) + [""] + deltaLines(forward, backward) + [""]
                + [
                    "∂L/∂a^0 = W_aaᵀ δ^1 = \(backward.start.text)",
                    gradientLine(
                        "W_aa", "δ^t (a^{t−1})ᵀ", backward.deltas, Array(forward.states.dropLast()), backward.recurrent),
                    gradientLine("W_ax", "δ^t (x^t)ᵀ", backward.deltas, inputs, backward.input),
                    gradientLine(
                        "W_ya", "e^t (a^t)ᵀ", forward.errors, Array(forward.states.dropFirst()), backward.output),
                ]
        case .last:
            return forwardLines(forward) + [""]
                + deltaLines(forward, backward(forward, only: steps), last: true)
        case .triangle:
            return forwardLines(forward)
                + (1...steps).flatMap { k -> [String] in
                    let part = prefix(k)
                    let deltas = part.backward(part.forward(), only: k).deltas
                    return [""]
                        + (1...k).reversed().map { t in
                            t == k
                                ? "∂L_\(k)/∂a^\(k) = W_yaᵀ e^\(k) = \(deltas[t - 1].text)"
                                : "∂L_\(k)/∂a^\(t) = W_aaᵀ ∂L_\(k)/∂a^\(t + 1) = \(deltas[t - 1].text)"
                        }
                }
        case .truncated(let truncation):
            let backward = backward(forward, truncation: truncation)
            return forwardLines(forward) + [""] + truncatedLines(forward, backward, truncation) + [""]
                + [
                    gradientLine(
                        "W_aa", "δ^t (a^{t−1})ᵀ", backward.deltas, Array(forward.states.dropLast()), backward.recurrent)
                ]
        }
    }

    private func forwardLines(_ forward: LinearForward<Rational>) -> [String] {
        (1...steps).flatMap { t -> [String] in
            let carried = recurrent.times(forward.states[t - 1])
            let fed = input.times(inputs[t - 1])
            let output = "ŷ^\(t) = W_ya a^\(t) = \(forward.outputs[t - 1].text)"
            return [
                "a^\(t) = W_aa a^\(t - 1) + W_ax x^\(t) = \(carried.text) + \(fed.text) = \(forward.states[t].text)",
                targets[t - 1] == nil
                    ? output + ",  no loss here"
                    : output + ",  e^\(t) = ŷ^\(t) − y^\(t) = \(forward.errors[t - 1].text)",
            ]
        }
    }

    private func lossLine(_ forward: LinearForward<Rational>) -> String {
        let squares = forward.errors.map { $0.reduce(Rational.zero) { $0 + $1 * $1 } / 2 }
        return "L = Σ ½‖e^t‖² = " + squares.map(\.description).joined(separator: " + ") + " = \(forward.loss)"
    }

    private func deltaLines(
        _ forward: LinearForward<Rational>, _ backward: LinearBackward<Rational>, last: Bool = false
    ) -> [String] {
        let back = output.transposed
        return (1...steps).reversed().map { t in
            let value = backward.deltas[t - 1].text
            if t == steps { return "δ^\(t) = W_yaᵀ e^\(t) = \(value)" }
            let carried = recurrent.transposed.times(backward.deltas[t]).text
            if last { return "δ^\(t) = W_aaᵀ δ^\(t + 1) = \(value)" }
            return "δ^\(t) = W_yaᵀ e^\(t) + W_aaᵀ δ^\(t + 1) = "
                + "\(back.times(forward.errors[t - 1]).text) + \(carried) = \(value)"
        }
    }

    private func truncatedLines(
        _ forward: LinearForward<Rational>, _ backward: LinearBackward<Rational>, _ truncation: Truncation
    ) -> [String] {
        (1...steps).reversed().map { t in
            let last = Optional(truncation).lastLoss(seenFrom: t, steps: steps)
            let terms = (t...last).map { k in
                k == t ? "W_yaᵀ e^\(k)" : k == t + 1 ? "W_aaᵀ W_yaᵀ e^\(k)" : "(W_aaᵀ)^\(k - t) W_yaᵀ e^\(k)"
            }
            let numbers = (t...last).map { k in
                (t..<k).reduce(output.transposed.times(forward.errors[k - 1])) { value, _ in
                    recurrent.transposed.times(value)
                }.text
            }
            return "δ^\(t) = " + terms.joined(separator: " + ")
                + (numbers.count > 1 ? " = " + numbers.joined(separator: " + ") : "")
                + " = \(backward.deltas[t - 1].text)"
        }
    }

    private func gradientLine(
        _ name: String, _ term: String, _ left: [[Rational]], _ right: [[Rational]], _ total: Matrix<Rational>
    ) -> String {
        let terms = zip(left, right).map { outer($0, $1).description }
        return "∂L/∂\(name) = Σ \(term) = " + terms.joined(separator: " + ") + " = \(total)"
    }
}

import ExactMath
import Recurrence

/// The backward pass truncated to k steps, by a sliding window or in chunks.
public struct TruncatedKind: LinearKind {
    public let id = "truncated"
    public let title = "truncated backpropagation through time"
    public let slips: [Slip] = (LinearTask.truncated(.window(2)).possibleSlips + [.t02]).sorted()

    /// The kind with its four levels: odd seeds cut by a sliding window, even ones in chunks.
    public init() {}

    public func task(steps: Int, level: Int, seed: UInt64) -> LinearTask {
        // The cut alternates with the seed, so that a learner meets both.
        let length = steps > 4 ? 3 : 2
        return .truncated(
            seed % 2 == 1 ? .window(min(length, max(steps - 1, 1))) : .chunks(min(length, max(steps - 1, 1))))
    }

    public func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement] {
        guard case .truncated(let truncation) = task else { return [] }
        let rule: WrittenForm
        switch truncation {
        case .window(let k):
            rule = WrittenForm(
                "The backward pass is truncated by a sliding window of k = \(k): δ^t keeps only the losses j with "
                    + "t ≤ j ≤ min(T, t + \(k) − 1).",
                "The backward pass is truncated by a sliding window of $k = \(k)$: $\\delta^t$ keeps only the losses $j$ with "
                    + "$t \\le j \\le \\min(T, t + \(k) - 1)$.")
        case .chunks(let k):
            rule = WrittenForm(
                "The backward pass is truncated in chunks of k = \(k): the carry from t + 1 to t is cut after every step t that "
                    + "is a multiple of \(k) (the state is detached there).",
                "The backward pass is truncated in chunks of $k = \(k)$: the carry from $t + 1$ to $t$ is cut after every step "
                    + "$t$ that is a multiple of \(k) (the state is detached there).")
        }
        return [
            .paragraph(rule),
            .paragraph(
                WrittenForm(
                    "Compute the truncated δ^\(network.steps) … δ^1 and what they make of ∂L/∂W_aa, as fractions.",
                    "Compute the truncated $\\delta^{\(network.steps)}, \\dots, \\delta^1$ and what they make of "
                        + "$\\partial L/\\partial W_{aa}$, as fractions.")),
        ]
    }

    /// From the forward pass to which losses each δ^t sees, and what differs between a window and chunks.
    public func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String] {
        [
            "Do the forward pass as always: truncation changes only the way back.",
            "Write down for each t which losses its δ^t may see; a list of step numbers is enough.",
            "A sliding window sees equally far from every t (but for the end); chunks see as far as the end of t's own chunk.",
            "In chunks the usual recursion works inside a chunk and starts anew in each. In a window it does not: sum the terms.",
            "The weight gradient's formula is the usual one, with the truncated δ^t put in.",
        ]
    }
}

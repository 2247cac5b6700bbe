import ExactMath
import Recurrence

/// What a graph shows of a sequence besides the network's shape: tokens, which outputs have a target, attention weights.
public struct GraphLabels: Sendable {
    /// The token's name for every input step; nil where inputs are vectors.
    var token: (@Sendable (Int) -> String?)?
    /// Output steps with a target, ascending; nil where all have one.
    var lossSteps: [Int]?
    /// α_i over all encoder states, for a decoder step i.
    var attention: (@Sendable (Int) -> [Double])?

    /// What is written for the name of a state or an output, where it is not its own.
    var letters: [String: String] = [:]

    /// No tokens, a target at every output, no numbers.
    public init() {}

    /// The labels of a run; `vocabulary` names the tokens.
    public init<S: Scalar>(_ trace: Trace<S>, vocabulary: [String] = []) {
        let tokens = trace.tokens
        if !tokens.isEmpty && !vocabulary.isEmpty {
            token = { t in
                guard tokens.indices.contains(t - 1), vocabulary.indices.contains(tokens[t - 1]) else { return nil }
                return vocabulary[tokens[t - 1]]
            }
        }
        if trace.losses.count < trace.network.outputSteps.count { lossSteps = trace.losses.map(\.step) }
        if let alpha = trace.network.nodes.indices.first(where: { trace.network.nodes[$0].meaning.role == .weights })
            .map(trace.network.nodeID)
        {
            attention = { i in trace.value(alpha, at: i).map(\.approximation) }
        }
    }

    /// Whether y_t has a target.
    func hasLoss(at t: Int) -> Bool {
        guard let lossSteps else { return true }
        var low = 0
        var high = lossSteps.count
        while low < high {
            let middle = (low + high) / 2
            if lossSteps[middle] < t { low = middle + 1 } else { high = middle }
        }
        return low < lossSteps.count && lossSteps[low] == t
    }

    /// From the first loss to the last; nil where there is none.
    func lossRange(in outputs: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let lossSteps else { return outputs }
        guard let first = lossSteps.first, let last = lossSteps.last, first <= last else { return nil }
        return first...last
    }
}

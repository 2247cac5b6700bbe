import ExactMath
import Recurrence

/// The most numbers that a trace prints.
public enum TraceLimit {
    /// Most numbers of the triangle and the Jacobians together; see `countOfNumbers`.
    public static let numbers = 50_000_000
}

extension TraceReport {
    /// How many numbers the triangle and the Jacobians would add, at most.
    public var countOfNumbers: Int {
        var count = 0
        for part in trace.network.parts where !part.states.isEmpty {
            let width = part.states.reduce(0) { $0 + trace.network[$1].width }
            if byLoss { count += trace.losses.count * part.steps.count * width }
            if jacobians { count += part.steps.count * width * width }
        }
        return count
    }
}

extension Network {
    /// Why truncated BPTT has no meaning here, in one sentence; nil where it has.
    public var obstacleToTruncation: String? {
        if architecture.shape == .seq2seq {
            return "truncated BPTT is defined for one recurrence over one sequence; this scene is seq2seq"
        }
        if let index = architecture.stack.firstIndex(where: \.bidirectional) {
            return "truncated BPTT is defined where time runs one way; layer \(index) of this scene is bidirectional"
        }
        return nil
    }
}

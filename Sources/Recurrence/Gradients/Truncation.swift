import ExactMath

/// Backpropagation through a limited number of steps.
public enum Truncation: Sendable, Equatable {
    /// δ^t keeps only the losses j with t ≤ j ≤ t + k − 1: a sliding window.
    case window(Int)
    /// The carry is cut after every k-th step, as training code with a detached state does.
    case chunks(Int)

    /// Whether the loss at step k still reaches a state at step t ≤ k.
    public func keeps(lossAt k: Int, stateAt t: Int) -> Bool {
        switch self {
        case .window(let length): k - t < length
        case .chunks(let length): (t - 1) / length == (k - 1) / length
        }
    }
}

extension Trace {
    /// The same trace with the gradients of truncated BPTT, for networks whose time runs one way over one sequence.
    public func truncated(_ truncation: Truncation) -> Trace {
        var result = self
        result.replaceGradients(truncatedGradients(truncation))
        return result
    }

    private func truncatedGradients(_ truncation: Truncation) -> [S] {
        var sum = [S](repeating: .zero, count: network.arenaCount)
        for (losses, first) in spans(truncation) {
            let gradients = gradients(ofLossesAt: losses, from: first)
            for index in 0..<network.parameterCount { sum[index] = sum[index] + gradients[index] }
            for node in network.nodes.indices {
                for t in network.nodes[node].storedSteps where t >= first {
                    for index in network.row(NodeID(index: node), at: t) { sum[index] = sum[index] + gradients[index] }
                }
            }
        }
        return sum
    }

    /// Losses that are sent back together, and the first step that they reach.
    private func spans(_ truncation: Truncation) -> [(losses: ClosedRange<Int>, first: Int)] {
        let steps = network.outputSteps
        switch truncation {
        case .window(let k):
            return losses.map { ($0.step...$0.step, $0.step - k + 1) }
        case .chunks(let k):
            let length = min(k, steps.upperBound)
            return stride(from: 1, through: steps.upperBound, by: length).compactMap { start in
                let end = min(start + length - 1, steps.upperBound)
                // A chunk that ends before the first output has no loss to send back.
                guard end >= steps.lowerBound else { return nil }
                return (max(start, steps.lowerBound)...end, start == 1 ? 0 : start)
            }
        }
    }
}

import Recurrence

/// What drawing a node needs to know of it at every frame.
struct NodeFacts: Sendable {
    /// Whether its entries lie between 0 and 1, so that a bar from 0 shows them.
    let isGate: Bool
    /// What fills a signed bar: 1, or the largest entry of the node over time where it is larger.
    let barLimit: Double

    init(_ node: NodeID, in trace: Trace<Double>) {
        let network = trace.network
        let steps = network[node].steps
        guard network[node].isShown else {
            (isGate, barLimit) = (false, 1)
            return
        }
        if let bounds = network.equation(of: node, at: steps.lowerBound)?.operation.bounds {
            (isGate, barLimit) = (bounds.lowerBound >= 0, max(1, -bounds.lowerBound, bounds.upperBound))
        } else {
            var largest = 1.0
            for t in steps {
                for index in network.row(node, at: t) where abs(trace.values[index]) > largest {
                    largest = abs(trace.values[index])
                }
            }
            (isGate, barLimit) = (false, largest.isFinite ? largest : 1)
        }
    }
}

extension Session {
    /// Whether a node is what a gate or an activation is computed from.
    func isPreactivation(_ node: NodeID) -> Bool { network[node].meaning.role == .preactivation }
}

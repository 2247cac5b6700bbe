import Recurrence

/// A state, and the step of a loss.
struct StateLoss: Hashable, Sendable {
    let node: NodeID
    let loss: Int
}

extension Session {
    /// The losses among these whose gradients for a state are not known yet.
    func lossesToSendBack(to node: NodeID, _ losses: [Int]) -> [Int] {
        losses.filter { stateGradientsMemo[StateLoss(node: node, loss: $0)] == nil }
    }

    /// The same gradients as far as they are known.
    func knownStateGradients(of node: NodeID, ofLossesAt losses: [Int]) -> [[Double]?] {
        losses.map { stateGradientsMemo[StateLoss(node: node, loss: $0)] }
    }

    /// ∂L_k/∂state_t of some losses, each alone: the rows of all steps at which the state's part runs, one after another.
    func stateGradients(of node: NodeID, ofLossesAt losses: [Int]) -> [[Double]] {
        let ranges = network.part(of: node).steps.map { network.row(node, at: $0) }
        var found: [Int: [Double]] = [:]
        for k in losses { found[k] = stateGradientsMemo[StateLoss(node: node, loss: k)] }
        trace.rowGradients(ofLossesAt: losses.filter { found[$0] == nil }) { k, arena in
            var rows: [Double] = []
            rows.reserveCapacity(ranges.count * network[node].width)
            for range in ranges { rows.append(contentsOf: UnsafeBufferPointer(rebasing: arena[range])) }
            found[k] = rows
            stateGradientsMemo[StateLoss(node: node, loss: k)] = rows
        }
        return losses.map { found[$0] ?? [] }
    }
}

import ExactMath

/// One entry of the BPTT triangle: ∂L_k/∂ a state at step t.
public struct TriangleEntry<S: Scalar>: Sendable {
    /// The step of the loss (in seq2seq, of the decoder).
    public let k: Int
    public let node: NodeID
    /// The step of the state.
    public let t: Int
    public let gradient: [S]
}

extension Trace {
    /// ∂L_k/∂· of every node and parameter: the arena of gradients of one loss alone.
    public func gradients(ofLossAt k: Int) -> [S] {
        gradients(ofLossesAt: k...k, from: Int.min)
    }

    /// The arena of gradients of some losses, cut before step `first`.
    func gradients(ofLossesAt steps: ClosedRange<Int>, from first: Int) -> [S] {
        withScratch { v, scratch in
            workspace.read { pass.backward(v, $0, scratch, losses: steps, from: first) }
            return Array(UnsafeBufferPointer(start: scratch, count: network.arenaCount))
        }
    }

    /// The triangle: ∂L_k/∂h_t, and ∂L_k/∂c_t, for every loss k and every step t from which a path leads to it.
    ///
    /// Over k the entries of a state at t add up to its total gradient.
    public func triangle(_ visit: (TriangleEntry<S>) -> Void) {
        for loss in losses {
            let gradients = gradients(ofLossAt: loss.step)
            for part in network.parts {
                for state in part.states {
                    for t in part.steps where network.hasPath(from: part, at: t, toLossAt: loss.step) {
                        let row = Array(gradients[network.row(state, at: t)])
                        visit(TriangleEntry(k: loss.step, node: state, t: t, gradient: row))
                    }
                }
            }
        }
    }
}

extension Network {
    /// Whether the loss at step k depends on the state of a part at step t.
    public func hasPath(from part: Part, at t: Int, toLossAt k: Int) -> Bool {
        guard case .layer(let index, let direction) = part.kind else { return t <= k }
        if let decoder = architecture.decoder { return decoder.attention != nil || decoder.start == .encoder }
        let above = architecture.stack[(index + 1)...]
        // A bidirectional layer further up hands everything to every step; so does any layer over a backward direction.
        if above.contains(where: \.bidirectional) || direction == .backward && !above.isEmpty { return true }
        return direction == .backward ? t >= k : t <= k
    }
}

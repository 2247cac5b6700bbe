import ExactMath

/// One entry of the BPTT triangle: ∂L_k/∂ a state at step t.
public struct TriangleEntry<S: Scalar>: Sendable {
    /// The step of the loss (in seq2seq, of the decoder).
    public let k: Int
    /// The state: h of a part, or c of an LSTM.
    public let node: NodeID
    /// The step of the state.
    public let t: Int
    /// One entry a unit of the state.
    public let gradient: [S]
}

extension Trace {
    /// ∂L_k/∂· of every node and parameter: the arena of gradients of one loss alone.
    public func gradients(ofLossAt k: Int) -> [S] {
        gradients(ofLossesAt: k...k, from: Int.min)
    }

    /// ∂L_k/∂· of every node: the arena of gradients of one loss alone, those of parameters left out.
    @_specialize(where S == Double)
    public func rowGradients(ofLossAt k: Int) -> [S] {
        arena { v, workspace, g in pass.rowsBackward(v, workspace, g, lossAt: k) }
    }

    /// ∂L_k/∂· of every row, one loss after another: `read` sees the arena of gradients of each, that of parameters left out.
    @_specialize(where S == Double)
    public func rowGradients(ofLossesAt steps: [Int], _ read: (_ k: Int, UnsafeBufferPointer<S>) -> Void) {
        withScratch { v, scratch in
            for k in steps {
                workspace.read { pass.rowsBackward(v, $0, scratch, lossAt: k) }
                read(k, UnsafeBufferPointer(start: scratch, count: network.arenaCount))
            }
        }
    }

    /// The arena of gradients of some losses, cut before step `first`.
    @_specialize(where S == Double)
    func gradients(ofLossesAt steps: ClosedRange<Int>, from first: Int) -> [S] {
        arena { v, workspace, g in pass.backward(v, workspace, g, losses: steps, from: first) }
    }

    /// A new arena of gradients, filled from one of zeros.
    @_specialize(where S == Double)
    private func arena(
        _ fill: (_ v: UnsafeMutablePointer<S>, _ workspace: UnsafePointer<S>, _ g: UnsafeMutablePointer<S>) -> Void
    ) -> [S] {
        var gradients = [S](repeating: .zero, count: network.arenaCount)
        values.withUnsafeBufferPointer { values in
            gradients.withUnsafeMutableBufferPointer { gradients in
                guard let v = values.baseAddress, let g = gradients.baseAddress else { return }
                workspace.read { fill(UnsafeMutablePointer(mutating: v), $0, g) }
            }
        }
        return gradients
    }

    /// The triangle: ∂L_k/∂h_t, and ∂L_k/∂c_t, for every loss k and every step t from which a path leads to it.
    ///
    /// Over k the entries of a state at t add up to its total gradient.
    public func triangle(_ visit: (TriangleEntry<S>) -> Void) {
        rowGradients(ofLossesAt: losses.map(\.step)) { k, gradients in
            for part in network.parts {
                for state in part.states {
                    for t in part.steps where network.hasPath(from: part, at: t, toLossAt: k) {
                        let row = Array(gradients[network.row(state, at: t)])
                        visit(TriangleEntry(k: k, node: state, t: t, gradient: row))
                    }
                }
            }
        }
    }
}

extension Network {
    /// The steps of a part to whose states the loss at step k goes back, in the order in which it does.
    public func span(of part: Part, backFromLossAt k: Int) -> [Int] {
        part.runningSteps.reversed().filter { hasPath(from: part, at: $0, toLossAt: k) }
    }

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

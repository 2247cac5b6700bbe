import ExactMath

/// States handed on from one piece of a sequence to the next, as truncated BPTT does: no gradient goes back through them.
extension Trace {
    /// The states after the last step of every part, one part after another.
    var finalStates: [S] { stateRows(\.finalSteps).flatMap { values[$0] } }

    /// Puts the states of an earlier run in place of those before the first step; nil puts zeros there again.
    ///
    /// Only for networks that compute no initial states themselves: `Network.obstacleToChunks`.
    mutating func fillStart(_ states: [S]?) {
        var from = 0
        for row in stateRows(\.initialSteps) {
            let zeros = [S](repeating: .zero, count: row.count)
            setValues(row, to: states.map { $0[from..<from + row.count] } ?? zeros[...])
            from += row.count
        }
    }

    private func stateRows(_ steps: (StateSteps) -> ClosedRange<Int>) -> [Range<Int>] {
        network.parts.flatMap { part in
            part.states.flatMap { state in
                steps(StateSteps(network[state], part.order, network.sequences)).map { network.row(state, at: $0) }
            }
        }
    }
}

/// The steps at which a part's states begin and end, those of all sequences that run at once.
private struct StateSteps {
    let initialSteps: ClosedRange<Int>
    let finalSteps: ClosedRange<Int>

    init(_ state: Node, _ order: Int, _ sequences: Int) {
        let first = state.storedSteps.lowerBound...state.storedSteps.lowerBound + sequences - 1
        let last = state.storedSteps.upperBound - sequences + 1...state.storedSteps.upperBound
        initialSteps = order > 0 ? first : last
        finalSteps = order > 0 ? last : first
    }
}

extension Network {
    /// Why a sequence of this network cannot be trained on in chunks, in one sentence; nil where it can.
    public var obstacleToChunks: String? {
        if architecture.shape != .manyToMany {
            return
                "chunks need shape many-to-many, which has losses all along; this one is \(architecture.shape.rawValue)"
        }
        if architecture.stack.contains(where: \.bidirectional) {
            return "chunks hand the state on, and a bidirectional layer also needs what comes later"
        }
        if architecture.stack.contains(where: { $0.initialState != .zero }) {
            return "chunks hand the state on; they need initial_state: zero"
        }
        return nil
    }
}

import ExactMath
import Recurrence

extension Session {
    /// The sub-steps of a moment: its equations, or one term of a gradient after another.
    public func subSteps(at position: Int) -> [SubStep] {
        subStepMemo(position) {
            switch timeline[position] {
            case .forward(let place):
                timeline.equations(at: place)
                    .filter { network[network.equations[$0.equation].output].isShown }
                    .map { .equation($0.equation, step: $0.step) }
            case .backward(let place):
                rows(of: place).reversed().flatMap { row in
                    (0..<max(1, termCount(row.node, at: row.step))).map { .term(row.node, step: row.step, index: $0) }
                }
            case .start, .loss, .clip, .update: []
            }
        }
    }

    /// How many summands `Trace.contributions` lists for a row.
    public func termCount(_ node: NodeID, at t: Int) -> Int {
        network.consumers(of: node, at: t).count + (isReadByLoss(node, at: t) ? 1 : 0)
    }

    private func isReadByLoss(_ node: NodeID, at t: Int) -> Bool {
        guard network.outputSteps.contains(t), trace.target(at: t) != nil else { return false }
        return network.lossReads.contains(node)
    }

    /// The shown rows that a place computes, inputs and initial states of its first step among them, in order.
    public func rows(of place: Moment.Place) -> [Row] {
        guard let position = timeline.index(of: .forward(place)) else { return [] }
        let t = place.step
        var rows: [Row] = []
        if network[network.inputs].steps.contains(t), timeline.forwardIndex(of: network.inputs, at: t) == position {
            rows.append(Row(node: network.inputs, step: t))
        }
        for part in network.parts {
            for state in part.states {
                let initial = part.initialStep
                let isStart = timeline.forwardIndex(of: state, at: initial) == position
                if isStart && part.layer?.initialState != .zero { rows.append(Row(node: state, step: initial)) }
            }
        }
        for step in timeline.equations(at: place) {
            let output = network.equations[step.equation].output
            if network[output].isShown { rows.append(Row(node: output, step: t)) }
        }
        return rows
    }

    /// Whether a node's value at a step has been computed at a playhead.
    public func isComputed(_ node: NodeID, at t: Int, _ playhead: Playhead) -> Bool {
        let position = timeline.forwardIndex(of: node, at: t)
        if position != playhead.position { return position < playhead.position }
        guard let done = playhead.subStep else { return true }
        if !network[node].steps.contains(t) || network.part(of: node).kind == .input { return true }
        return subSteps(at: position).prefix(done).contains { subStep in
            if case .equation(let equation, t) = subStep { return network.equations[equation].output == node }
            return false
        }
    }

    /// How many summands of a node's gradient at a step have arrived; nil when the backward pass has not come there yet,
    /// or has no way to it.
    public func arrivedTerms(_ node: NodeID, at t: Int, _ playhead: Playhead) -> Int? {
        guard timeline.hasLoss else { return nil }
        let position = timeline.backwardIndex(of: node, at: t)
        if position > playhead.position { return nil }
        if position < playhead.position || playhead.subStep == nil { return Int.max }
        let arrived = subSteps(at: position).prefix(playhead.subStep ?? 0).filter { subStep in
            if case .term(node, t, _) = subStep { return true }
            return false
        }
        return arrived.isEmpty ? nil : arrived.count
    }

    /// Whether the whole gradient of a node at a step has been computed.
    public func isGradientComputed(_ node: NodeID, at t: Int, _ playhead: Playhead) -> Bool {
        guard let arrived = arrivedTerms(node, at: t, playhead) else { return false }
        return arrived == .max || arrived >= termCount(node, at: t)
    }

    /// Whether the backward pass has come to its end, so that every parameter's gradient is whole.
    public func isBackwardDone(_ playhead: Playhead) -> Bool {
        guard timeline.hasLoss else { return false }
        let last = 2 * timeline.places + 1
        let isWhole = playhead.subStep.map { $0 >= steps(at: last) } ?? true
        return playhead.position > last || playhead.position == last && isWhole
    }

    /// Whether gradients have been clipped, or the scene does not clip and they are whole.
    public func isClipDone(_ playhead: Playhead) -> Bool {
        isBackwardDone(playhead) && (!timeline.hasClip || playhead.position > 2 * timeline.places + 1)
    }

    /// The playhead one moment, or inside a moment one sub-step, further. Who is inside stays inside: what has no steps counts as one.
    public func next(_ playhead: Playhead) -> Playhead {
        let isLast = playhead.position == timeline.count - 1
        guard let done = playhead.subStep else { return isLast ? playhead : Playhead(position: playhead.position + 1) }
        if done < steps(at: playhead.position) { return Playhead(position: playhead.position, subStep: done + 1) }
        return isLast ? playhead : Playhead(position: playhead.position + 1, subStep: 1)
    }

    /// The playhead one moment, or inside a moment one sub-step, back.
    public func previous(_ playhead: Playhead) -> Playhead {
        let isFirst = playhead.position == 0
        guard let done = playhead.subStep else { return isFirst ? playhead : Playhead(position: playhead.position - 1) }
        if done > 1 { return Playhead(position: playhead.position, subStep: done - 1) }
        return isFirst ? playhead : Playhead(position: playhead.position - 1, subStep: steps(at: playhead.position - 1))
    }

    private func steps(at position: Int) -> Int { max(1, subSteps(at: position).count) }

    /// Into the sub-steps of the present moment: the first of them is done.
    public func entered(_ playhead: Playhead) -> Playhead? {
        guard playhead.subStep == nil, !subSteps(at: playhead.position).isEmpty else { return nil }
        return Playhead(position: playhead.position, subStep: 1)
    }
}

import Recurrence

/// What the Step screen looks at: a pane, a row of it, a unit; and at the loss, the clip and the update a row of their lists.
public struct Focus: Sendable, Hashable {
    /// Index into the panes.
    public var pane = 0
    /// Index into the pane's rows.
    public var row = 0
    public var unit = 0
    /// The loss in the list of losses, counted from the last one back.
    public var lossFromEnd = 0
    /// The parameter in the lists of the clip, the update and the Gradients screen, among those that are trained.
    public var parameter = 0
    /// An entry of it.
    public var entry = 0

    public init() {}

    /// The top recurrent layer's state.
    init(_ session: Session?) {
        guard let session else { return }
        pane = session.panes.lastIndex { session.network.parts[$0.part].layer != nil } ?? 0
        row = session.stateRow(of: pane)
    }
}

/// What the Gradients screen looks at.
public struct GradientsState: Sendable, Hashable {
    /// The loss that is taken alone, counted from the last one back; 0 is the last.
    public var lossFromEnd = 0
    /// The part whose state is drawn, among those that have states.
    public var part: Int?

    public init() {}
}

extension Session {
    /// The row of a pane's hidden state, or its last.
    func stateRow(of pane: Int) -> Int {
        guard panes.indices.contains(pane) else { return 0 }
        let states = network.parts[panes[pane].part].states
        return panes[pane].nodes.firstIndex { $0 == states.first } ?? max(0, panes[pane].nodes.count - 1)
    }

    /// The parameters that are trained, in the order in which they are listed.
    var trainedParameters: [Parameter] { network.parameters.filter(\.isTrainable) }
}

extension ExplorerState {
    /// Goes to a moment or a step inside one; the cursor goes to what was just computed, or to the part that is being played.
    public mutating func go(to playhead: Playhead) {
        guard let session else { return }
        let before = self.playhead
        self.playhead = playhead
        if playhead.subStep != nil {
            followSubStep(session)
        } else if before.position != playhead.position {
            followPlay(session, before: before)
        }
    }

    private mutating func followSubStep(_ session: Session) {
        let steps = session.subSteps(at: playhead.position)
        guard let done = playhead.subStep, steps.indices.contains(done - 1) else { return }
        let row: Session.Row
        switch steps[done - 1] {
        case .equation(let equation, let t): row = .init(node: session.network.equations[equation].output, step: t)
        case .term(let node, let t, _): row = .init(node: node, step: t)
        }
        for (index, pane) in session.panes.enumerated() {
            if let found = session.rows(of: pane, at: playhead).firstIndex(of: row) {
                (focus.pane, focus.row) = (index, found)
                focus.unit = min(focus.unit, session.network[row.node].width - 1)
                return
            }
        }
    }

    /// Where other layers play than before, as in a bidirectional network, the pane follows; what was chosen by hand stays otherwise.
    private mutating func followPlay(_ session: Session, before: Playhead) {
        let played = session.playedPanes(at: playhead.position)
        guard !played.contains(focus.pane), session.playedPanes(at: before.position).contains(focus.pane),
            let pane = played.last(where: { !session.network.parts[session.panes[$0].part].states.isEmpty })
        else { return }
        let name =
            session.panes[focus.pane].nodes.indices.contains(focus.row)
            ? session.network[session.panes[focus.pane].nodes[focus.row]].name : ""
        focus.pane = pane
        focus.row =
            session.panes[pane].nodes.firstIndex { session.network[$0].name == name } ?? session.stateRow(of: pane)
        focus.unit = 0
    }

    /// The row under the cursor; nil where there is no pane.
    func focusedRow(_ session: Session) -> Session.Row? {
        guard session.panes.indices.contains(focus.pane) else { return nil }
        let rows = session.rows(of: session.panes[focus.pane], at: playhead)
        return rows.isEmpty ? nil : rows[min(focus.row, rows.count - 1)]
    }
}

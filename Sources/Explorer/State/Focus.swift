import Recurrence

/// What the Step screen looks at: a pane, a row of it, a unit. A choice that does not fit another row is kept for those that it fits.
public struct Focus: Sendable, Hashable {
    /// Index into the panes.
    public var pane = 0
    /// Index into the pane's rows.
    public var row = 0
    /// Index into the row's entries; beyond them, the last one is looked at.
    public var unit = 0

    /// The first unit of the first row of the first pane.
    public init() {}
}

/// What is looked at in the lists of the loss, the clip, the update and the Gradients screen.
public struct ListFocus: Sendable, Hashable {
    /// The loss in the list of losses, counted from the last one back.
    public var lossFromEnd = 0
    /// The parameter, among those that are trained.
    public var parameter = 0
    /// An entry of it.
    public var entry = 0

    /// The last loss, and the first entry of the first trained parameter.
    public init() {}
}

/// What the Gradients screen looks at.
public struct GradientsState: Sendable, Hashable {
    /// The loss that is taken alone, counted from the last one back; 0 is the last.
    public var lossFromEnd = 0
    /// The part whose state is drawn, among those that have states.
    public var part: Int?
    /// Whether the other cells stand beside the scene's own.
    public var showsCells = false
    /// The slider that + and − move, among those that the scene has.
    public var slider = 0

    /// The last loss, the last part that has states, the scene's own cell, the first slider.
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

extension Session {
    /// The row that a focus is on at a moment; nil where there is no pane.
    public func row(under focus: Focus, at playhead: Playhead) -> Row? {
        guard panes.indices.contains(focus.pane) else { return nil }
        let rows = rows(of: panes[focus.pane], at: playhead)
        return rows.isEmpty ? nil : rows[min(focus.row, rows.count - 1)]
    }

    /// The layers that a moment plays, as a place without its step; what is no step of the network looks at those of the nearest.
    func layersPlayed(at position: Int) -> Moment.Place {
        let moment = timeline[position]
        let nearest = position == 0 ? timeline[1] : timeline[timeline.places]
        switch moment.place ?? nearest.place {
        case .layer(let layer, let direction, _): return .layer(layer, direction, 0)
        case .decode: return .decode(0)
        case .step, nil: return .step(0)
        }
    }

    /// The last recurrent layer that is played, and its hidden state.
    func firstFocus(at position: Int) -> Focus {
        var focus = Focus()
        focus.pane = playedPanes(at: position).last { !network.parts[panes[$0].part].states.isEmpty } ?? 0
        focus.row = stateRow(of: focus.pane)
        return focus
    }
}

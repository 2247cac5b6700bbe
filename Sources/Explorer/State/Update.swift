import Recurrence
import Scenes
import TerminalUI

extension ExplorerState {
    /// Handles one key: the overlay's, or the screen's.
    public mutating func handle(_ key: Key) -> Effect {
        message = nil
        if overlay != nil { return handleOverlay(key) }
        if screen == .exercise, let effect = handleExercise(key) { return effect }
        switch count.feed(key, to: keys) {
        case .act(let action, let times): return act(action, times: times)
        case .counting(let number):
            message = Message("\(number)")
            return .none
        case .cancelled: return .none
        case .disabled(let reason):
            message = Message(reason)
            return .none
        case .unknown(let key):
            message = Message("\(key.name(glyphs)) does nothing here; ? lists the keys")
            return .none
        }
    }

    /// Does one thing so many times.
    public mutating func act(_ action: Action, times: Int = 1) -> Effect {
        if screen == .exercise, action.isMovement {
            moveInExercise(action, times: times)
            return .none
        }
        switch action {
        case .next, .previous, .first, .last, .enter, .leave: move(action, times: times)
        case .pane(let delta): movePane(delta * times)
        case .row(let delta): moveRow(delta * times)
        case .unit(let delta): moveUnit(delta * times)
        case .screen(let screen): self.screen = screen
        case .exercise(let action): act(action, times: times)
        case .edit: startEditing()
        case .undo: restore(session.flatMap { history.back(from: $0.scene) }, "nothing to undo")
        case .redo: restore(session.flatMap { history.forward(from: $0.scene) }, "nothing to redo")
        case .notation:
            notation = notation.next
            message = Message("notation: \(notation.title)")
        case .exact:
            isExact.toggle()
            message = Message(isExact ? "exact fractions" : "decimals")
        case .goTo: overlay = .goTo(LineEditor())
        case .goToStep: overlay = .step(LineEditor())
        case .play: playing = playing == nil ? PlaySpeed() : nil
        case .faster: playing?.change(by: 2)
        case .slower: playing?.change(by: 0.5)
        case .notes: overlay = .notes(scroll: 0)
        case .help: overlay = .help(scroll: 0)
        case .write: overlay = .save(LineEditor())
        case .suspend: return .suspend
        case .quit:
            if history.isUnsaved && overlay != .confirmQuit {
                overlay = .confirmQuit
                return .none
            }
            return .quit
        }
        return .none
    }

    /// One moment further while playing by itself; stops at the end.
    public mutating func tick() {
        guard let session, playing != nil else { return }
        let next = session.next(playhead)
        if next == playhead { playing = nil } else { playhead = next }
    }

    // MARK: Moving

    private mutating func move(_ action: Action, times: Int) {
        if screen == .home {
            switch action {
            case .next, .enter: openSelected()
            case .first: home.selection = 0
            case .last: home.selection = max(0, home.items.count - 1)
            default: break
            }
            return
        }
        guard let session else { return }
        switch action {
        case .next: for _ in 0..<min(times, 2 * session.timeline.count) { playhead = session.next(playhead) }
        case .previous: for _ in 0..<min(times, 2 * session.timeline.count) { playhead = session.previous(playhead) }
        case .first: playhead = Playhead(position: 0)
        case .last: playhead = Playhead(position: session.timeline.count - 1)
        case .enter:
            if let entered = session.entered(playhead) {
                playhead = entered
            } else {
                message = Message("this moment has no steps inside")
            }
        case .leave: playhead.subStep = nil
        default: break
        }
        followSubStep()
    }

    /// Inside a moment the cursor goes to what was just computed.
    private mutating func followSubStep() {
        guard let session, let done = playhead.subStep else { return }
        let steps = session.subSteps(at: playhead.position)
        guard steps.indices.contains(done - 1) else { return }
        let node: NodeID
        switch steps[done - 1] {
        case .equation(let equation, _): node = session.network.equations[equation].output
        case .term(let id, _, _): node = id
        }
        let panes = session.panes
        guard let pane = panes.firstIndex(where: { $0.nodes.contains(node) }) else { return }
        focus.pane = pane
        focus.node = panes[pane].nodes.firstIndex(of: node) ?? 0
    }

    private mutating func movePane(_ delta: Int) {
        guard let session else { return }
        if screen == .gradients {
            let parts = session.network.parts.indices.filter { !session.network.parts[$0].states.isEmpty }
            let present = gradients.part.flatMap { parts.firstIndex(of: $0) } ?? parts.count - 1
            gradients.part = parts[(present + delta + parts.count * (abs(delta) + 1)) % parts.count]
            return
        }
        let count = session.panes.count
        if count < 2 { message = Message("this scene has one pane") }
        focus.pane = (focus.pane + delta + count * (abs(delta) + 1)) % count
        focus.node = min(focus.node, session.panes[focus.pane].nodes.count - 1)
        focus.unit = 0
    }

    private mutating func moveRow(_ delta: Int) {
        if screen == .home {
            home.selection = max(0, min(home.items.count - 1, home.selection + delta))
            return
        }
        guard let session else { return }
        let visible = session.visibleNodes(focus, isCompact: isCompact)
        let nodes = session.panes[focus.pane].nodes
        let present = visible.firstIndex(of: nodes[focus.node]) ?? 0
        let chosen = visible[max(0, min(visible.count - 1, present + delta))]
        focus.node = nodes.firstIndex(of: chosen) ?? 0
        focus.unit = min(focus.unit, session.network[chosen].width - 1)
    }

    private mutating func moveUnit(_ delta: Int) {
        guard let session else { return }
        if screen == .gradients {
            gradients.lossFromEnd = max(0, min(session.trace.losses.count - 1, gradients.lossFromEnd - delta))
            return
        }
        let node = session.panes[focus.pane].nodes[focus.node]
        focus.unit = max(0, min(session.network[node].width - 1, focus.unit + delta))
    }

    private mutating func openSelected() {
        guard home.items.indices.contains(home.selection) else { return }
        do {
            open(try home.items[home.selection].load())
        } catch {
            message = Message("\(error)", isError: true)
        }
    }

    // MARK: Editing

    private mutating func startEditing() {
        guard let session else { return }
        let panes = session.panes
        var preferred: String?
        if panes.indices.contains(focus.pane), panes[focus.pane].nodes.indices.contains(focus.node) {
            preferred = session.preferredEdit(for: panes[focus.pane].nodes[focus.node])
        }
        overlay = .edit(EditState(session, preferred: preferred))
    }

    private mutating func restore(_ scene: Scene?, _ excuse: String) {
        guard let scene else {
            message = Message(excuse)
            return
        }
        replace(scene)
    }

    /// Changes one number; everything is recomputed at once.
    public mutating func set(_ number: SceneNumber, to value: Number) throws(EditError) {
        guard let session else { return }
        let changed = try session.scene.setting(number, to: value)
        history.record(session.scene)
        replace(changed)
    }
}

extension Session {
    /// The nodes of a pane that are listed: all of them, or without the pre-activations.
    func visibleNodes(_ focus: Focus, isCompact: Bool) -> [NodeID] {
        guard panes.indices.contains(focus.pane) else { return [] }
        let nodes = panes[focus.pane].nodes
        guard isCompact else { return nodes }
        let present = nodes.indices.contains(focus.node) ? nodes[focus.node] : nil
        let reduced = nodes.filter { node in
            let name = network[node].name
            return node == present || !(name == "a" || name.hasPrefix("a_"))
        }
        return reduced.isEmpty ? nodes : reduced
    }

    /// The table in which the numbers behind a node stand: its weights, or the inputs.
    func preferredEdit(for node: NodeID) -> String? {
        if node == network.inputs { return "inputs" }
        var seen = Set<NodeID>()
        var waiting = [node]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted,
                let equation = network.equations.first(where: { $0.output == next && network[next].steps.overlaps($0.steps) })
            else { continue }
            if case .sum(let terms) = equation.right {
                for case .matrix(let m, _, _) in terms.reversed() { return network[m].path }
            }
            waiting += equation.right.operands.filter { $0.step == .same }.map(\.node)
        }
        return nil
    }
}

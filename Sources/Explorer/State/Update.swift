import Recurrence
import Scenes
import TerminalUI

extension ExplorerState {
    /// Handles one key: the overlay's, or the screen's.
    public mutating func handle(_ key: Key) -> Effect {
        message = nil
        if isTooSmall { return handleTooSmall(key) }
        if overlay != nil { return handleOverlay(key) }
        if screen == .exercise, let effect = handleExercise(key) { return effect }
        switch count.feed(key, to: keys) {
        case .act(let action, let times): return act(action, times: times)
        case .counting(let number):
            message = Message("\(number) times: press → or another key that moves")
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

    /// Where nothing but the needed size is shown, the only key is q.
    private mutating func handleTooSmall(_ key: Key) -> Effect {
        switch (key, overlay) {
        case (.character("q"), .confirm), (.character("y"), .confirm): return .quit
        case (.character("q"), _): return act(.quit)
        case (.control("z"), _): return .suspend
        case (_, .confirm): overlay = nil
        default: break
        }
        return .none
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
        case .screen(let screen):
            if screen == .home || screen == .exercise { playing = nil }
            self.screen = screen
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
        case .goTo: show(.goTo(LineEditor()))
        case .goToStep: show(.step(LineEditor()))
        case .play: playing = playing == nil ? PlaySpeed() : nil
        case .faster: playing?.change(by: 2)
        case .slower: playing?.change(by: 0.5)
        case .notes: show(.notes(scroll: 0))
        case .why: show(.why(scroll: 0))
        case .help: show(.help(scroll: 0))
        case .write: show(.save(LineEditor()))
        case .suspend: return .suspend
        case .quit:
            guard history.isUnsaved else { return .quit }
            show(.confirm(.quit))
        }
        return .none
    }

    /// Puts something over the screen; what plays by itself stops.
    mutating func show(_ overlay: Overlay) {
        self.overlay = overlay
        playing = nil
    }

    /// One moment further while playing by itself; stops at the end.
    public mutating func tick() {
        guard let session, playing != nil else { return }
        let next = session.next(playhead)
        if next == playhead { playing = nil } else { go(to: next) }
    }

    // MARK: Moving

    private mutating func move(_ action: Action, times: Int) {
        if screen == .home {
            switch action {
            case .next, .enter: openItem(home.selection)
            case .first: home.selection = 0
            case .last: home.selection = max(0, home.items.count - 1)
            default: break
            }
            return
        }
        guard let session else { return }
        switch action {
        case .next: go(to: session.repeatedly(times, playhead, session.next))
        case .previous: go(to: session.repeatedly(times, playhead, session.previous))
        case .first: go(to: Playhead(position: 0))
        case .last: go(to: Playhead(position: session.timeline.count - 1))
        case .enter: if let entered = session.entered(playhead) { go(to: entered) }
        case .leave: playhead.subStep = nil
        default: break
        }
    }

    private mutating func movePane(_ delta: Int) {
        guard let session else { return }
        if screen == .gradients {
            let parts = session.network.parts.indices.filter { !session.network.parts[$0].states.isEmpty }
            let present = gradients.part.flatMap { parts.firstIndex(of: $0) } ?? parts.count - 1
            gradients.part = parts[wrapped(present + delta, parts.count)]
            return
        }
        focus.pane = wrapped(focus.pane + delta, session.panes.count)
        focus.row = session.stateRow(of: focus.pane)
        focus.unit = 0
    }

    private func wrapped(_ index: Int, _ count: Int) -> Int { count == 0 ? 0 : (index % count + count) % count }

    private mutating func moveRow(_ delta: Int) {
        func moved(_ index: Int, _ count: Int) -> Int { max(0, min(count - 1, index + delta)) }
        guard screen != .home else { return home.selection = moved(home.selection, home.items.count) }
        guard let session else { return }
        switch (screen, session.timeline[playhead.position]) {
        case (.gradients, _), (_, .clip), (_, .update):
            lists.parameter = moved(lists.parameter, session.trainedParameters.count)
            lists.entry = 0
        case (_, .loss):
            let count = session.trace.losses.count
            lists.lossFromEnd = count - 1 - moved(count - 1 - min(lists.lossFromEnd, count - 1), count)
        default:
            guard session.panes.indices.contains(focus.pane) else { return }
            let rows = session.rows(of: session.panes[focus.pane], at: playhead)
            focus.row = moved(min(focus.row, rows.count - 1), rows.count)
        }
    }

    private mutating func moveUnit(_ delta: Int) {
        guard let session else { return }
        if screen == .gradients {
            gradients.lossFromEnd = max(0, min(session.trace.losses.count - 1, gradients.lossFromEnd - delta))
            return
        }
        switch session.timeline[playhead.position] {
        case .clip, .update:
            let parameters = session.trainedParameters
            guard parameters.indices.contains(lists.parameter) else { return }
            lists.entry = max(0, min(parameters[lists.parameter].count - 1, lists.entry + delta))
        default:
            guard let row = focusedRow(session) else { return }
            let last = session.network[row.node].width - 1
            focus.unit = max(0, min(last, min(focus.unit, last) + delta))
        }
    }

    // MARK: Opening

    /// Opens an item of the home screen, unless changes of the open scene would be lost.
    mutating func openItem(_ index: Int) {
        guard home.items.indices.contains(index) else { return }
        home.selection = index
        if history.isUnsaved {
            show(.confirm(.open(index)))
        } else {
            openWithoutAsking(index)
        }
    }

    mutating func openWithoutAsking(_ index: Int) {
        overlay = nil
        do {
            let item = home.items[index]
            open(try item.load(), isUnsaved: item.discard != nil)
            home.opened = index
        } catch {
            message = Message("\(error)", isError: true)
        }
    }

    // MARK: Editing

    private mutating func startEditing() {
        guard let session else { return }
        var preferred: String?
        switch session.timeline[playhead.position] {
        case .clip, .update:
            let parameters = session.trainedParameters
            if parameters.indices.contains(lists.parameter) { preferred = parameters[lists.parameter].path }
        case .loss: preferred = "targets"
        default: preferred = focusedRow(session).flatMap { session.preferredEdit(for: $0.node) }
        }
        show(.edit(EditState(session, preferred: preferred)))
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
        guard changed != session.scene else { return }
        history.record(session.scene, then: changed)
        replace(changed)
    }
}

extension Session {
    /// A playhead moved so many times, or as far as it goes.
    func repeatedly(_ times: Int, _ start: Playhead, _ move: (Playhead) -> Playhead) -> Playhead {
        var playhead = start
        for _ in 0..<max(0, times) {
            let moved = move(playhead)
            if moved == playhead { break }
            playhead = moved
        }
        return playhead
    }

    /// The table in which the numbers behind a node stand: its weights, or the inputs.
    func preferredEdit(for node: NodeID) -> String? {
        if node == network.inputs { return "inputs" }
        var seen = Set<NodeID>()
        var waiting = [node]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted,
                let equation = network.equations.first(where: {
                    $0.output == next && network[next].steps.overlaps($0.steps)
                })
            else { continue }
            if case .sum(let terms) = equation.right {
                for case .matrix(let m, _, _) in terms.reversed() { return network[m].path }
            }
            waiting += equation.right.operands.filter { $0.step == .same }.map(\.node)
        }
        return nil
    }
}

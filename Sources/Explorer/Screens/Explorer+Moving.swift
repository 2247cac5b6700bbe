import Recurrence
import Scenes

extension Explorer {
    /// What is looked at. Moments that play the same layers share it; what plays other layers, such as a decoder, has its own.
    public var focus: Focus {
        get {
            guard let session else { return Focus() }
            return focuses[session.layersPlayed(at: playhead.position)] ?? session.firstFocus(at: playhead.position)
        }
        set {
            guard let session else { return }
            focuses[session.layersPlayed(at: playhead.position)] = newValue
        }
    }

    /// Goes to a moment or a step inside one; inside, the cursor goes to what was just computed.
    public mutating func go(to playhead: Playhead) {
        guard let session else { return }
        self.playhead = playhead
        let steps = session.subSteps(at: playhead.position)
        guard let done = playhead.subStep, steps.indices.contains(done - 1) else { return }
        let row: Session.Row
        switch steps[done - 1] {
        case .equation(let equation, let t): row = .init(node: session.network.equations[equation].output, step: t)
        case .term(let node, let t, _): row = .init(node: node, step: t)
        }
        for (index, pane) in session.panes.enumerated() {
            guard let found = session.rows(of: pane, at: playhead).firstIndex(of: row) else { continue }
            focus.pane = index
            focus.row = found
            return
        }
    }

    /// Moves the playhead so many times, or as far as it goes.
    mutating func move(_ times: Int, _ move: (Session, Playhead) -> Playhead) {
        guard let session else { return }
        var moved = playhead
        for _ in 0..<max(0, times) {
            let next = move(session, moved)
            if next == moved { break }
            moved = next
        }
        go(to: moved)
    }

    /// Goes on with the weights that the update has made, from the start. Going back from there, or undo, goes back.
    mutating func beginNextEpoch() {
        guard let session, let scene = session.nextEpoch else { return }
        let loss = SceneLook(self)?.numberText.loss() ?? ""
        let decimals = session.exact == nil ? "" : ", in decimals"
        change(to: scene)
        go(to: Playhead(position: 0))
        message = Message("epoch \(scene.epoch) begins, from the updated weights\(decimals); the loss was \(loss)")
    }

    /// The epoch before, where the present one was begun from its update and nothing has been changed since.
    var epochBefore: Scene? {
        guard let session, let before = history.undo.last, before.epoch == session.epoch - 1 else { return nil }
        return before
    }

    /// Back to the update that began the present epoch.
    mutating func returnToEpochBefore() {
        undo()
        if let session { go(to: Playhead(position: session.timeline.count - 1)) }
    }

    /// How long until something goes on by itself; nil while nothing does, and only keys wake the program.
    public var pace: Duration? { playing.map { .seconds(1 / $0.perSecond) } ?? top.pace }

    /// Goes on by itself: one moment further, stopping at the end, or what the screen on top computes.
    public mutating func tick() {
        actOnTop { $0.tick(&$1) }
        guard let session, playing != nil else { return }
        let next = session.next(playhead)
        if next == playhead { playing = nil } else { go(to: next) }
        // What takes long is begun beside the frames, as after a key.
        actOnTop { $0.notice(&$1) }
    }

    /// Waits until nothing is being computed any more.
    public mutating func settle() { actOnTop { $0.settle(&$1) } }

    /// Goes to an epoch on the screen on top, or says that it does not train.
    mutating func go(toEpoch epoch: Int) {
        var isDone = false
        actOnTop { isDone = $0.go(toEpoch: epoch, &$1) }
        if !isDone { message = Message("nothing trains here; training is the screen for it", isError: true) }
    }

    /// Moves the cursor to a node of the present step by its name, `c` or `c[2]`; false where there is none.
    public mutating func look(at name: String) -> Bool {
        guard let session else { return false }
        let parts = name.split(separator: "[", maxSplits: 1).map(String.init)
        guard let node = parts.first else { return false }
        let unit = parts.count > 1 ? Int(parts[1].prefix { $0 != "]" }) ?? 0 : 1
        let wanted = node.replacing("~", with: "_tilde")
        for (pane, candidate) in session.panes.enumerated() {
            for (index, node) in candidate.nodes.enumerated() {
                let full = "\(candidate.title).\(session.network[node].name)"
                guard session.network[node].name == wanted || full == wanted else { continue }
                guard (1...session.network[node].width).contains(unit) else { return false }
                focus.pane = pane
                focus.row = index
                focus.unit = unit - 1
                return true
            }
        }
        return false
    }
}

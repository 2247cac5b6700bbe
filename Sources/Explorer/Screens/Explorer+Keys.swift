import TerminalUI

extension Explorer {
    /// The keys of the screen on top: dispatch, footer, help, manual and words are made of it.
    public var keys: KeyTable<ExplorerDeed> {
        let layer = layers[layers.count - 1]
        return fits(layer.screen) ? table(of: layer.screen, layer.id) : table(of: TooSmall(), 0)
    }

    /// A screen's table: of the shared keys those of the timeline first, the others last; where both bind a key, its own holds.
    func table<S: Screen>(of screen: S, _ id: Int) -> KeyTable<ExplorerDeed> {
        let own = KeyTable<ExplorerDeed>(
            screen.keys(self).map { binding in
                binding.map { deed -> ExplorerDeed in
                    { explorer, press in explorer.change(screen, id) { deed(&$0, &$1, press) } }
                }
            })
        let shared = screen.shared
        let first = KeyTable(shared.contains(.timeline) ? timelineKeys : [])
        let last = KeyTable(
            (shared.contains(.scene) ? sceneKeys : [])
                + (shared.contains(.screens) ? screenKeys(offering: screen.offers) : [])
                + (shared.contains(.always) ? generalKeys : []))
        return first.yielding(to: own) + own + last.yielding(to: own)
    }

    /// Whether the terminal is large enough for a screen.
    func fits(_ screen: any Screen) -> Bool {
        size.width >= screen.smallest.width && size.height >= screen.smallest.height
    }

    /// Handles one key.
    public mutating func handle(_ key: Key) -> Effect {
        message = nil
        effect = .none
        defer { noteAnswers() }
        // Some screen readers keep Esc for themselves; ^G is the same everywhere.
        let key = key == .control("g") ? .escape : key
        switch count.feed(key, to: keys) {
        case .act(let deed, let times): deed(&self, KeyPress(key, times: times))
        case .counting(let number): message = Message("\(number) times: press → or another key that moves")
        case .cancelled: break
        case .disabled(let reason): message = Message(reason)
        case .unknown(let key): message = Message("\(key.name(glyphs)) does nothing here; ? lists the keys")
        }
        notice(top, layers[layers.count - 1].id)
        return effect
    }

    /// Handles a press of the mouse: on the footer it is the key that stands there, on news the footer comes back.
    public mutating func press(x: Int, y: Int) -> Effect {
        guard y == size.height - 1, !isSmall, !speaks || top.isOverlay else { return .none }
        if message != nil {
            message = nil
            return .none
        }
        guard let key = keys.footerKey(at: x - 1, width: size.width - 1, glyphs: glyphs) else { return .none }
        return handle(key)
    }

    /// Lets the screen on top hear that something was done.
    mutating func notice<S: Screen>(_ screen: S, _ id: Int) { change(screen, id) { $0.notice(&$1) } }

    /// Handles a pasted text: it goes where something is typed, and is no keys.
    public mutating func paste(_ text: String) {
        message = nil
        defer { noteAnswers() }
        let layer = layers[layers.count - 1]
        if !fits(layer.screen) || !insert(text, into: layer.screen, layer.id) {
            message = Message("nothing is typed here, so what was pasted is left out")
        }
    }

    private mutating func insert<S: Screen>(_ text: String, into screen: S, _ id: Int) -> Bool {
        var isTaken = false
        change(screen, id) { screen, _ in isTaken = screen.insert(text) }
        return isTaken
    }
}

extension Explorer {
    /// A screen on the stack. The number tells it from others of its kind.
    struct Layer: Sendable {
        let id: Int
        var screen: any Screen
    }

    mutating func newLayer(_ screen: any Screen) -> Layer {
        layersMade += 1
        return Layer(id: layersMade, screen: screen)
    }

    /// The screen that keys go to.
    public var top: any Screen { layers[layers.count - 1].screen }

    /// The named screen on which the others of the stack lie.
    var base: (any NamedScreen)? { layers[0].screen as? any NamedScreen }

    /// The name of the screen that is open, whatever lies over it.
    public var screenName: String { base.map { type(of: $0).name } ?? "" }

    /// The screen that a word leads to, by its name or another of its names; nil where none does.
    public func screen(named name: String) -> (any NamedScreen.Type)? {
        screens.first { $0.name == name || $0.otherNames.contains(name) }
    }

    /// Why a screen cannot be gone to now, in one sentence; nil when it can.
    func obstacle(to screen: any NamedScreen.Type) -> String? {
        if screen.isOfScene, session == nil { return "no scene is open yet; choose one and press Enter" }
        return screen.obstacle(self)
    }

    /// Puts a screen over the others; what plays by itself stops.
    public mutating func push(_ screen: some Screen) {
        layers.append(newLayer(screen))
        playing = nil
    }

    /// Takes the topmost screen off; the lowest stays.
    public mutating func close() {
        if layers.count > 1 { layers.removeLast() }
    }

    /// Goes to a screen: to where it was left with what lay over it, or as it is at first.
    public mutating func show(_ screen: any NamedScreen.Type) {
        guard screen.name != screenName else { return }
        shelve()
        layers = shelf.removeValue(forKey: screen.name) ?? [newLayer(screen.init(self))]
        if !top.shared.contains(.timeline) { playing = nil }
    }

    /// Goes to a screen by its name, or says why not; false where there is none of that name.
    public mutating func show(named name: String) -> Bool {
        guard let screen = screen(named: name) else { return false }
        if let reason = obstacle(to: screen) { message = Message(reason, isError: true) } else { show(screen) }
        return true
    }

    /// Keeps the stack until somebody comes back to it. What asks or is read is closed.
    mutating func shelve() {
        shelf[screenName] = Array(layers.prefix { !$0.screen.isOverlay })
    }

    /// Lets a screen act, and puts it back where it stands afterwards, if it still stands anywhere.
    mutating func change<S: Screen>(_ screen: S, _ id: Int, _ act: (inout S, inout Explorer) -> Void) {
        var screen = screen
        act(&screen, &self)
        if let index = layers.firstIndex(where: { $0.id == id }) {
            layers[index].screen = screen
            return
        }
        for (name, stack) in shelf {
            if let index = stack.firstIndex(where: { $0.id == id }) { shelf[name]?[index].screen = screen }
        }
    }

    /// Lets the screen on top act.
    mutating func actOnTop(_ act: (inout any Screen, inout Explorer) -> Void) {
        let layer = layers[layers.count - 1]
        var screen = layer.screen
        act(&screen, &self)
        if let index = layers.firstIndex(where: { $0.id == layer.id }) { layers[index].screen = screen }
    }

    /// Lets the topmost screen of a kind act, brought to the front from where it was left; false where there is none.
    mutating func change<S: Screen>(_ kind: S.Type, _ act: (inout S, inout Explorer) -> Void) -> Bool {
        func isOfKind(_ layer: Layer) -> Bool { layer.screen is S }
        if !layers.contains(where: isOfKind), let left = shelf.first(where: { $0.value.contains(where: isOfKind) }) {
            guard let screen = screen(named: left.key) else { return false }
            show(screen)
        }
        guard let layer = layers.last(where: isOfKind), let screen = layer.screen as? S else { return false }
        change(screen, layer.id, act)
        return true
    }
}

import Scenes

/// The scenes that can be opened by name.
public struct SceneList: Sendable {
    /// One scene, by a name, and how it is had.
    public struct Item: Sendable {
        /// What `open` takes; no two of a list should share it.
        public let name: String
        /// What the list says beside the name.
        public let title: String
        /// Reads the scene when it is opened; what it throws is shown as news.
        public let load: @Sendable () throws -> Scene
        /// For work that was kept when the program was ended from outside: forgets it.
        public let discard: (@Sendable () -> Void)?

        /// An item; without `discard` it is no kept work.
        public init(
            name: String, title: String, load: @escaping @Sendable () throws -> Scene,
            discard: (@Sendable () -> Void)? = nil
        ) {
            self.name = name
            self.title = title
            self.load = load
            self.discard = discard
        }
    }

    /// In the order of the home screen.
    public var items: [Item]
    /// The item that is chosen on the home screen.
    public internal(set) var selection = 0
    /// The item that is open; nil where a scene came another way.
    public internal(set) var opened: Int?

    /// A list whose first item is chosen, and of which none is open.
    public init(_ items: [Item]) { self.items = items }

    /// Takes the open item off the list when it is kept work, and returns it: it is offered once.
    public mutating func takeReopened() -> Item? {
        guard let index = opened, items[index].discard != nil else { return nil }
        opened = nil
        if index < selection { selection -= 1 }
        selection = max(0, min(selection, items.count - 2))
        return items.remove(at: index)
    }
}

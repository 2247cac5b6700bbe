import Scenes

/// The scenes that can be opened by name.
public struct SceneList: Sendable {
    public struct Item: Sendable {
        public let name: String
        public let title: String
        public let load: @Sendable () throws -> Scene
        /// For work that was kept when the program was ended from outside: forgets it.
        public let discard: (@Sendable () -> Void)?

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

    public var items: [Item]
    /// The item that is chosen on the home screen.
    public internal(set) var selection = 0
    /// The item that is open; nil where a scene came another way.
    public internal(set) var opened: Int?

    public init(_ items: [Item]) { self.items = items }

    /// Takes the open item off the list when it is kept work, and returns it: it is offered once.
    public mutating func takeReopened() -> Item? {
        guard let index = opened, items[index].discard != nil else { return nil }
        opened = nil
        selection = max(0, min(selection, items.count - 2))
        return items.remove(at: index)
    }
}

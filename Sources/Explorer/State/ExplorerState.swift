import Recurrence
import Scenes
import TerminalUI

/// Everything that the explorer remembers between two keys. Screens are pure functions of it.
public struct ExplorerState: Sendable {
    public enum Screen: String, Sendable, CaseIterable {
        case home, step, gradients, exercise
    }

    public enum Overlay: Sendable, Equatable {
        case help(scroll: Int)
        case edit(EditState)
        case goTo(LineEditor)
        case step(LineEditor)
        case save(LineEditor)
        case notes(scroll: Int)
        case why(scroll: Int)
        /// Whether to leave a scene whose changes are not written.
        case confirm(Leaving)
    }

    /// What would leave the open scene behind.
    public enum Leaving: Sendable, Equatable {
        case quit
        /// Opening an item of the home screen.
        case open(Int)
    }

    public var screen: Screen = .home
    public var home: HomeState
    public var session: Session?
    public var playhead = Playhead(position: 0)
    /// What is looked at, by the layers that a moment plays; see `focus`.
    var focuses: [Moment.Place: Focus] = [:]
    public var lists = ListFocus()
    public var gradients = GradientsState()
    public var exercise = ExerciseState()
    public var overlay: Overlay?
    public var notation = Notation.here
    /// Whether fractions are shown as fractions.
    public var isExact = true
    public var count = KeyCount()
    /// One line of news at the bottom: why a key did nothing, what was saved.
    public var message: Message?
    public var history = History()
    public var playing: PlaySpeed?
    public var glyphs: Glyphs
    public var size = Size(width: 80, height: 24)

    public init(home: HomeState, glyphs: Glyphs) {
        self.home = home
        self.glyphs = glyphs
    }

    public struct Message: Sendable, Equatable {
        public let text: String
        public let isError: Bool

        public init(_ text: String, isError: Bool = false) {
            self.text = text
            self.isError = isError
        }
    }

    public var naming: Naming? { session.map { Naming($0.network, glyphs: glyphs, notation: notation) } }
    public var writing: Writing { Writing(glyphs: glyphs, notation: notation, isExact: isExact) }

    /// Why the number under the cursor is what it is; see `Explanations`.
    public func explanations(_ session: Session, most: Int = .max) -> [Explanation] {
        Explanations(session, at: playhead, focus: focus, lists: lists, writing: writing).all(most: most)
    }

    /// Opens a scene at its beginning.
    ///
    /// - Parameter isUnsaved: whether the scene itself is work that is not written yet.
    public mutating func open(_ scene: Scene, isUnsaved: Bool = false) {
        home.opened = nil
        history = History(saved: isUnsaved ? nil : scene)
        session = Session(scene)
        playhead = Playhead(position: 0)
        focuses = [:]
        lists = ListFocus()
        gradients = GradientsState()
        isExact = scene.arithmetic == .rational
        screen = .step
        overlay = nil
        message = nil
        playing = nil
    }

    /// Puts another version of the scene in place, keeping the moment.
    public mutating func replace(_ scene: Scene) {
        let name = session.map { $0.timeline[playhead.position] }
        let subStep = playhead.subStep
        let session = Session(scene)
        self.session = session
        let position = name.flatMap { session.timeline.index(of: $0) } ?? 0
        playhead = Playhead(position: position, subStep: subStep)
    }
}

/// Earlier and later versions of the scene.
public struct History: Sendable {
    public private(set) var undo: [Scene] = []
    public private(set) var redo: [Scene] = []
    /// The scene as it was opened or written last; nil where it never was a file.
    public private(set) var saved: Scene?
    /// Whether the present scene differs from what was opened or written last.
    public private(set) var isUnsaved: Bool

    /// Nothing is open, so nothing can be lost.
    public init() { isUnsaved = false }

    /// - Parameter saved: the scene as it was read; nil where it is itself work that is not written yet.
    public init(saved: Scene?) {
        self.saved = saved
        isUnsaved = saved == nil
    }

    /// Notes that the present scene has been written.
    public mutating func noteSaved(_ present: Scene) {
        saved = present
        isUnsaved = false
    }

    mutating func record(_ before: Scene, then present: Scene) {
        undo.append(before)
        if undo.count > 1_000 { undo.removeFirst() }
        redo = []
        isUnsaved = present != saved
    }

    mutating func back(from present: Scene) -> Scene? {
        guard let scene = undo.popLast() else { return nil }
        redo.append(present)
        isUnsaved = scene != saved
        return scene
    }

    mutating func forward(from present: Scene) -> Scene? {
        guard let scene = redo.popLast() else { return nil }
        undo.append(present)
        isUnsaved = scene != saved
        return scene
    }
}

/// How fast a scene plays by itself.
public struct PlaySpeed: Sendable, Hashable {
    /// Moments a second.
    public var perSecond: Double = 2

    public init() {}

    mutating func change(by factor: Double) { perSecond = min(32, max(0.25, perSecond * factor)) }
}

/// What the home screen lists.
public struct HomeState: Sendable {
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
    public var selection = 0
    /// The item that is open; nil where a scene came another way.
    public internal(set) var opened: Int?

    public init(items: [Item]) { self.items = items }

    /// Takes the open item off the list when it is kept work, and returns it: it is offered once.
    public mutating func takeReopened() -> Item? {
        guard let index = opened, items[index].discard != nil else { return nil }
        opened = nil
        selection = max(0, min(selection, items.count - 2))
        return items.remove(at: index)
    }
}

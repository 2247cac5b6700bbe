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
        case confirmQuit
    }

    public var screen: Screen = .home
    public var home: HomeState
    public var session: Session?
    public var playhead = Playhead(position: 0)
    public var focus = Focus()
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

    /// Opens a scene at its beginning.
    public mutating func open(_ scene: Scene) {
        history = History()
        session = Session(scene)
        playhead = Playhead(position: 0)
        focus = Focus(session)
        gradients = GradientsState()
        isExact = scene.arithmetic == .rational
        screen = .step
        overlay = nil
        message = nil
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
    /// Whether the present scene differs from what was opened or saved last.
    public var isUnsaved = false

    mutating func record(_ before: Scene) {
        undo.append(before)
        if undo.count > 1_000 { undo.removeFirst() }
        redo = []
        isUnsaved = true
    }

    mutating func back(from present: Scene) -> Scene? {
        guard let scene = undo.popLast() else { return nil }
        redo.append(present)
        isUnsaved = true
        return scene
    }

    mutating func forward(from present: Scene) -> Scene? {
        guard let scene = redo.popLast() else { return nil }
        undo.append(present)
        isUnsaved = true
        return scene
    }
}

/// What the Step screen looks at: a part, a node in it, a unit.
public struct Focus: Sendable, Hashable {
    /// Index into the panes: the parts that can be looked at.
    public var pane = 0
    public var node = 0
    public var unit = 0

    public init() {}

    /// The top recurrent layer's state.
    init(_ session: Session?) {
        guard let session else { return }
        let panes = session.panes
        pane = panes.lastIndex { $0.kind == .layer } ?? 0
        guard panes.indices.contains(pane) else { return }
        let states = Set(session.network.parts.compactMap(\.states.first))
        node = panes[pane].nodes.lastIndex { states.contains($0) } ?? 0
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

        public init(name: String, title: String, load: @escaping @Sendable () throws -> Scene) {
            self.name = name
            self.title = title
            self.load = load
        }
    }

    public var items: [Item]
    public var selection = 0

    public init(items: [Item]) { self.items = items }
}

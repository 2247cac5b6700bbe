import Scenes

/// Earlier and later versions of the scene.
public struct History: Sendable {
    /// Earlier versions, the latest last; at most 1,000.
    public private(set) var undo: [Scene] = []
    /// Versions that were undone, the latest undone last; a change forgets them.
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

    /// Two moments a second.
    public init() {}

    mutating func change(by factor: Double) { perSecond = min(32, max(0.25, perSecond * factor)) }
}

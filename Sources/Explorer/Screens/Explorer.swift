import Recurrence
import Scenes
import TerminalUI

/// The open scene with its history, how far it is played, what is looked at, and a stack of screens: everything that is remembered between
/// two keys. What is on the terminal is a pure function of it.
public struct Explorer: Sendable {
    /// The smallest terminal on which everything has its place.
    public static let smallest = Size(width: 60, height: 16)

    /// The screens that one goes to by name or key.
    public let screens: [any NamedScreen.Type]
    /// The screens that are open, the bottom one first; never empty.
    var layers: [Layer] = []
    /// Stacks that were left for another screen, by the name of their lowest: one comes back to them as they were.
    var shelf: [String: [Layer]] = [:]
    var layersMade = 0

    /// What the home screen offers to open.
    public var scenes: SceneList
    /// The lessons, and how far the learner has come in them.
    public var course: Course
    /// The open scene with all its numbers; nil until one is opened.
    public internal(set) var session: Session?
    /// Grows whenever another scene, or another version of it, is put in place.
    public internal(set) var edition = 0
    /// How far the open scene is played.
    public internal(set) var playhead = Playhead(position: 0)
    /// What is looked at, by the layers that a moment plays; see `focus`.
    var focuses: [Moment.Place: Focus] = [:]
    /// What is looked at in the lists of losses and of parameters.
    public internal(set) var lists = ListFocus()
    /// Whose letters names are written in.
    public var notation = Notation.unfold
    /// Whether fractions are shown as fractions.
    public var isExact = true
    /// How fast the scene plays by itself; nil while it stands still.
    public internal(set) var playing: PlaySpeed?
    /// Other versions of the open scene, and whether the present one is written.
    public var history = History()

    /// What has been typed of a number before a key.
    public internal(set) var count = KeyCount()
    /// One line of news at the bottom: why a key did nothing, what was saved.
    public var message: Message?
    /// What the run loop has to do after the present key.
    var effect = Effect.none
    /// Whether leaving unsaved changes is asked about. Words mean what they say.
    var isAsking = true
    /// The characters that the terminal can show.
    public var glyphs: Glyphs
    /// What has been typed into exercises, this time and before.
    public var answers = KeptAnswers()
    /// The score of predictions, while every next value is asked for before it is shown.
    public internal(set) var predictions: PredictionScore?
    /// Whether the bottom row keeps the answer to the last key in words, instead of the keys.
    public var speaks = false
    /// What lies behind the text, where somebody has said so while the program runs.
    public internal(set) var background: Background?
    /// Columns and rows of the terminal, the footer among them.
    public var size = Size(width: 80, height: 24)

    /// An explorer without a scene, on the home screen.
    ///
    /// - Parameter course: the built-in lessons, with nothing done, if nothing is said.
    public init(
        scenes: SceneList, glyphs: Glyphs, course: Course = Course(), screens: [any NamedScreen.Type] = Explorer.screens
    ) {
        self.scenes = scenes
        self.course = course
        self.glyphs = glyphs
        self.screens = screens
        layers = [newLayer(HomeScreen(self))]
    }

    /// News for whoever is at the keys; the next key takes it away.
    public struct Message: Sendable, Equatable {
        /// What is said; a narrow terminal wraps it.
        public let text: String
        /// Whether something could not be done; plain mode makes a `PlainProblem` of it.
        public let isError: Bool

        /// News; only where it is said, that something could not be done.
        public init(_ text: String, isError: Bool = false) {
            self.text = text
            self.isError = isError
        }
    }
}

/// What the run loop has to do after a key or a word.
public enum Effect: Sendable, Equatable {
    case none
    case quit
    case suspend
    /// Write the scene, or what else the ending asks for, to a file; one that is there already only where that was asked about.
    case save(path: String, replacing: Bool = false)
}

extension Explorer {
    /// How numbers and names are written at present.
    public var writing: Writing { Writing(glyphs: glyphs, notation: notation, isExact: isExact) }

    /// Opens a scene at its beginning, on the Step screen.
    ///
    /// - Parameter isUnsaved: whether the scene itself is work that is not written yet.
    public mutating func open(_ scene: Scene, isUnsaved: Bool = false) {
        load(scene, isUnsaved: isUnsaved)
        shelve()
        // A lesson's scene is its own: the lesson is opened again at its step.
        shelf[LessonCatalogue.name]?.removeAll { $0.screen is LessonPage }
        shelf = shelf.filter { name, _ in !(screen(named: name)?.isOfScene ?? false) }
        layers = [newLayer(StepScreen(self))]
    }

    /// Puts a scene in place at its beginning; the screens stay.
    mutating func load(_ scene: Scene, isUnsaved: Bool = false) {
        scenes.opened = nil
        history = History(saved: isUnsaved ? nil : scene)
        session = Session(scene)
        edition += 1
        playhead = Playhead(position: 0)
        focuses = [:]
        lists = ListFocus()
        isExact = scene.arithmetic == .rational
        message = nil
        playing = nil
    }

    /// Opens an item of the list of scenes, unless changes of the open scene would be lost.
    public mutating func open(item index: Int) {
        guard scenes.items.indices.contains(index) else { return }
        scenes.selection = index
        if history.isUnsaved && isAsking {
            push(ConfirmLeaving(.scene(index)))
        } else {
            openWithoutAsking(item: index)
        }
    }

    mutating func openWithoutAsking(item index: Int) {
        do {
            let item = scenes.items[index]
            open(try item.load(), isUnsaved: item.discard != nil)
            scenes.opened = index
        } catch {
            message = Message("\(error)", isError: true)
        }
    }

    /// Puts another version of the scene in place, keeping the moment.
    mutating func replace(_ scene: Scene) {
        let moment = session.map { $0.timeline[playhead.position] }
        let subStep = playhead.subStep
        let session = Session(scene)
        self.session = session
        edition += 1
        let position = moment.flatMap { session.timeline.index(of: $0) } ?? 0
        playhead = Playhead(position: position, subStep: subStep)
    }

    /// Changes one number; everything is recomputed at once.
    public mutating func set(_ number: SceneNumber, to value: Number) throws(EditError) {
        guard let session else { return }
        change(to: try session.scene.setting(number, to: value))
    }

    /// Puts a changed scene in place; undo brings the present one back.
    mutating func change(to scene: Scene) {
        guard let session, scene != session.scene else { return }
        history.record(session.scene, then: scene)
        replace(scene)
    }

    mutating func undo() {
        if let scene = session.flatMap({ history.back(from: $0.scene) }) { replace(scene) }
    }

    mutating func redo() {
        if let scene = session.flatMap({ history.forward(from: $0.scene) }) { replace(scene) }
    }

    /// Leaves the program, unless unsaved changes have to be asked about.
    mutating func quit() {
        if history.isUnsaved && isAsking { push(ConfirmLeaving(.program)) } else { effect = .quit }
    }
}

import Explorer
import Scenes
import TerminalUI

/// Every screen, overlay and prompt of the program, by the keys that lead there from a scene's beginning.
enum Situation: String, CaseIterable {
    case step = ""
    case inside = "→↵"
    case gradients = "⇲g"
    case home = "H"
    case catalogue = "X"
    case form = "X↵"
    case cell = "X↵1"
    case marked = "X↵12↵c"
    case solution = "X↵oo"
    case help = "?"
    case helpOfEdit = "e?"
    case edit = "e"
    case number = "e1"
    case refused = "ex↵1x↵"
    case goTo = ":"
    case stepNumber = "t"
    case save = "w"
    case notes = "i"
    case why = "→y"
    case entries = "⇲gy"
    case leaving = "e7↵⎋q"
    case opening = "e7↵⎋H↵"
    case training = "L"
    case trained = "L+→→←"
    case tasks = "Lo"
    case epoch = "Lt"
    case twin = "d→"
    case along = "d⇥"
    case cliff = "d⇥⇥"
    case compare = "m→"
    case together = "m⇥→"
    case sequences = "m⇥⇥→"
    case table = "→→b"
    case tableOfGradients = "⇲b⇥"
    case triangle = "⇲r"
    case forwardMode = "⇲rf"
    case attention = "⇲A"
    case scan = "⇲z"
    case scanBack = "⇲z⇥"
    case characters = "C→"
    case lessons = "N"
    case lesson = "N↓↓↵"
    case answer = "N↓↓↵cx"
    case lessonPlayed = "N↓↓↵P→"
    case predicting = "v→"
    case labels = "→'"

    /// An explorer that has come there.
    func explored(_ scene: String = "exploding-gradient", _ width: Int = 80, _ height: Int = 24) throws -> Explored {
        var explored = try Explored(scene, width, height)
        explored.press(rawValue)
        return explored
    }
}

extension Explorer {
    /// The kind of the screen that keys go to, for lists of what was seen.
    var kind: String { "\(type(of: top))" }
}

/// What a key, or a word of a script, asks for.
public enum Action: Sendable, Equatable {
    case next, previous, first, last
    case enter, leave
    case pane(Int), row(Int), unit(Int)
    case screen(ExplorerState.Screen)
    case edit, undo, redo
    case notation, exact
    case goTo, goToStep
    case play, faster, slower
    case exercise(ExerciseAction)
    case notes, why, help, write, quit, suspend
}

extension Action {
    /// Whether it moves over what is on the screen.
    var isMovement: Bool {
        switch self {
        case .next, .previous, .first, .last, .enter, .leave, .pane, .row, .unit: true
        default: false
        }
    }
}

/// What the run loop has to do after an update.
public enum Effect: Sendable, Equatable {
    case none
    case quit
    case suspend
    /// Write the scene, or what else the ending asks for, to a file.
    case save(path: String)
}

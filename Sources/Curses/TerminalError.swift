/// Why there is no screen.
public enum TerminalError: Error, Hashable, Sendable {
    /// Standard input or output is a pipe or a file.
    case notATerminal
    /// TERM is not set or empty.
    case noType
    /// terminfo does not know the type, or only that it is some terminal.
    case unknownType(String)
    /// The type prints on paper.
    case hardCopy(String)
    /// The type cannot move its cursor.
    case noCursorMovement(String)
    /// ncurses did not start, or a screen is open already.
    case notStarted(String)
}

extension TerminalError: CustomStringConvertible {
    public var description: String {
        let way = "use --plain for the same content line by line"
        return switch self {
        case .notATerminal: "standard input and output are not both a terminal; \(way)"
        case .noType: "TERM is not set, so nothing is known of the terminal; \(way)"
        case .unknownType(let type):
            "the terminal type \"\(type)\" (TERM) is unknown to terminfo or too generic; \(way)"
        case .hardCopy(let type): "a terminal of type \"\(type)\" (TERM) prints on paper; \(way)"
        case .noCursorMovement(let type): "a terminal of type \"\(type)\" (TERM) cannot move its cursor; \(way)"
        case .notStarted(let type): "the screen of a terminal of type \"\(type)\" could not be taken over; \(way)"
        }
    }
}

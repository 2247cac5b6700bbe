/// What is said to something that was done.
public struct Reply: Sendable, Equatable {
    /// What the reply makes of an answer, or that there was none to mark.
    public enum Kind: Sendable, Equatable {
        case right, wrong
        /// It could not be read, and costs nothing.
        case unread
        /// A hint, a solution, a state of things.
        case told
    }

    /// How the reply is coloured; its lines say the same in words.
    public var kind: Kind
    /// The first line is the verdict.
    public var lines: [String]
    /// A moment to go to now.
    public var reveal: String?

    init(_ kind: Kind, _ lines: [String], reveal: String? = nil) {
        self.kind = kind
        self.lines = lines.filter { !$0.isEmpty }
        self.reveal = reveal
    }

    init(_ kind: Kind, _ line: String) { self.init(kind, [line]) }
}

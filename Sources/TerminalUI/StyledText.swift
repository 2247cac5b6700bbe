/// A line of text in several styles.
public struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
    /// A piece of the line in one style.
    public struct Run: Hashable, Sendable {
        /// The characters as given; they become cells when they are drawn.
        public var text: String
        /// The style of every cell of the piece.
        public var style: Style

        /// A piece of plain text unless said otherwise.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// From left to right; neighbours of one style are not joined.
    public private(set) var runs: [Run]

    /// A line of runs; by default an empty one.
    public init(_ runs: [Run] = []) { self.runs = runs }
    /// A line in one style.
    public init(_ text: String, _ style: Style = .plain) { runs = [Run(text, style)] }
    public init(stringLiteral value: String) { self.init(value) }

    /// The characters of all runs, without their styles.
    public var string: String { runs.map(\.text).joined() }
    /// The number of cells.
    public var width: Int { runs.reduce(0) { $0 + Text.width($1.text) } }
    /// Whether no run has a character.
    public var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    /// Adds a run at the right end.
    public mutating func append(_ text: String, _ style: Style = .plain) { runs.append(Run(text, style)) }
    /// Adds another line's runs at the right end.
    public mutating func append(_ other: StyledText) { runs += other.runs }

    public static func + (left: StyledText, right: StyledText) -> StyledText { StyledText(left.runs + right.runs) }

    /// Every run's text in another spelling, the styles kept.
    public func mapText(_ transform: (String) -> String) -> StyledText {
        StyledText(runs.map { Run(transform($0.text), $0.style) })
    }
}

/// A line of text in several styles.
public struct StyledText: Hashable, Sendable, ExpressibleByStringLiteral {
    public struct Run: Hashable, Sendable {
        public var text: String
        public var style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public private(set) var runs: [Run]

    public init(_ runs: [Run] = []) { self.runs = runs }
    public init(_ text: String, _ style: Style = .plain) { runs = [Run(text, style)] }
    public init(stringLiteral value: String) { self.init(value) }

    public var string: String { runs.map(\.text).joined() }
    /// The number of cells.
    public var width: Int { runs.reduce(0) { $0 + Text.width($1.text) } }
    public var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

    public mutating func append(_ text: String, _ style: Style = .plain) { runs.append(Run(text, style)) }
    public mutating func append(_ other: StyledText) { runs += other.runs }

    public static func + (left: StyledText, right: StyledText) -> StyledText { StyledText(left.runs + right.runs) }

    /// Every run's text in another spelling, the styles kept.
    public func mapText(_ transform: (String) -> String) -> StyledText {
        StyledText(runs.map { Run(transform($0.text), $0.style) })
    }
}

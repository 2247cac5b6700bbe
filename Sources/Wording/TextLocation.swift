/// A place in a text: line and column count from 1, the column in characters as a reader sees them.
public struct TextLocation: Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// In characters, from 1.
    public var column: Int

    /// A place by line and column, both from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Before the first character.
    public static let start = TextLocation(line: 1, column: 1)

    /// "3:14"
    public var description: String { "\(line):\(column)" }

    /// The place after one more character.
    public func after(_ character: Character) -> TextLocation {
        character.isNewline ? TextLocation(line: line + 1, column: 1) : TextLocation(line: line, column: column + 1)
    }
}

import Recurrence
import TerminalUI

/// How numbers and names are written: in which characters, whose letters, and whether fractions stand as fractions.
public struct Writing: Sendable, Hashable {
    /// The characters that may be used.
    public var glyphs: Glyphs
    /// Whose letters names are written in.
    public var notation: Notation
    /// Whether fractions stand as fractions, where the scene has them.
    public var isExact: Bool

    /// How to write for a terminal: in `unfold`'s own letters and with fractions, unless otherwise is said.
    public init(glyphs: Glyphs, notation: Notation = .unfold, isExact: Bool = true) {
        self.glyphs = glyphs
        self.notation = notation
        self.isExact = isExact
    }
}

import Recurrence
import TerminalUI

/// How numbers and names are written: in which characters, whose letters, and whether fractions stand as fractions.
public struct Writing: Sendable, Hashable {
    public var glyphs: Glyphs
    public var notation: Notation
    public var isExact: Bool

    public init(glyphs: Glyphs, notation: Notation = .unfold, isExact: Bool = true) {
        self.glyphs = glyphs
        self.notation = notation
        self.isExact = isExact
    }
}

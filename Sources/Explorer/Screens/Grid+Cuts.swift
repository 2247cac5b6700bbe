import TerminalUI

extension Grid {
    /// Marks at the left edge of a list that does not fit.
    mutating func markCuts(_ window: Window, _ list: Rect, glyphs: Glyphs) {
        if window.isCutBefore { text(String(glyphs.moreUp), x: 0, y: list.y, style: .hint) }
        if window.isCutAfter { text(String(glyphs.moreDown), x: 0, y: list.bottom - 1, style: .hint) }
    }

    /// How much lies above and below a list that does not fit.
    mutating func countCuts(_ window: Window, _ list: Rect, glyphs: Glyphs) {
        let x = list.right - 12
        if window.isCutBefore {
            text("\(glyphs.moreUp) \(window.range.lowerBound) more", x: x, y: list.y - 1, style: .hint)
        }
        if window.isCutAfter {
            let hidden = window.count - window.range.upperBound
            text("\(glyphs.moreDown) \(hidden) more", x: x, y: list.bottom, style: .hint)
        }
    }
}

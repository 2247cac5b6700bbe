import TerminalUI

extension Grid {
    /// A page of things to choose from: a title with a hint, and a row each, a name and what it is; the chosen one is kept in sight.
    ///
    /// - Parameter column: where what a thing is begins.
    mutating func choices(
        _ title: String, hint: String, _ rows: [(name: String, summary: String)], column: Int, chosen: Int,
        glyphs: Glyphs
    ) {
        text(title, x: 1, y: 0, style: .title)
        text(hint, x: Text.width(title) + 3, y: 0, style: .dim)
        horizontalLine(y: 1, glyphs: glyphs)
        let list = bounds.inset(top: 2, bottom: 1)
        let window = Window(count: rows.count, room: list.height, focus: chosen)
        for (line, index) in window.range.enumerated() {
            let isChosen = index == chosen
            let y = list.y + line
            if isChosen { fill(Rect(x: 1, y: y, width: width - 2, height: 1), " ", style: .focus) }
            let mark = isChosen ? String(glyphs.filledRight) : " "
            text("\(mark) \(rows[index].name)", x: 1, y: y, style: isChosen ? .focus : .plain)
            text(glyphs.text(rows[index].summary), x: column, y: y, style: isChosen ? .focus : .dim)
            if isChosen { setCursor(x: 1, y: y) }
        }
        countCuts(window, list, glyphs: glyphs)
    }
}

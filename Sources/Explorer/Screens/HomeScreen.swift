import TerminalUI

extension ExplorerState {
    /// The scenes that can be opened, the chosen one marked.
    func drawHome(_ grid: inout Grid) {
        grid.text("unfold", x: 1, y: 0, style: .title)
        grid.text("step through recurrent networks, forward and backward", x: 9, y: 0, style: .dim)
        grid.horizontalLine(y: 1, glyphs: glyphs)
        let hasScene = session != nil
        if let session {
            grid.text("where you left off: ", x: 1, y: 2, style: .label)
            grid.text(Text.fit(session.scene.title, width: max(0, grid.width - 40)), x: 21, y: 2)
            grid.text(StyledText("s", .key) + StyledText(" goes back to it", .dim), right: grid.width - 1, y: 2)
        }
        let top = hasScene ? 4 : 2
        grid.text("Scenes", x: 1, y: top, style: .heading)
        let list = Rect(x: 0, y: top + 1, width: grid.width, height: max(0, grid.height - top - 2))
        let window = Window(count: home.items.count, room: list.height, focus: home.selection)
        let nameWidth = min(28, home.items.map { Text.width($0.name) }.max() ?? 0)
        for (row, index) in window.range.enumerated() {
            let item = home.items[index]
            let isChosen = index == home.selection
            let y = list.y + row
            if isChosen { grid.fill(Rect(x: 1, y: y, width: grid.width - 2, height: 1), " ", style: .focus) }
            let style = isChosen ? Style.focus : .plain
            grid.text(
                "\(isChosen ? String(glyphs.filledRight) : " ") \(item.name)", x: 1, y: y, style: style,
                width: nameWidth + 2)
            grid.text(glyphs.text(item.title), x: nameWidth + 5, y: y, style: isChosen ? style : .dim)
            if isChosen { grid.setCursor(x: 1, y: y) }
        }
        drawMore(&grid, window, list)
    }

    /// Marks above and below a list that does not fit.
    func drawMore(_ grid: inout Grid, _ window: Window, _ list: Rect) {
        if window.isCutBefore {
            grid.text(
                "\(glyphs.moreUp) \(window.range.lowerBound) more", x: list.right - 12, y: list.y - 1, style: .hint)
        }
        if window.isCutAfter {
            grid.text(
                "\(glyphs.moreDown) \(window.count - window.range.upperBound) more", x: list.right - 12, y: list.bottom,
                style: .hint)
        }
    }
}

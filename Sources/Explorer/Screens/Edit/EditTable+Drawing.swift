import Recurrence
import Scenes
import TerminalUI

extension EditTable {
    /// Every number of the scene in tables, one of them chosen; what it changes below.
    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let look = SceneLook(explorer) else { return }
        let glyphs = look.glyphs
        let frame = grid.bounds.inset(left: 1, top: 2, right: 1)
        grid.fill(frame)
        let title = "Change a number" + (explorer.history.isUnsaved ? " (changed, not written)" : "")
        let inside = grid.box(frame, title: title, glyphs: glyphs)
        let widest = groups.map { Text.width($0.title) + 3 }.max() ?? 0
        let (list, rest) = inside.split(left: min(max(12, widest), inside.width / 3 + 2))
        drawGroups(&grid, list, glyphs)
        grid.verticalLine(x: rest.x, y: rest.y, length: rest.height, glyphs: glyphs)
        grid.within(rest.inset(left: 2)) { grid in
            drawTable(&grid, look)
            drawEntry(&grid, look)
        }
    }

    private func drawGroups(_ grid: inout Grid, _ list: Rect, _ glyphs: Glyphs) {
        let window = Window(count: groups.count, room: list.height, focus: group)
        for (row, index) in window.range.enumerated() {
            let isChosen = index == group
            let mark = isChosen ? String(glyphs.filledRight) : " "
            grid.text(
                "\(mark) \(groups[index].title)", x: list.x, y: list.y + row,
                style: isChosen ? .selection : .label, width: list.width - 1)
        }
        if window.isCutBefore { grid.text(String(glyphs.moreUp), x: list.right - 1, y: list.y, style: .hint) }
        if window.isCutAfter { grid.text(String(glyphs.moreDown), x: list.right - 1, y: list.bottom - 1, style: .hint) }
    }

    private func drawTable(_ grid: inout Grid, _ look: SceneLook) {
        let (glyphs, history) = (look.glyphs, look.explorer.history)
        guard let group = selected else { return }
        let labelWidth = String(group.rows).count + 1
        let columnWidth = 10
        let columns = Window(
            count: group.columns, room: max(1, (grid.width - labelWidth) / columnWidth), focus: self.column)
        let rows = Window(count: group.rows, room: max(1, grid.height - 5), focus: self.row)
        drawTableHeading(&grid, group, glyphs)
        let table = EditNumbers(look.session.scene, group)
        let saved = history.isUnsaved ? history.saved.map { EditNumbers($0, group) } : table
        for (x, column) in columns.range.enumerated() where group.columns > 1 {
            let style: Style = column == self.column ? .present : .label
            grid.text(StyledText("\(column + 1)", style), right: labelWidth + (x + 1) * columnWidth - 1, y: 1)
        }
        for (y, row) in rows.range.enumerated() {
            let style: Style = row == self.row ? .present : .label
            grid.text(StyledText("\(row + 1)", style), right: labelWidth - 1, y: y + 2)
            for (x, column) in columns.range.enumerated() {
                let isChosen = row == self.row && column == self.column
                let value = table[row, column]
                let text = value.map { shown($0, width: columnWidth - 1, Numbers(glyphs)) } ?? String(glyphs.notYet)
                let style: Style = value == saved?[row, column] ? .value : .edited
                let right = labelWidth + (x + 1) * columnWidth - 1
                grid.text(StyledText(text, style.focused(isChosen)), right: right, y: y + 2)
                if isChosen { grid.setCursor(x: right - Text.width(text), y: y + 2) }
            }
        }
        if rows.isCutBefore { grid.text(String(glyphs.moreUp), x: grid.width - 1, y: 2, style: .hint) }
        if rows.isCutAfter {
            grid.text(String(glyphs.moreDown), x: grid.width - 1, y: 1 + rows.range.count, style: .hint)
        }
        if columns.isCutBefore { grid.text(String(glyphs.moreLeft), x: labelWidth - 1, y: 1, style: .hint) }
        if columns.isCutAfter { grid.text(String(glyphs.moreRight), x: grid.width - 1, y: 1, style: .hint) }
    }

    private func drawTableHeading(_ grid: inout Grid, _ group: EditGroup, _ glyphs: Glyphs) {
        let times = glyphs.isASCII ? "x" : "×"
        let size = group.columns == 1 ? "\(group.rows)" : "\(group.rows)\(times)\(group.columns)"
        grid.text(StyledText(group.title, .heading) + StyledText("  \(size)", .dim), x: 0, y: 0)
    }

    /// The number that is being typed, or what is wrong; and what the numbers make of the loss.
    private func drawEntry(_ grid: inout Grid, _ look: SceneLook) {
        let (session, playhead, glyphs) = (look.session, look.playhead, look.glyphs)
        let y = grid.height - 2
        let present = number.flatMap { session.scene[$0] }
        if let problem {
            grid.text(problem, x: 0, y: y, style: .error)
        } else if let editor {
            let now = present.map { look.numbers.spell($0.description) } ?? ""
            let prompt = "now \(Text.fit(now, width: max(8, grid.width / 3))), new value: "
            let width = grid.text(prompt, x: 0, y: y, style: .label)
            editor.draw(&grid, x: width, y: y, width: max(1, grid.width - width))
        } else if present == nil {
            grid.text("there is no number here", x: 0, y: y, style: .hint)
        }
        guard session.timeline.hasLoss else { return }
        let isLossKnown = playhead.position >= session.timeline.lossIndex
        let isGradientKnown = session.isBackwardDone(playhead)
        let notYet = String(glyphs.notYet)
        let loss = isLossKnown ? look.numberText.loss() : notYet
        let norm = isGradientKnown ? look.numbers.text(session.norms.total) : notYet
        let bars = glyphs.isASCII ? "|g|" : "‖g‖"
        grid.text("loss \(loss)  gradient's norm \(bars) \(norm)", x: 0, y: y + 1, style: .label)
    }

    private func shown(_ number: Scenes.Number, width: Int, _ numbers: Numbers) -> String {
        let text = number.description
        return text.count <= width
            ? numbers.spell(text) : numbers.column(number.double, width: width).filter { $0 != " " }
    }
}

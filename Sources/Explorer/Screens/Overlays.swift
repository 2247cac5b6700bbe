import Recurrence
import Scenes
import TerminalUI

extension ExplorerState {
    /// What lies over the screen: help, notes, the edit panel, a question, a line to type.
    func drawOverlay(_ grid: inout Grid) {
        switch overlay {
        case .help(let scroll):
            let width = min(76, grid.width - 4)
            drawPage(&grid, "Keys", keys.help(width: width - 4, glyphs: glyphs), scroll: scroll, width: width)
        case .notes(let scroll):
            let width = min(72, grid.width - 4)
            let lines = Text.wrap(glyphs.text(session?.scene.notes ?? ""), width: width - 4).map { StyledText($0) }
            drawPage(&grid, session?.scene.title ?? "Notes", lines, scroll: scroll, width: width)
        case .edit(let edit): drawEdit(&grid, edit)
        case .goTo(let editor): drawLine(&grid, "go to (a moment, a screen, a scene): ", editor)
        case .step(let editor): drawLine(&grid, "go to step t = ", editor)
        case .save(let editor): drawLine(&grid, "write to (.yaml .json .csv .txt .svg): ", editor)
        case .confirmQuit:
            drawQuestion(&grid, "The scene has changes that are not written. y leaves, w writes, any other key stays.")
        case nil: break
        }
    }

    private func drawQuestion(_ grid: inout Grid, _ question: String) {
        let y = grid.height - 1
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 1))
        grid.text(question, x: 1, y: y, style: .warning)
        grid.setCursor(x: 0, y: y)
    }

    private func drawLine(_ grid: inout Grid, _ prompt: String, _ editor: LineEditor) {
        let y = grid.height - 1
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 1))
        let width = grid.text(prompt, x: 1, y: y, style: .label)
        editor.draw(&grid, x: 1 + width, y: y, width: max(1, grid.width - width - 2))
    }

    private func drawPage(_ grid: inout Grid, _ title: String, _ lines: [StyledText], scroll: Int, width: Int) {
        let height = min(grid.height - 2, lines.count + 2)
        let frame = Rect(x: (grid.width - width) / 2, y: (grid.height - height) / 2, width: width, height: height)
        grid.fill(frame)
        let inside = grid.box(frame, title: title, glyphs: glyphs)
        let first = max(0, min(scroll, lines.count - inside.height))
        for (row, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
            grid.text(line, x: inside.x + 1, y: inside.y + row, width: inside.width - 2)
        }
        let hidden = lines.count - first - inside.height
        let hint = hidden > 0 ? " \(glyphs.moreDown) \(hidden) more " : " any other key closes "
        grid.text(StyledText(hint, .hint), right: frame.right - 2, y: frame.bottom - 1)
        grid.setCursor(x: inside.x + 1, y: inside.y)
    }

    // MARK: The edit panel

    private func drawEdit(_ grid: inout Grid, _ edit: EditState) {
        guard let session else { return }
        let frame = grid.bounds.inset(left: 2, top: 2, right: 2, bottom: 1)
        grid.fill(frame)
        let inside = grid.box(frame, title: "Change a number", glyphs: glyphs)
        let (list, rest) = inside.split(left: min(26, inside.width / 3 + 4))
        drawGroups(&grid, edit, list)
        grid.verticalLine(x: rest.x, y: rest.y, length: rest.height, glyphs: glyphs)
        grid.within(rest.inset(left: 2)) { drawTable(&$0, edit, session) }
    }

    private func drawGroups(_ grid: inout Grid, _ edit: EditState, _ list: Rect) {
        let window = Window(count: edit.groups.count, room: list.height, focus: edit.group)
        for (row, index) in window.range.enumerated() {
            let isChosen = index == edit.group
            let mark = isChosen ? String(glyphs.filledRight) : " "
            grid.text("\(mark) \(edit.groups[index].title)", x: list.x, y: list.y + row, style: isChosen ? .selection : .label, width: list.width)
        }
        if window.isCutBefore { grid.text(String(glyphs.moreUp), x: list.right - 1, y: list.y, style: .hint) }
        if window.isCutAfter { grid.text(String(glyphs.moreDown), x: list.right - 1, y: list.bottom - 1, style: .hint) }
    }

    private func drawTable(_ grid: inout Grid, _ edit: EditState, _ session: Session) {
        guard let group = edit.selected else { return }
        let shape = group.columns == 1 ? "\(group.rows)" : "\(group.rows)×\(group.columns)"
        grid.text("\(group.title)  \(shape)", x: 0, y: 0, style: .heading)
        let columnWidth = 11
        let columns = Window(count: group.columns, room: max(1, grid.width / columnWidth), focus: edit.column)
        let rows = Window(count: group.rows, room: max(1, grid.height - 5), focus: edit.row)
        for (y, row) in rows.range.enumerated() {
            for (x, column) in columns.range.enumerated() {
                let isChosen = row == edit.row && column == edit.column
                let text = session.scene[group.number(row, column)].map { shown($0) } ?? String(glyphs.notYet)
                let style = Style.value.focused(isChosen)
                grid.text(StyledText(Text.fit(text, width: columnWidth - 1), style), right: (x + 1) * columnWidth - 1, y: y + 2)
                if isChosen { grid.setCursor(x: x * columnWidth, y: y + 2) }
            }
        }
        if rows.isCutAfter || columns.isCutAfter || rows.isCutBefore || columns.isCutBefore {
            let at = "rows \(rows.range.lowerBound + 1) to \(rows.range.upperBound), columns \(columns.range.lowerBound + 1) to \(columns.range.upperBound)"
            grid.text(at, x: 0, y: 1, style: .hint)
        }
        let y = grid.height - 2
        if let problem = edit.problem {
            grid.text(problem, x: 0, y: y, style: .error)
        } else if let editor = edit.editor {
            let width = grid.text("new value: ", x: 0, y: y, style: .label)
            editor.draw(&grid, x: width, y: y, width: max(1, grid.width - width))
        } else {
            grid.text("arrows choose, Tab the next table, Enter or a digit changes, u undoes", x: 0, y: y, style: .hint)
        }
        let loss = NumberText(session, glyphs: glyphs, isExact: isExact).loss()
        grid.text("loss \(loss)   gradient norm \(Numbers(glyphs).text(session.trace.gradientNorm))", x: 0, y: y + 1, style: .label)
    }

    private func shown(_ number: Scenes.Number) -> String {
        let numbers = Numbers(glyphs)
        let text = number.description
        return numbers.spell(text.count <= 10 ? text : numbers.text(number.double))
    }
}

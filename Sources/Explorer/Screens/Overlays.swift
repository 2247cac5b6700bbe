import Recurrence
import Scenes
import TerminalUI

extension ExplorerState {
    /// What lies over the screen: a page to read, the edit panel, a question, a line to type.
    func drawOverlay(_ grid: inout Grid) {
        switch overlay {
        case .help(let scroll): drawPage(&grid, "Keys", scroll: scroll)
        case .notes(let scroll): drawPage(&grid, session?.scene.title ?? "", scroll: scroll)
        case .why(let scroll): drawPage(&grid, screen == .gradients ? "Entries" : "Why", scroll: scroll)
        case .edit(let edit): drawEdit(&grid, edit)
        case .goTo(let editor): drawLine(&grid, "go to: ", editor, hint: "forward:2, loss, gradients, a scene's name")
        case .step(let editor): drawLine(&grid, "go to step t = ", editor, hint: "a number")
        case .save(let editor): drawLine(&grid, "write to: ", editor, hint: "NAME.yaml .json .csv .txt .svg")
        case .confirm(let leaving):
            let way = leaving == .quit ? "leaves" : "opens the other scene"
            drawQuestion(&grid, "Changes are not written. y \(way) without them, w writes, any other key stays.")
        case nil: break
        }
    }

    private func drawQuestion(_ grid: inout Grid, _ question: String) {
        let lines = Text.wrap(question, width: grid.width - 2)
        let top = grid.height - lines.count
        grid.fill(Rect(x: 0, y: top, width: grid.width, height: lines.count))
        for (row, line) in lines.enumerated() { grid.text(line, x: 1, y: top + row, style: .warning) }
        grid.setCursor(x: 0, y: top)
    }

    private func drawLine(_ grid: inout Grid, _ prompt: String, _ editor: LineEditor, hint: String) {
        let y = grid.height - 1
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 1))
        let start = 1 + grid.text(prompt, x: 1, y: y, style: .label)
        let example = "  \(hint)"
        let hintWidth = Text.width(example)
        let width = max(grid.width - start - hintWidth - 1, min(24, grid.width - start - 1))
        grid.text(example, x: start + width, y: y, style: .hint)
        editor.draw(&grid, x: start, y: y, width: width)
    }

    // MARK: Pages

    /// The width of a page's lines, as the screen is now.
    private var pageWidth: Int { max(1, min(78, size.width - 4) - 4) }

    /// How many of a page's lines are seen at once.
    var pageHeight: Int { max(1, min(pageLines.count, size.height - 4)) }

    /// The lines of the page that lies over the screen.
    var pageLines: [StyledText] {
        switch overlay {
        case .help: return keys.help(width: pageWidth, glyphs: glyphs)
        case .notes:
            return Text.wrap(glyphs.text(session?.scene.notes ?? ""), width: pageWidth).map { StyledText($0) }
        case .why: return session.map { whyPage($0, width: pageWidth) } ?? []
        default: return []
        }
    }

    private func drawPage(_ grid: inout Grid, _ title: String, scroll: Int) {
        let lines = pageLines
        let shown = pageHeight
        let width = min(grid.width, pageWidth + 4)
        let frame = Rect(
            x: (grid.width - width) / 2, y: max(0, (grid.height - shown - 2) / 2), width: width, height: shown + 2)
        grid.fill(frame)
        let inside = grid.box(frame, title: glyphs.text(title), glyphs: glyphs)
        let first = max(0, min(scroll, lines.count - shown))
        for (row, line) in lines.dropFirst(first).prefix(shown).enumerated() {
            grid.text(line, x: inside.x + 1, y: inside.y + row, width: inside.width - 2)
        }
        let hidden = lines.count - first - shown
        if first > 0 {
            grid.text(StyledText(" \(glyphs.moreUp) \(first) more ", .hint), right: frame.right - 2, y: frame.y)
        }
        let hint = hidden > 0 ? " \(glyphs.moreDown) \(hidden) more " : " Esc closes "
        grid.text(StyledText(hint, .hint), right: frame.right - 2, y: frame.bottom - 1)
        grid.setCursor(x: inside.x + 1, y: inside.y)
    }
}

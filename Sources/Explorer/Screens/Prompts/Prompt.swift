import TerminalUI

/// A line to type at the bottom of the screen.
protocol Prompt: Screen {
    var editor: LineEditor { get set }
    /// What stands before the line.
    var question: String { get }
    /// What would fit, behind the line.
    var hint: String { get }
    /// The footer's word for Enter.
    var answer: String { get }
    /// Keys beside those of every line; they win.
    var ownKeys: [ScreenKey<Self>] { get }
    /// Does what the line says; the prompt is closed already.
    func accept(_ text: String, _ explorer: inout Explorer)
}

extension Prompt {
    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }

    var ownKeys: [ScreenKey<Self>] { [] }

    func keys(_ explorer: Explorer) -> [ScreenKey<Self>] {
        ownKeys + [
            ScreenKey([.enter], footer: answer, help: "do what the line says", section: "Typing") {
                prompt, explorer, _ in
                explorer.close()
                prompt.accept(prompt.editor.text, &explorer)
            },
            ScreenKey(
                [], others: .line, help: "types; arrows, Home, End move, Backspace, Del, ^U, ^K, ^W take away",
                section: "Typing"
            ) { prompt, _, press in _ = prompt.editor.feed(press.key) },
            ScreenKey([.escape], footer: "changes nothing", help: "close the line; nothing changes", section: "Typing")
            {
                _, explorer, _ in explorer.close()
            },
            ScreenKey([], others: .anyOther, help: "does nothing here", section: "Typing") { _, _, _ in },
        ]
    }

    mutating func insert(_ text: String) -> Bool {
        editor.insert(text)
        return true
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let y = grid.height - 1
        grid.fill(Rect(x: 0, y: y, width: grid.width, height: 1))
        let start = 1 + grid.text(question, x: 1, y: y, style: .label)
        let example = "  \(hint)"
        let hintWidth = Text.width(example)
        let width = max(grid.width - start - hintWidth - 1, min(12, grid.width - start - 1))
        grid.text(example, x: start + width, y: y, style: .hint)
        editor.draw(&grid, x: start, y: y, width: width)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("\(question)\(hint)")
        return text
    }
}

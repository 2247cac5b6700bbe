import TerminalUI

/// What the scene's author says about it.
struct NotesPage: Page {
    var scroll = 0

    func title(_ explorer: Explorer) -> String { explorer.session?.scene.title ?? "" }

    func lines(_ explorer: Explorer, width: Int) -> [StyledText] {
        let notes = Text.reflowed(explorer.session?.scene.notes ?? "")
        return Text.wrap(explorer.glyphs.text(notes), width: width).map { StyledText($0) }
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text(Text.reflowed(explorer.session?.scene.notes ?? ""))
        return text
    }
}

import TerminalUI

/// Asks for the name of a moment, a screen or a scene.
struct GoToPrompt: Prompt {
    var editor = LineEditor()
    var question: String { "go to: " }
    var hint: String { "forward:2, loss, gradients, a scene's name" }
    var answer: String { "goes there" }

    func accept(_ text: String, _ explorer: inout Explorer) { explorer.goTo(text) }
}

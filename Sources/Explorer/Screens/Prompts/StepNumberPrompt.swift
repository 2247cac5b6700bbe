import TerminalUI

/// Asks for a step of the pass that is being played.
struct StepNumberPrompt: Prompt {
    var editor = LineEditor()
    var question: String { "go to step t = " }
    var hint: String { "a number" }
    var answer: String { "goes there" }

    func accept(_ text: String, _ explorer: inout Explorer) { explorer.goToStep(text) }
}

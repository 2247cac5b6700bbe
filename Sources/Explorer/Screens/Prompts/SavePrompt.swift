import TerminalUI

/// Asks for the file into which something is written; its ending says what.
struct SavePrompt: Prompt {
    var editor = LineEditor()
    var question: String { "write to: " }
    var hint: String { "NAME.yaml .json .csv .txt .svg" }
    var answer: String { "writes it" }

    func accept(_ text: String, _ explorer: inout Explorer) {
        if !text.isEmpty { explorer.effect = .save(path: text) }
    }
}

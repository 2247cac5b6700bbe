import TerminalUI

/// Asks for the name of a moment, a screen, a scene, a number or a word; Tab completes it.
struct GoToPrompt: Prompt {
    var editor = LineEditor()
    /// What the line can become, after Tab.
    private var offered: [String] = []

    init() {}

    var question: String { "go to: " }
    var hint: String {
        offered.isEmpty
            ? "forward:2, loss, gradients, f[3][2], a scene; Tab completes" : offered.joined(separator: "  ")
    }
    var answer: String { "goes there" }

    var ownKeys: [ScreenKey<GoToPrompt>] {
        [
            ScreenKey(
                [.tab], footer: "completes", help: "complete the name, or show what it can become", section: "Typing"
            ) {
                prompt, explorer, _ in prompt.complete(explorer)
            }
        ]
    }

    /// As far as all names go together; what they are stands behind the line.
    private mutating func complete(_ explorer: Explorer) {
        let names = explorer.completions(of: editor.text)
        offered = names.count == 1 ? [] : Array(names.prefix(12))
        guard let first = names.first else {
            offered = ["no name has this in it"]
            return
        }
        let common = names.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) }
        if names.count == 1 || common.count > editor.text.count && common.hasPrefix(editor.text) {
            editor = LineEditor(names.count == 1 ? first : common)
        }
    }

    func accept(_ text: String, _ explorer: inout Explorer) { explorer.goTo(text) }
}

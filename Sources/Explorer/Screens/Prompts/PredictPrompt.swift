import TerminalUI

/// Asks for the next value before it is shown; begins with what was left unfinished.
struct PredictPrompt: Prompt, DraftedLine {
    var editor: LineEditor
    let name: String
    private let keptName: String

    init(_ prediction: Prediction, _ explorer: Explorer) {
        name = prediction.name
        let moment = explorer.session.map { $0.name(of: explorer.playhead) } ?? ""
        keptName = KeptAnswers.name("guess", explorer.draftedScene, "after", moment)
        editor = LineEditor(explorer.answers.draft(keptName))
    }

    func draft(_ explorer: Explorer) -> (name: String, text: String)? { (keptName, editor.text) }

    var question: String { "what will \(name) be? " }
    var hint: String { "a number, + or −, larger, smaller" }
    var answer: String { "shows it" }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("\(question)say guess and a number, positive or negative, larger or smaller")
        return text
    }

    func accept(_ text: String, _ explorer: inout Explorer) {
        explorer.answers.note("", as: keptName)
        explorer.predict(text)
    }
}

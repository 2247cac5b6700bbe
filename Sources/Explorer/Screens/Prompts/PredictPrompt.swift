import TerminalUI

/// Asks for the next value before it is shown.
struct PredictPrompt: Prompt {
    var editor = LineEditor()
    let name: String

    init(_ prediction: Prediction) { name = prediction.name }

    var question: String { "what will \(name) be? " }
    var hint: String { "a number, + or −, larger, smaller" }
    var answer: String { "shows it" }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("\(question)say guess and a number, positive or negative, larger or smaller")
        return text
    }

    func accept(_ text: String, _ explorer: inout Explorer) { explorer.predict(text) }
}

import TerminalUI

/// Asks for the answer to a lesson's question.
struct AnswerPrompt: Prompt {
    var editor = LineEditor()
    var question: String { "answer: " }
    var hint: String { "a letter, a number, a word" }
    var answer: String { "answers" }

    func accept(_ text: String, _ explorer: inout Explorer) {
        _ = explorer.change(LessonPage.self) { page, explorer in page.tell(page.run.answer(text), &explorer) }
    }
}

import TerminalUI

/// Asks for the answer to a lesson's question; begins with what was left unfinished.
struct AnswerPrompt: Prompt, DraftedLine {
    var editor: LineEditor
    private let keptName: String
    var question: String { "answer: " }
    var hint: String { "a letter, a number, a word" }
    var answer: String { "answers" }

    init(keptName: String, kept: KeptAnswers) {
        self.keptName = keptName
        editor = LineEditor(kept.draft(keptName))
    }

    func draft(_ explorer: Explorer) -> (name: String, text: String)? { (keptName, editor.text) }

    func accept(_ text: String, _ explorer: inout Explorer) {
        explorer.answers.note("", as: keptName)
        _ = explorer.change(LessonPage.self) { page, explorer in page.tell(page.run.answer(text), &explorer) }
    }
}

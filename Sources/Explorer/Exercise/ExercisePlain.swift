import Exercises
import TerminalUI

extension ExplorerState {
    /// The exercise line by line.
    func describeExercise(_ text: inout LinearText) {
        guard let work = exercise.work else {
            text.heading("Exercises")
            for kind in Catalogue.kinds { text.fact(kind.id, kind.title) }
            text.text("exercise NAME [SEED [LEVEL]] opens one")
            return
        }
        text.heading("\(work.exercise.kind): \(work.exercise.title)")
        for part in work.text.statement {
            switch part {
            case .paragraph(let words): text.text(words.text)
            case .formula(let formula): text.text(formula.text)
            case .given(let name, let value): text.fact(name.text, value.text)
            }
        }
        for (index, hint) in work.text.hints.prefix(work.hints).enumerated() { text.fact("hint \(index + 1)", hint) }
        for (index, field) in work.exercise.fields.enumerated() {
            let typed = work.cells[index].map { $0.isEmpty ? "_" : $0 }.joined(separator: ", ")
            text.fact(field.name, "\(typed) (\(field.meaning.text), \(field.wanted))")
            if let answer = work.marks?.answers[index] {
                text.fact("  marked", "\(answer.verdict.rawValue). \(answer.message)")
            }
        }
        if work.showsSolution { for line in work.text.solution { text.text(line) } }
    }
}

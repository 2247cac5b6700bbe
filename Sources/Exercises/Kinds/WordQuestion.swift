/// One more question of an exercise, answered by a word.
struct WordQuestion: Sendable {
    var name: String
    var words: [String]
    var right: String
    /// What is asked, in a few words.
    var meaning: String
    /// The sentence of the problem.
    var text: String
}

extension Exercise {
    /// Adds the question behind the others, and its line to the solution.
    mutating func ask(_ question: WordQuestion, line: String) {
        fields.append(
            AnswerField(
                question.name, .scalar, .word(question.words),
                WrittenForm(question.meaning, "\\text{\(question.meaning)}")))
        working = WordAfter(working: working, word: question.right)
        let before = text
        text = {
            var text = before()
            text.statement.append(.text(question.text))
            text.solution.append(line)
            return text
        }
    }
}

/// A working with a word behind its answers, on which no slip acts.
private struct WordAfter: Working {
    let working: any Working
    let word: String

    func answers(_ slips: SlipSet, adopting adopt: @escaping Adoption) -> [AnswerValue] {
        working.answers(slips, adopting: adopt) + [.word(word)]
    }
}

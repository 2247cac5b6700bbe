import TerminalUI

/// What is said to an exercise, from whatever screen.
enum ExercisePhrases {
    static let all = [
        Phrase("exercise NAME [SEED [LEVEL]]", help: "open an exercise") { explorer, words throws(PlainProblem) in
            guard let kind = words.first, words.count <= 3 else { throw .needsMoreWords("exercise") }
            let numbers = words.dropFirst().map { UInt64($0) }
            guard numbers.allSatisfy({ $0 != nil }), let seed = numbers.first ?? 1 else {
                throw PlainProblem("a seed and a level are whole numbers: exercise linear-bptt 7 2")
            }
            let level = numbers.count > 1 ? numbers[1] ?? 2 : 2
            explorer.open(exercise: kind, seed: seed, level: Int(clamping: level))
        },
        .answering(
            "answer NAME VALUE", help: "an answer of the exercise: `answer delta_2 [1, -1/2]`"
        ) { explorer, words throws(PlainProblem) in
            guard words.count >= 2 else { throw .needsMoreWords("answer") }
            var (problem, name, value) = (String?.none, words[0], words.dropFirst().joined(separator: " "))
            try tell(&explorer) { form, _ in
                if let (field, rest) = form.work.exercise.answer(in: words) {
                    (name, value) = (field.name, rest.joined(separator: " "))
                }
                problem = form.work.fill(name, with: value)
            }
            if let problem { throw PlainProblem(problem) }
            return said("\(name) is \(value).")
        },
        .answering("check", help: "mark the answers") { explorer, words throws(PlainProblem) in
            var text = LinearText()
            try tell(&explorer) { form, explorer in
                form.check(&explorer)
                text = form.marksInWords
            }
            explorer.message = nil
            return text
        },
        .answering("hint", help: "one more hint") { explorer, words throws(PlainProblem) in
            var text = LinearText()
            try tell(&explorer) { form, explorer in
                form.hint(&explorer)
                let hints = form.work.text.hints
                let isNew = explorer.message == nil && form.work.hints > 0
                text = said(
                    isNew ? "hint \(form.work.hints): \(hints[form.work.hints - 1])" : "there are no more hints")
            }
            explorer.message = nil
            return text
        },
        Phrase("solution", help: "the worked solution, when all is right or on giving up") {
            explorer, words throws(PlainProblem) in try tell(&explorer) { $0.showSolution(&$1) }
        },
        Phrase("variant", help: "the same exercise with other numbers") { explorer, words throws(PlainProblem) in
            try tell(&explorer) { $0.reopen(seedBy: 1, levelBy: 0, &$1) }
        },
    ]

    private static func said(_ sentence: String) -> LinearText {
        var text = LinearText()
        text.text(sentence)
        return text
    }

    private static func tell(
        _ explorer: inout Explorer, _ act: (inout ExerciseForm, inout Explorer) -> Void
    ) throws(PlainProblem) {
        guard explorer.change(ExerciseForm.self, act) else {
            throw PlainProblem("no exercise is open; exercise NAME opens one")
        }
    }
}

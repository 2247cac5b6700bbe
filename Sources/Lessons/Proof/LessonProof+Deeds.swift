import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// What is done, and exercises.
extension LessonProof {
    mutating func check(_ deed: Deed, _ task: LessonTask) {
        guard let start = numbers?.scene else { return note(.noScene, at: task.place) }
        if deed.visits.isEmpty {
            let holds = deed.until.allSatisfy { (try? $0.outcome(in: numbers).holds) ?? false }
            if holds { note(.solvedAtFirst, at: task.place) }
        }
        for moment in deed.visits { if let numbers { check(moment: moment, numbers, at: task.place) } }
        if let solved = attempt({ () throws(LessonProblem) in try start.setting(deed.solution) }) {
            if let fact = refusal(deed, start, solved) { note(fact, at: deed.solution.first?.place ?? task.place) }
        }
        for wrong in deed.wrong {
            guard let changed = attempt({ () throws(LessonProblem) in try start.setting(wrong.edits) }) else {
                continue
            }
            text(wrong.reply)
            if refusal(deed, start, changed) == nil {
                note(.wrongPasses(wrong.edits.map(\.name).joined(separator: ", ")), at: wrong.place)
            }
        }
        let values = deed.solution.filter { $0.word == nil }.map { Quantity.exact($0.value.exact) }
        for hint in task.hints {
            if let value = values.first(where: { Self.holds(hint.text, number: $0) }) {
                note(.hintHasAnswer(value.short), at: hint.place)
            }
        }
    }

    /// Why a changed scene does not do; nil where it does.
    func refusal(_ deed: Deed, _ start: Scene, _ changed: Scene) -> LessonFact? {
        let names = start.numbersChanged(to: changed) ?? []
        if let limit = deed.edits, names.count > limit { return .tooManyEdits(found: names.count, limit: limit) }
        if let name = names.first(where: { !deed.allows($0) }) { return .editNotAllowed(name) }
        let numbers = SceneNumbers(changed)
        for claim in deed.until {
            do {
                let outcome = try claim.outcome(in: numbers)
                if !outcome.holds {
                    return .solutionFails(
                        "\(claim.text) is \(outcome.left.elements.map(\.precise).joined(separator: ", "))")
                }
            } catch { return .solutionFails(error.fact.sentence) }
        }
        return nil
    }

    mutating func check(_ exercise: LessonExercise, _ task: LessonTask) {
        if exercise.mark(exercise.givenAnswers).isAllRight { note(.solvedAtFirst, at: task.place) }
        let marked = exercise.mark(exercise.rightAnswers)
        if let wrong = marked.answers.first(where: { $0.verdict != .right }) {
            note(.solutionFails("\(wrong.name) is marked \(wrong.verdict.rawValue)"), at: task.place)
        }
    }
}

import Exercises
import Formula

/// The answers of somebody who made these slips.
func answers(_ exercise: Exercise, _ slips: SlipSet = []) -> StudentAnswers {
    let values = exercise.working.answers(slips)
    var result: StudentAnswers = [:]
    for (field, value) in zip(exercise.fields, values) { result[field.name] = (student(value, field), "") }
    return result
}

private func student(_ value: AnswerValue, _ field: AnswerField) -> StudentAnswer {
    switch value {
    case .exact(let numbers): .numbers(Shaped(numbers.shape, numbers.entries.map { ReadNumber(.exact($0)) }))
    case .real(let numbers): .numbers(Shaped(numbers.shape, numbers.entries.map { ReadNumber(.approximate($0)) }))
    case .word(let word): .word(word)
    case .edges(let edges): .edges(edges)
    case .settings(let settings): .settings(settings)
    case .formula(let formula): .formula(SourceText(formula))
    }
}

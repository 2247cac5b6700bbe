import Exercises
import Formula

extension LessonExercise {
    /// The answers that stand there from the start, as text.
    public var givenAnswers: [String: String] {
        let right = exercise.working.answers()
        var sheet: [String: String] = [:]
        for (field, value) in zip(exercise.fields, right) where given.contains(field.name) {
            sheet[field.name] = value.written(for: field)
        }
        return sheet
    }

    /// All right answers, as text.
    public var rightAnswers: [String: String] {
        Dictionary(
            zip(exercise.fields, exercise.working.answers()).map { ($0.name, $1.written(for: $0)) },
            uniquingKeysWith: { $1 })
    }

    /// Marks what was typed, by the names of the answers; an answer without a text is missing.
    public func mark(_ sheet: [String: String]) -> MarkedAnswers {
        var answers: StudentAnswers = [:]
        for field in exercise.fields {
            guard let text = sheet[field.name] else { continue }
            answers[field.name] = AnswerReader.read(SourceText(text), for: field)
        }
        return exercise.mark(answers)
    }
}

extension AnswerField {
    /// Numbers that were said one after another, with commas alone, in the rows and columns of the field; other texts as they are.
    func laidOut(_ text: String) -> String {
        let numbers = text.split(separator: ",").map(\.trimmed)
        guard kind.isNumeric, shape.count > 1, numbers.count == shape.count,
            !text.contains(where: { "[](){};".contains($0) })
        else { return text }
        let columns = if case .matrix(_, let columns) = shape { columns } else { numbers.count }
        let rows = stride(from: 0, to: numbers.count, by: columns).map {
            numbers[$0..<$0 + columns].joined(separator: ", ")
        }
        return "[" + rows.joined(separator: "; ") + "]"
    }
}

extension AnswerValue {
    /// The value as a sheet has it.
    func written(for field: AnswerField) -> String {
        switch self {
        case .exact(let numbers): return numbers.text { $0.description }
        case .real(let numbers):
            if case .decimal(let places) = field.kind { return numbers.text { Decimals4.text($0, places: places) } }
            return numbers.text { "\($0)" }
        case .word(let word): return word
        case .edges(let edges): return edges.echo
        case .settings(let settings):
            return "[" + settings.map { $0.map { "\($0)" } ?? "any" }.joined(separator: ", ") + "]"
        case .formula(let formula): return formula
        }
    }
}

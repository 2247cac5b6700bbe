import Exercises
import Formula
import Recurrence
import Wording

extension LessonFormula {
    /// The formula once in words for every notation that it stands in.
    public func spoken(in numbers: SceneNumbers) -> [String] {
        var said: [String] = []
        var known: Set<String> = []
        for line in lines {
            guard let text = EngineFormula.text(of: of, numbers, line.notation, style: .spoken) else { continue }
            if known.insert(text).inserted { said.append("\(line.notation.title): \(text).") }
        }
        return said
    }
}

extension LessonExercise {
    /// What is asked, in sentences.
    public var statement: [String] {
        var lines = exercise.text().statement.map { part in
            switch part {
            case .paragraph(let words): words.heard
            case .formula(let formula): formula.text
            case .given(let name, let value): "\(name.text): \(value.text)"
            }
        }
        let sheet = givenAnswers
        for field in exercise.fields {
            if let value = sheet[field.name] {
                lines.append("\(field.name), given: \(value)")
            } else {
                lines.append("\(field.name): \(field.meaning.text), \(field.wanted)")
            }
        }
        let hasLists = exercise.fields.contains { $0.shape.count > 1 && $0.kind.isNumeric }
        return lines + [
            "answer, a name and its value, writes one; check marks them."
                + (hasLists ? " A vector or a matrix is its numbers row by row, with commas between them." : "")
        ]
    }
}

extension SceneNumbers {
    /// What an expression is worth, in one sentence.
    public func said(_ text: String) -> String {
        do {
            let expression = try TraceExpression(text)
            if expression.isComparison {
                let outcome = try expression.outcome(in: self)
                return (outcome.holds ? "Yes: " : "No: ") + outcome.left.elements.map(\.short).joined(separator: ", ")
            }
            return try expression.value(in: self).elements.map(\.short).joined(separator: ", ")
        } catch { return error.description }
    }
}

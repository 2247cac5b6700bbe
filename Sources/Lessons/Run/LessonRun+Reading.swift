extension LessonRun {
    /// The lesson's title, as the first sentence that is read.
    public var opening: String { "Lesson: " + Self.ended(lesson.title) }

    /// A title that ends in no sign with a stop.
    private static func ended(_ title: String) -> String {
        title.last.map { ".?!:".contains($0) } == true ? title : title + "."
    }

    /// The step as it is read line by line: its title, its text, its formulas, and what is asked.
    public var reading: [String] {
        var lines = [
            "Step \(index + 1) of \(lesson.steps.count): \(Self.ended(step.title))" + (hasDone ? " Done." : "")
        ]
        lines += step.prose.map(\.spoken)
        if let scene {
            let numbers = SceneNumbers(scene.scene)
            lines += step.formulas.flatMap { $0.spoken(in: numbers) }
        }
        guard let task = step.task else { return lines }
        if let wording = task.wording { lines.append(wording.spoken) }
        switch task.kind {
        case .ask(let question), .predict(let question, _):
            if case .choice(let choices) = question.form {
                lines += choices.map { "\($0.letter): \($0.text.spoken)" }
            }
            lines.append("answer, and what you think, answers.")
        case .act: lines.append("set changes a number, goto goes to a moment; check says how far it is.")
        case .exercise(let exercise): lines += exercise.statement
        }
        return lines
    }

    private var hasDone: Bool { record.isDone && step.task != nil }
}

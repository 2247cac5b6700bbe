extension Lesson {
    /// The lesson with the choices of every question in another order than in the file, always the same one: there the right one often
    /// stands first.
    public var reordered: Lesson {
        var lesson = self
        for index in lesson.steps.indices {
            guard var task = lesson.steps[index].task else { continue }
            let turn = task.place.line * 7 + index
            switch task.kind {
            case .ask(let question): task.kind = .ask(question.turned(by: turn))
            case .predict(let question, let reveal): task.kind = .predict(question.turned(by: turn), reveal: reveal)
            case .act, .exercise: continue
            }
            lesson.steps[index].task = task
        }
        return lesson
    }
}

extension Question {
    /// The choices from another one on, with the letters a, b, c in their new order.
    fileprivate func turned(by turn: Int) -> Question {
        guard case .choice(let choices) = form, choices.count <= 26 else { return self }
        let letters = choices.indices.map { String(UnicodeScalar(UInt8(97 + $0))) }
        let start = turn % choices.count
        var turned = Array(choices[start...] + choices[..<start])
        var names: [String: String] = [:]
        for index in turned.indices {
            names[turned[index].letter] = letters[index]
            turned[index].letter = letters[index]
        }
        var question = self
        question.form = .choice(turned)
        question.answer = names[answer] ?? answer
        question.wrong = wrong.map { foreseen in
            var foreseen = foreseen
            foreseen.answer = names[foreseen.answer] ?? foreseen.answer
            return foreseen
        }
        return question
    }
}

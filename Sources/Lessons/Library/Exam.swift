import ExactMath
import Exercises
import Formula
import Scenes

/// A written exam from the course's own questions, for paper, with a key: eight questions of different lessons, four exercises.
public struct Exam: Sendable {
    /// A question or an exercise of the exam, and its part of the key.
    public struct Item: Sendable {
        /// "Question", or "Exercise: " with what is asked; the number in front is not in it.
        public var title: String
        /// What stands under the title, line by line: what is asked, then choices or the answers to fill in.
        public var text: [Text]
        /// The right answers, and what a lesson says when the question is answered.
        public var key: [Text]
    }

    /// A line, and the same in LaTeX.
    public struct Text: Sendable {
        /// For a terminal, in Unicode.
        public var plain: String
        /// For LaTeX, mathematics between dollars.
        public var latex: String
    }

    /// What questions, exercises and their numbers were drawn from; on paper the exam's name.
    public let seed: UInt64
    /// Up to eight questions in the order of their lessons, then up to four exercises.
    public let items: [Item]

    /// The same seed gives the same exam on every machine.
    public init(_ library: LessonLibrary, seed: UInt64) throws(LessonLookupError) {
        self.seed = seed
        var generator = SeededGenerator(seed: seed)
        var questions: [(lesson: Lesson, task: LessonTask, question: Question)] = []
        var exercises: [(lesson: Lesson, exercise: LessonExercise)] = []
        for source in library.sources {
            let lesson = try source.lesson(seed: seed == 0 ? 1 : seed).reordered
            var own: [(Lesson, LessonTask, Question)] = []
            for (index, step) in lesson.steps.enumerated() where !step.isOptional {
                guard let task = step.task else { continue }
                // What a step's text says is not on the paper; the last question of a lesson looks back and stands alone.
                let standsAlone = step.prose.isEmpty || index == lesson.steps.count - 1
                switch task.kind {
                case .ask(let question) where standsAlone && question.isForPaper(task):
                    own.append((lesson, task, question))
                case .exercise(let exercise) where lesson.isReview: exercises.append((lesson, exercise))
                default: break
                }
            }
            if let index = Self.index(below: own.count, &generator) { questions.append(own[index]) }
        }
        Self.shorten(&questions, to: 8, &generator)
        Self.shorten(&exercises, to: 4, &generator)
        items =
            questions.map { Item(question: $0.question, task: $0.task) }
            + exercises.map { Item(exercise: $0.exercise) }
    }

    private static func index(below count: Int, _ generator: inout SeededGenerator) -> Int? {
        count == 0 ? nil : Int(generator.next() % UInt64(count))
    }

    /// Takes out at random until so many are left, in their order.
    private static func shorten<Element>(_ list: inout [Element], to count: Int, _ generator: inout SeededGenerator) {
        while list.count > count, let index = index(below: list.count, &generator) { list.remove(at: index) }
    }

    // MARK: On paper

    /// The exam as plain text, the key at its end.
    public var text: String {
        var lines = ["Exam \(seed)", ""]
        for (number, item) in items.enumerated() {
            lines += ["\(number + 1). \(item.title)"] + item.text.map { "   " + $0.plain } + [""]
        }
        lines += ["Key", ""]
        for (number, item) in items.enumerated() {
            lines += ["\(number + 1)."] + item.key.map { "   " + $0.plain } + [""]
        }
        return lines.joined(separator: "\n")
    }

    /// A LaTeX document that stands alone, the key on a page of its own.
    public var latex: String {
        func part(_ texts: [Text]) -> [String] { texts.map { $0.latex + "\\\\" } }
        var lines = [
            "\\documentclass{article}", "\\usepackage{amsmath}", "\\usepackage[T1]{fontenc}",
            "\\setlength{\\parindent}{0pt}",
            "\\begin{document}", "\\section*{Exam \(seed)}", "\\begin{enumerate}",
        ]
        for item in items { lines += ["\\item \(LaTeXText.escaped(item.title))\\\\"] + part(item.text) }
        lines += ["\\end{enumerate}", "\\newpage", "\\section*{Key}", "\\begin{enumerate}"]
        for item in items { lines += ["\\item\\relax"] + part(item.key) }
        lines += ["\\end{enumerate}", "\\end{document}", ""]
        return lines.joined(separator: "\n")
    }
}

extension Question {
    /// Whether it can be answered without a scene on a screen.
    fileprivate func isForPaper(_ task: LessonTask) -> Bool {
        guard task.wording != nil, proof.isEmpty else { return false }
        switch form {
        case .choice(let choices): return choices.count > 2
        case .number(let claim, _): return claim.expression.names.isEmpty
        case .text, .formula: return false
        }
    }
}

extension Exam.Item {
    fileprivate init(question: Question, task: LessonTask) {
        title = "Question"
        text = [task.wording].compactMap { $0.map { Exam.Text(plain: $0.text, latex: $0.latex) } }
        key = []
        switch question.form {
        case .choice(let choices):
            for choice in choices {
                let line = Exam.Text(
                    plain: "\(choice.letter)) \(choice.text.text)", latex: "\(choice.letter)) \(choice.text.latex)")
                text.append(line)
                if choice.letter == question.answer { key.append(line) }
            }
        case .number(let claim, _):
            let value = (try? claim.value(in: nil))?.short ?? ""
            key.append(Exam.Text(plain: value, latex: "$\(value.replacing("−", with: "-"))$"))
        case .text, .formula: break
        }
        if let because = task.because { key.append(Exam.Text(plain: because.text, latex: because.latex)) }
    }

    fileprivate init(exercise: LessonExercise) {
        let whole = exercise.exercise.text()
        title = "Exercise: \(exercise.exercise.title)"
        text = whole.statement.map { part in
            switch part {
            case .paragraph(let form):
                Exam.Text(plain: form.text, latex: form.latex == form.text ? LaTeXText.prose(form.text) : form.latex)
            case .formula(let form): Exam.Text(plain: form.text, latex: "$\(form.latex)$")
            case .given(let name, let value):
                Exam.Text(plain: "\(name.text) = \(value.text)", latex: "$\(name.latex) = \(value.latex)$")
            }
        }
        text += exercise.exercise.fields.map { field in
            Exam.Text(plain: "\(field.meaning.text) =", latex: "$\(field.meaning.latex) =$")
        }
        key = exercise.exercise.fields.compactMap { field in
            exercise.rightAnswers[field.name].map { value in
                Exam.Text(
                    plain: "\(field.meaning.text) = \(value)",
                    latex: "$\(field.meaning.latex) = \\text{\(LaTeXText.escaped(value))}$")
            }
        }
    }
}

import Exercises
import Formula
import Scenes
import Wording

/// A learner in a lesson: the step, what is done, what was asked for; everything but the scene that is open.
public struct LessonRun: Sendable {
    /// The lesson with the choices of its questions in another order than in the file.
    public let lesson: Lesson
    /// The step at which the learner is, from 0.
    public private(set) var index: Int
    /// One for each step of the lesson.
    public private(set) var records: [StepRecord]
    /// How many of the moments of a deed were visited, in their order.
    private var visited = 0
    /// What was typed into the exercise of the step, by the names of its answers.
    public private(set) var sheet: [String: String] = [:]
    /// Whether the solution was asked for once; asked for again it is shown.
    private var isGivingUp = false

    /// - Parameter progress: what was kept of an earlier visit; the lesson goes on at its step.
    public init(_ lesson: Lesson, progress: LessonRecord? = nil) {
        let lesson = lesson.reordered
        self.lesson = lesson
        var records = progress?.steps ?? []
        records = Array(records.prefix(lesson.steps.count))
        records += [StepRecord](repeating: StepRecord(), count: lesson.steps.count - records.count)
        self.records = records
        index = min(max(0, progress?.index ?? 0), lesson.steps.count - 1)
        beginStep()
    }

    /// The step at which the learner is.
    public var step: LessonStep { lesson.steps[index] }
    /// What is kept of that step.
    public var record: StepRecord { records[index] }
    /// What is kept of this visit.
    public var progress: LessonRecord { LessonRecord(index: index, steps: records) }
    /// Whether every step that is no box is done.
    public var isComplete: Bool { zip(lesson.steps, records).allSatisfy { $0.isOptional || $1.isDone } }

    /// The lessons to repeat: those of the steps that took a second try, or were given up.
    public var toRepeat: [String] {
        var names: [String] = []
        for (step, record) in zip(lesson.steps, records) {
            guard let name = step.task?.lesson, record.tries > 1 || record.hasGivenUp, !names.contains(name) else {
                continue
            }
            names.append(name)
        }
        return names
    }

    /// Whether the lesson draws other numbers at every visit.
    public var isReview: Bool { lesson.isReview }

    /// The scene of the step: its own, or the one that goes on.
    public var scene: LessonScene? { lesson.scene(ofStep: index) }

    private mutating func beginStep() {
        visited = 0
        isGivingUp = false
        sheet = [:]
        if case .exercise(let exercise)? = step.task?.kind { sheet = exercise.givenAnswers }
        if step.task == nil { records[index].isDone = true }
    }

    // MARK: Going

    /// Goes to a step, from 0; nothing happens where there is none.
    ///
    /// What was typed into an exercise is gone, and visits begin anew.
    public mutating func go(to step: Int) {
        guard lesson.steps.indices.contains(step) else { return }
        index = step
        beginStep()
    }

    /// Goes to the next step; false on the last one, where nothing happens.
    public mutating func goOn() -> Bool {
        guard index + 1 < lesson.steps.count else { return false }
        go(to: index + 1)
        return true
    }

    /// Goes to the step before; false on the first one, where nothing happens.
    public mutating func goBack() -> Bool {
        guard index > 0 else { return false }
        go(to: index - 1)
        return true
    }

    // MARK: Answering

    private var stepNumbers: SceneNumbers? { scene.map { SceneNumbers($0.scene) } }

    private mutating func done() -> [String] {
        records[index].isDone = true
        return [step.task?.because?.text ?? ""]
    }

    /// Marks an answer to the step's question, or writes one into its exercise.
    public mutating func answer(_ text: String) -> Reply {
        switch step.task?.kind {
        case .ask(let question): return answer(text, question, reveal: nil)
        case .predict(let question, let reveal): return answer(text, question, reveal: reveal)
        case .exercise(let exercise): return write(text, into: exercise)
        case .act: return Reply(.told, "Here something is to be done, and not to be said; check says how far it is.")
        case nil: return Reply(.told, "Nothing is asked in this step; continue goes on.")
        }
    }

    private mutating func answer(_ text: String, _ question: Question, reveal: String?) -> Reply {
        let verdict: Judge.Verdict
        do { verdict = try Judge(question: question, numbers: stepNumbers).verdict(text) } catch {
            return Reply(.unread, error.fact.sentence)
        }
        switch verdict {
        case .unread(let why): return Reply(.unread, why)
        case .right:
            if !records[index].isDone { records[index].tries += 1 }
            return Reply(.right, ["Right."] + done(), reveal: reveal)
        case .wrong(let words, _):
            if !records[index].isDone { records[index].tries += 1 }
            return Reply(.wrong, ["Not yet.", words.isEmpty ? "A hint may help." : words])
        }
    }

    // MARK: Doing

    /// Looks at the learner's scene and moment after every change; a reply when something is reached.
    public mutating func look(at scene: Scene, moment: String) -> Reply? {
        guard case .act(let deed)? = step.task?.kind, !records[index].isDone else { return nil }
        if visited < deed.visits.count, deed.visits[visited] == moment { visited += 1 }
        guard visited == deed.visits.count, state(of: deed, scene).isEmpty else { return nil }
        return Reply(.right, ["Done."] + done())
    }

    /// What is still missing.
    public mutating func check(_ scene: Scene?) -> Reply {
        switch step.task?.kind {
        case .act(let deed):
            if records[index].isDone { return Reply(.right, "This is done.") }
            let missing = scene.map { state(of: deed, $0) } ?? ["No scene is open."]
            records[index].tries += 1
            var visits: [String] = []
            if visited < deed.visits.count {
                visits = ["Still to visit: \(deed.visits[visited...].joined(separator: ", "))."]
            }
            if missing.isEmpty, visits.isEmpty { return Reply(.right, ["Done."] + done()) }
            return Reply(.wrong, ["Not yet."] + missing + visits)
        case .exercise(let exercise): return mark(exercise)
        case .ask, .predict:
            return Reply(.told, record.isDone ? "This is answered." : "answer, and what you think, answers.")
        case nil: return Reply(.told, "Nothing is asked in this step; continue goes on.")
        }
    }

    /// One sentence for everything that does not hold of a changed scene.
    private func state(of deed: Deed, _ scene: Scene) -> [String] {
        guard let start = self.scene?.scene, let changed = start.numbersChanged(to: scene) else {
            return ["This is another network than the lesson's; play and come back, and it is as it was."]
        }
        let foreseen = deed.wrong.first { attempt in
            guard let other = try? start.setting(attempt.edits) else { return false }
            return start != other && other.numbersChanged(to: scene)?.isEmpty == true
        }
        if let foreseen { return [foreseen.reply.text] }
        var missing: [String] = []
        if let bad = changed.first(where: { !deed.allows($0) }) {
            missing.append("\(bad) is to stay as it was; u takes the change back.")
        }
        if let limit = deed.edits, changed.count > limit {
            missing.append("\(Words.count(changed.count, "number")) changed; \(limit) may be.")
        }
        let numbers = SceneNumbers(scene)
        for claim in deed.until {
            guard let outcome = try? claim.outcome(in: numbers) else {
                missing.append("\(claim.text) cannot be computed here.")
                continue
            }
            if !outcome.holds {
                let left = outcome.left.elements.first.map(\.short) ?? ""
                missing.append("\(claim.text) does not hold yet: the left side is \(left).")
            }
        }
        return missing
    }

    // MARK: Exercises

    private mutating func write(_ text: String, into exercise: LessonExercise) -> Reply {
        // A name may be joined to its value by an equals sign alone: da0=[1, 2].
        let words = text.replacing("=", with: " = ").split(separator: " ").map(String.init)
        guard let (field, rest) = exercise.exercise.answer(in: words), !exercise.given.contains(field.name) else {
            let names = exercise.exercise.fields.map(\.name).filter { !exercise.given.contains($0) }
            return Reply(
                .unread, "The answers are \(Words.list(names, "and")): answer \(names.first ?? "") and its value.")
        }
        guard !rest.isEmpty else { return Reply(.unread, "\(field.name) has no value yet.") }
        let written = field.laidOut(rest.joined(separator: " "))
        sheet[field.name] = written
        return Reply(.told, "\(field.name) is \(SpokenNames.echo(of: written, for: field)).")
    }

    /// Puts a whole form in, as the screen keeps it.
    public mutating func fill(_ answers: [String: String]) { sheet = answers }

    private mutating func mark(_ exercise: LessonExercise) -> Reply {
        let marked = exercise.mark(sheet)
        if !records[index].isDone { records[index].tries += 1 }
        if marked.isAllRight { return Reply(.right, ["All right."] + done()) }
        let right = marked.answers.count { $0.verdict == .right }
        var lines = ["Not yet: \(right) of \(marked.answers.count) right."]
        for answer in marked.answers where answer.verdict != .right {
            lines.append("\(answer.name): \(answer.verdict.rawValue). \(answer.message)")
        }
        return Reply(.wrong, lines)
    }

    // MARK: Help

    /// One hint more.
    public mutating func hint() -> Reply {
        guard let task = step.task else { return Reply(.told, "Nothing is asked in this step; continue goes on.") }
        var hints = task.hints.map(\.text)
        if case .exercise(let exercise) = task.kind { hints += exercise.exercise.text().hints }
        guard !hints.isEmpty else { return Reply(.told, "There is no hint.") }
        let next = records[index].hints
        guard next < hints.count else { return Reply(.told, ["There are no more hints."] + hints) }
        records[index].hints += 1
        return Reply(.told, "Hint \(next + 1) of \(hints.count): \(hints[next])")
    }

    /// The answer: after a right one, or when it is asked for twice.
    public mutating func solution() -> Reply {
        guard let task = step.task else { return Reply(.told, "Nothing is asked in this step; continue goes on.") }
        guard record.isDone || isGivingUp else {
            isGivingUp = true
            return Reply(
                .told, "Not done yet; asked for once more, the solution is shown and the step counts as given up.")
        }
        if !record.isDone {
            records[index].hasGivenUp = true
            records[index].isDone = true
        }
        let reveal: String? = if case .predict(_, let reveal) = task.kind { reveal } else { nil }
        return Reply(
            .told, ["Solution:"] + lesson.solution(of: task, numbers: stepNumbers) + [task.because?.text ?? ""],
            reveal: reveal)
    }
}

extension Lesson {
    /// Whether it asks for lessons to repeat.
    public var isReview: Bool { steps.contains { $0.task?.lesson != nil } }

    /// The scene of a step: its own, or the last one before it.
    public func scene(ofStep index: Int) -> LessonScene? { steps[...index].last { $0.scene != nil }?.scene }

    func solution(of task: LessonTask, numbers: SceneNumbers?) -> [String] {
        switch task.kind {
        case .ask(let question), .predict(let question, _):
            switch question.form {
            case .choice(let choices):
                return choices.filter { $0.letter == question.answer }.map { "\($0.letter). \($0.text.text)" }
            case .number(let claim, _): return [(try? claim.value(in: numbers))?.short ?? ""]
            case .text(let words): return [words.first ?? ""]
            case .formula(_, _, let answer): return [answer]
            }
        case .act(let deed):
            return deed.solution.map { "\($0.name) = \($0.typedValue.replacing("-", with: "−"))" }
                + deed.visits.map { "go to \($0)" }
        case .exercise(let exercise): return exercise.exercise.text().solution
        }
    }
}

extension Scenes.Number {
    /// `-1`, `1/2`, `0.25`
    var text: String { Quantity.exact(exact).short }
}

extension Deed {
    /// Whether a number may be changed: it is named, or its parameter is.
    func allows(_ name: String) -> Bool { only.isEmpty || only.contains { name == $0 || name.hasPrefix($0 + "[") } }
}

import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// Proves a lesson: what does not hold, each with its place, in the order of the file.
public struct LessonProof {
    let lesson: Lesson
    /// Names of the lessons that may be needed.
    let lessons: [String]
    /// What each step shows before anything is done; empty where nobody draws it.
    let sights: [[StepSight]]
    private var found: [LessonProblem] = []
    /// The numbers of the scene that goes on, and the names of them in all letters.
    private var numbers: SceneNumbers?
    private var names: EquationNumbers?
    /// What became of every equation in the text.
    private var equations: [(text: String, outcome: EquationOutcome)] = []

    /// - Parameters:
    ///   - lessons: names of all lessons; empty where they are not known.
    ///   - sights: what each step shows, for numbers that are asked for and stand there; empty where that is not drawn.
    public static func problems(
        of lesson: Lesson, among lessons: [String] = [], sights: [[StepSight]] = []
    ) -> [LessonProblem] {
        var proof = LessonProof(lesson: lesson, lessons: lessons, sights: sights)
        proof.run()
        return proof.found.sorted { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
    }

    /// Every equation between dollars with what it is worth in its step's scene, in the order of the file.
    public static func equations(of lesson: Lesson) -> [(text: String, outcome: EquationOutcome)] {
        var proof = LessonProof(lesson: lesson, lessons: [], sights: [])
        proof.run()
        return proof.equations
    }

    private init(lesson: Lesson, lessons: [String], sights: [[StepSight]]) {
        self.lesson = lesson
        self.lessons = lessons
        self.sights = sights
    }

    private mutating func note(_ fact: LessonFact, at place: TextLocation) {
        found.append(LessonProblem(fact, at: place))
    }

    /// Notes what is thrown.
    private mutating func attempt<Result>(_ act: () throws(LessonProblem) -> Result) -> Result? {
        do { return try act() } catch {
            found.append(error)
            return nil
        }
    }

    private mutating func run() {
        if !(6...15).contains(lesson.steps.count) { note(.stepCount(found: lesson.steps.count), at: .start) }
        for need in lesson.needs where !lessons.isEmpty && !lessons.contains(need) {
            note(.unknownNeed(need), at: .start)
        }
        for (index, step) in lesson.steps.enumerated() {
            if let scene = step.scene {
                let numbers = SceneNumbers(scene.scene)
                (self.numbers, names) = (numbers, EquationNumbers(numbers))
            }
            if index > 0, step.task == nil, lesson.steps[index - 1].task == nil { note(.textTwice, at: step.place) }
            view(step.view)
            for prose in step.prose { text(prose) }
            for formula in step.formulas { check(formula) }
            fits(step)
            if let task = step.task {
                check(task, of: step)
                hides(task, of: step, index)
                if let name = task.lesson, !lessons.isEmpty, !lessons.contains(name) {
                    note(.unknownNeed(name), at: task.place)
                }
            }
        }
    }

    // MARK: Texts

    private mutating func text(_ prose: Prose) {
        for math in prose.mathematics { equation(math) }
        for claim in prose.claims {
            guard let outcome = attempt({ [numbers] () throws(LessonProblem) in try claim.outcome(in: numbers) }) else {
                continue
            }
            if !outcome.holds {
                note(
                    .claimFails(found: outcome.left.elements.map(\.precise).joined(separator: ", "), text: claim.text),
                    at: claim.place)
            }
        }
        if let number = Self.decimal(in: prose.bareWords) { note(.unclaimedNumber(number), at: prose.place) }
    }

    /// What stands between dollars and is an equation is read, and true in the scene where that has its names.
    private mutating func equation(_ math: MathText) {
        guard let equation = InlineEquation(math.unicode) else { return }
        if let why = equation.misreading { return note(.mathematicsUnread(math.unicode, why: why), at: math.place) }
        guard !InlineEquation.isClaimedByOthers(math.unicode) else { return }
        let outcome = names?.outcome(of: equation) ?? .notHere
        equations.append((math.unicode, outcome))
        if case .fails(let left, let right) = outcome {
            note(.equationFails(math.unicode, left: left, right: right), at: math.place)
        }
    }

    /// A decimal of two places or more: such a number comes from somewhere.
    private static func decimal(in text: String) -> String? {
        let words = text.split { !($0.isNumber || $0 == ".") }.map { $0.hasSuffix(".") ? $0.dropLast() : $0 }
        return words.first { word in
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && parts[1].count >= 2
        }.map(String.init)
    }

    /// Every text stays within its part of an 80-column terminal.
    private mutating func fits(_ step: LessonStep) {
        let lines = step.prose.reduce(0) { $0 + LessonLayout.lines(of: $1.text) }
        if lines > LessonLayout.proseLines {
            note(
                .tooLong("the text of the step", lines: lines, limit: LessonLayout.proseLines), at: step.prose[0].place)
        }
        guard let task = step.task else { return }
        var asked = task.wording.map { LessonLayout.lines(of: $0.text) } ?? 0
        if case .ask(let question) = task.kind { asked += question.choiceLines }
        if case .predict(let question, _) = task.kind { asked += question.choiceLines }
        if asked > LessonLayout.taskLines {
            note(.tooLong("the question", lines: asked, limit: LessonLayout.taskLines), at: task.place)
        }
        for prose in task.replies {
            let lines = LessonLayout.lines(of: prose.text)
            if lines > LessonLayout.replyLines {
                note(.tooLong("the text", lines: lines, limit: LessonLayout.replyLines), at: prose.place)
            }
        }
    }

    private mutating func view(_ view: LessonView) {
        guard let place = view.place else { return }
        guard let numbers else { return note(.noScene, at: place) }
        if let moment = view.moment { check(moment: moment, numbers, at: place) }
        if let screen = view.screen, !LessonView.screens.contains(screen) {
            note(.unknownScreen(screen, known: LessonView.screens), at: place)
        }
        if let focus = view.focus {
            let node = String(focus.prefix { $0 != "[" })
            let network = numbers.trace.network
            let names = network.nodes.filter(\.isShown).flatMap { node in
                [node.name, "\(network.parts[node.part].name).\(node.name)"]
            }
            if !names.contains(node) { note(.nothingUnderCursor(focus), at: place) }
        }
    }

    private mutating func check(moment: String, _ numbers: SceneNumbers, at place: TextLocation) {
        let timeline = Timeline(numbers.trace.network, clips: numbers.scene.training?.clip != nil)
        let known = (0..<timeline.count).map { timeline[$0].description }
        // A step inside a moment has one number more.
        let whole = known.contains(moment) ? moment : String(moment[..<(moment.lastIndex(of: ".") ?? moment.endIndex)])
        if !known.contains(whole) { note(.unknownMoment(moment, known: known), at: place) }
    }

    private mutating func check(_ formula: LessonFormula) {
        guard let numbers else { return note(.noScene, at: formula.place) }
        for line in formula.lines {
            guard let engine = EngineFormula.text(of: formula.of, numbers, line.notation) else {
                note(.noFormula(formula.of), at: formula.place)
                return
            }
            if EngineFormula.plain(engine) != EngineFormula.plain(line.text) {
                note(.formulaDiffers(engine: engine), at: line.place)
            }
        }
    }

    // MARK: Tasks

    private mutating func check(_ task: LessonTask, of step: LessonStep) {
        for prose in task.replies + [task.wording].compactMap(\.self) { text(prose) }
        switch task.kind {
        case .ask(let question): check(question, task, step)
        case .predict(let question, let reveal):
            if let reveal {
                if let numbers {
                    check(moment: reveal, numbers, at: task.place)
                } else {
                    note(.noScene, at: task.place)
                }
            }
            check(question, task, step)
        case .act(let deed): check(deed, task)
        case .exercise(let exercise): check(exercise, task)
        }
        if task.hints.isEmpty {
            if case .exercise = task.kind { return }
            note(.noHints, at: task.place)
        }
    }

    private mutating func check(_ question: Question, _ task: LessonTask, _ step: LessonStep) {
        for claim in question.proof {
            if let outcome = attempt({ [numbers] () throws(LessonProblem) in try claim.outcome(in: numbers) }),
                !outcome.holds
            {
                note(
                    .claimFails(found: outcome.left.elements.map(\.precise).joined(separator: ", "), text: claim.text),
                    at: claim.place)
            }
        }
        let judge = Judge(question: question, numbers: numbers)
        var replies: [String: Int] = [:]
        for foreseen in question.wrong {
            if let line = replies.updateValue(foreseen.place.line, forKey: foreseen.reply.text) {
                note(.replyTwice(foreseen.answer, line: line), at: foreseen.place)
            }
        }
        switch question.form {
        case .choice(let choices): checkChoice(choices, question, judge)
        case .number(let claim, _): checkNumber(claim, question, judge, task, step)
        case .text(let words):
            expect(judge, words[0], isRight: true, at: task.place)
            for foreseen in question.wrong { expect(judge, foreseen.answer, isRight: false, at: foreseen.place) }
            for hint in task.hints where Self.holds(hint.text, word: words[0]) {
                note(.hintHasAnswer(words[0]), at: hint.place)
            }
        case .formula(_, _, let answer):
            expect(judge, answer, isRight: true, at: task.place)
            for foreseen in question.wrong { expect(judge, foreseen.answer, isRight: false, at: foreseen.place) }
            for hint in task.hints where hint.text.contains(answer) { note(.hintHasAnswer(answer), at: hint.place) }
        }
        if case .choice(let choices) = question.form, let right = choices.first(where: { $0.letter == question.answer })
        {
            for hint in task.hints where Self.holds(hint.text, word: right.text.text) {
                note(.hintHasAnswer(right.text.text), at: hint.place)
            }
        }
    }

    private mutating func checkChoice(_ choices: [Question.Choice], _ question: Question, _ judge: Judge) {
        for choice in choices {
            text(choice.text)
            let hasReply = question.wrong.contains { $0.answer == choice.letter }
            if choice.letter == question.answer {
                if hasReply, let foreseen = question.wrong.first(where: { $0.answer == choice.letter }) {
                    note(.wrongPasses(choice.letter), at: foreseen.place)
                }
                expect(judge, choice.letter, isRight: true, at: choice.place)
            } else if !hasReply {
                note(.wrongWithoutReply(choice.letter), at: choice.place)
            }
        }
        for foreseen in question.wrong where !choices.contains(where: { $0.letter == foreseen.answer }) {
            note(.unknownChoice(foreseen.answer), at: foreseen.place)
        }
    }

    private mutating func checkNumber(
        _ claim: Claim, _ question: Question, _ judge: Judge, _ task: LessonTask, _ step: LessonStep
    ) {
        guard let value = attempt({ [numbers] () throws(LessonProblem) in try claim.value(in: numbers) }) else {
            return
        }
        expect(judge, value.typed, isRight: true, at: claim.place)
        for foreseen in question.wrong {
            guard let other = attempt({ () throws(LessonProblem) in try judge.value(of: foreseen) }) else { continue }
            expect(judge, other.typed, isRight: false, at: foreseen.place)
        }
        for hint in task.hints where Self.holds(hint.text, number: value) {
            note(.hintHasAnswer(value.short), at: hint.place)
        }
        for shown in step.prose.flatMap(\.claims) + (task.wording?.claims ?? []) {
            if let number = try? AnswerLanguage.readValue(shown.shown).single?.number,
                value.approximation.magnitude > 2,
                Judge.isEqual(number, value, within: nil)
            {
                note(.numberInSight(shown.shown), at: shown.place)
            }
        }
    }

    /// A number that is asked for is not computed yet where it would be said before, and stands nowhere in sight.
    private mutating func hides(_ task: LessonTask, of step: LessonStep, _ index: Int) {
        let question: Question
        var isPrediction = false
        switch task.kind {
        case .ask(let asked): question = asked
        case .predict(let asked, _): (question, isPrediction) = (asked, true)
        case .act, .exercise: return
        }
        guard case .number(let claim, let within) = question.form else { return }
        if let moment = step.view.moment, let numbers, claim.scene.map({ $0 == numbers.scene }) ?? true,
            claim.edits.isEmpty
        {
            let moments = ComputedMoments(numbers)
            let names = claim.expression.names
            let positions = names.compactMap { moments.position(of: $0) }
            let isName = if case .quantity = claim.expression.expression.kind { true } else { false }
            if let now = moments.position(named: moment), !names.isEmpty, positions.count == names.count,
                positions.allSatisfy({ $0 <= now }), isPrediction || isName
            {
                return note(.numberComputed(claim.text, moment: moment), at: claim.place)
            }
        }
        guard sights.indices.contains(index), let value = try? claim.value(in: numbers) else { return }
        for sight in sights[index] {
            if let number = sight.number(takenFor: value, within: within) {
                return note(.numberInPlace(number, sight.place), at: claim.place)
            }
        }
    }

    private mutating func expect(_ judge: Judge, _ answer: String, isRight: Bool, at place: TextLocation) {
        guard let verdict = attempt({ () throws(LessonProblem) in try judge.verdict(answer) }) else { return }
        switch verdict {
        case .right: if !isRight { note(.wrongPasses(answer), at: place) }
        case .wrong(_, let isForeseen):
            if isRight {
                note(.answerIsWrong(answer), at: place)
            } else if !isForeseen {
                note(.wrongWithoutReply(answer), at: place)
            }
        case .unread(let why): note(.answerIsWrong("\(answer): \(why)"), at: place)
        }
    }

    /// Whether a text holds a number, but for the small whole ones that stand in any formula.
    private static func holds(_ text: String, number value: Quantity) -> Bool {
        let size = value.approximation.magnitude
        if size <= 3.000001, (size - size.rounded()).magnitude < 1e-6 { return false }
        let words = text.replacing("−", with: "-").split { !($0.isNumber || "./-".contains($0)) }
        return words.contains { word in
            let word = word.hasSuffix(".") ? word.dropLast() : word
            guard let number = try? AnswerLanguage.readValue(String(word)).single?.number else { return false }
            return Judge.isEqual(number, value, within: nil)
        }
    }

    private static func holds(_ text: String, word: String) -> Bool {
        let (text, word) = (" \(Judge.plain(text)) ", Judge.plain(word))
        return !word.isEmpty && text.contains(" \(word) ")
    }

    private mutating func check(_ deed: Deed, _ task: LessonTask) {
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
    private func refusal(_ deed: Deed, _ start: Scene, _ changed: Scene) -> LessonFact? {
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

    private mutating func check(_ exercise: LessonExercise, _ task: LessonTask) {
        if exercise.mark(exercise.givenAnswers).isAllRight { note(.solvedAtFirst, at: task.place) }
        let marked = exercise.mark(exercise.rightAnswers)
        if let wrong = marked.answers.first(where: { $0.verdict != .right }) {
            note(.solutionFails("\(wrong.name) is marked \(wrong.verdict.rawValue)"), at: task.place)
        }
    }
}

extension LessonView {
    /// The screens that a lesson may show.
    public static let screens = [
        "step", "table", "gradients", "triangle", "attention", "compare", "training", "twin", "characters", "scan",
    ]
}

extension LessonTask {
    /// Every text that is said after something was done.
    var replies: [Prose] {
        var replies = hints + [because].compactMap(\.self)
        switch kind {
        case .ask(let question), .predict(let question, _): replies += question.wrong.map(\.reply)
        case .act(let deed): replies += deed.wrong.map(\.reply)
        case .exercise: break
        }
        return replies
    }
}

extension Question {
    var choiceLines: Int {
        guard case .choice(let choices) = form else { return 0 }
        return choices.reduce(0) { $0 + LessonLayout.lines(of: "a  " + $1.text.text) }
    }
}

extension Quantity {
    /// As many digits as tell the number.
    var precise: String { exact.map(\.description) ?? "\(approximation)" }

    /// As a learner would type it.
    var typed: String {
        if let exact { return exact.description }
        let text = Decimals4.text(approximation)
        return text.contains("e") || approximation.magnitude < 0.01 ? "\(approximation)" : text
    }
}

import ExactMath
import Exercises
import Formula
import Recurrence
import Scenes
import Wording

/// What is asked, and that it is not in sight.
extension LessonProof {
    mutating func check(_ task: LessonTask, of step: LessonStep) {
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

    mutating func check(_ question: Question, _ task: LessonTask, _ step: LessonStep) {
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

    mutating func checkChoice(_ choices: [Question.Choice], _ question: Question, _ judge: Judge) {
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

    mutating func checkNumber(
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
    mutating func hides(_ task: LessonTask, of step: LessonStep, _ index: Int) {
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

    mutating func expect(_ judge: Judge, _ answer: String, isRight: Bool, at place: TextLocation) {
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
    static func holds(_ text: String, number value: Quantity) -> Bool {
        let size = value.approximation.magnitude
        if size <= 3.000001, (size - size.rounded()).magnitude < 1e-6 { return false }
        let words = text.replacing("−", with: "-").split { !($0.isNumber || "./-".contains($0)) }
        return words.contains { word in
            let word = word.hasSuffix(".") ? word.dropLast() : word
            guard let number = try? AnswerLanguage.readValue(String(word)).single?.number else { return false }
            return Judge.isEqual(number, value, within: nil)
        }
    }

    static func holds(_ text: String, word: String) -> Bool {
        let (text, word) = (" \(Judge.plain(text)) ", Judge.plain(word))
        return !word.isEmpty && text.contains(" \(word) ")
    }
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

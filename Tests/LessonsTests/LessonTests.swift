import Exercises
import Formula
import Foundation
@testable import Lessons
import Scenes
import Testing

@Suite struct LessonTests {
    /// Every number, answer, wrong answer, hint and formula of every lesson.
    @Test(arguments: LessonLibrary.builtIn.names) func holds(_ name: String) throws {
        let lesson = try LessonLibrary.builtIn.source(name).lesson()
        #expect(LessonProof.problems(of: lesson, among: LessonLibrary.builtIn.names).map(\.description) == [])
    }

    /// From the first step to the last: every wrong answer once, then the right one; at the end all is done.
    @Test(arguments: LessonLibrary.builtIn.names) func isWorkedThrough(_ name: String) throws {
        var run = LessonRun(try LessonLibrary.builtIn.source(name).lesson())
        repeat {
            switch run.step.task?.kind {
            case .ask(let question), .predict(let question, _):
                for foreseen in question.wrong {
                    #expect(run.answer(try run.typed(foreseen.answer, question)).kind == .wrong)
                    #expect(!run.record.isDone)
                }
                #expect(run.answer(try run.rightAnswer(question)).kind == .right)
            case .act(let deed):
                let scene = try #require(run.scene?.scene)
                #expect(run.check(scene).kind == .wrong)
                for wrong in deed.wrong { #expect(run.check(try scene.setting(each: wrong.edits)).kind == .wrong) }
                for moment in deed.visits.dropLast() { #expect(run.look(at: scene, moment: moment) == nil) }
                let solved = try scene.setting(each: deed.solution)
                #expect(run.look(at: solved, moment: deed.visits.last ?? "")?.kind == .right)
            case .exercise(let exercise):
                #expect(run.check(nil).kind == .wrong)
                for (answer, value) in exercise.rightAnswers { _ = run.answer("\(answer) = \(value)") }
                #expect(run.check(nil).kind == .right)
            case nil: break
            }
            #expect(run.record.isDone)
        } while run.goOn()
        #expect(run.isComplete)
        #expect(run.progress.percent(of: run.lesson.steps.count) == 100)
    }

    @Test func whatCannotBeReadIsSaidAsItWasTyped() throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("7").lesson())
        run.go(to: 6)
        #expect(run.answer("dW_aa [[[").lines == ["dW_aa is `[[[`, which cannot be read."])
        #expect(run.answer("dW_aa 1, 2, 3, 4").lines == ["dW_aa is [[1, 2], [3, 4]]."])
    }

    @Test func hintsComeOneAtATimeAndTheSolutionOnGivingUp() throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("2").lesson())
        run.go(to: 1)
        #expect(run.hint().lines == ["Hint 1 of 2: Row 1 of U meets the state before: one of its two entries is 0."])
        #expect(run.hint().lines == ["Hint 2 of 2: First a₃ of unit 1, then its hyperbolic tangent."])
        #expect(run.hint().lines.first == "There are no more hints.")
        #expect(!run.record.isDone)
        #expect(run.solution().lines.count == 1)
        #expect(run.solution().lines.prefix(2) == ["Solution:", "−0.4896"])
        #expect(run.record.hasGivenUp && run.record.isDone)
    }

    @Test(arguments: [
        ("-0.4896", Reply.Kind.right), ("-0.49", .right), ("tanh(-0.9*tanh(0.9*tanh(1)))", .right), ("-0.5", .wrong),
        ("0.49", .wrong), ("-0.536", .wrong), ("half", .unread), ("", .unread), ("1, 2", .unread),
    ])
    func numbersAreReadAsFarAsTheyGo(typed: String, kind: Reply.Kind) throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("2").lesson())
        run.go(to: 1)
        #expect(run.answer(typed).kind == kind)
    }

    /// What is computed from the four digits that a lesson shows counts like a decimal, and what was foreseen has its reply.
    @Test(arguments: [
        ("tanh(-0.5355)", Reply.Kind.right, ""), ("tanh(-0.9*0.595)", .right, ""), ("-tanh(0.9*0.5950)", .right, ""),
        ("-0.9*0.595", .wrong, "-0.5355"), ("tanh(-0.9*0.5)", .wrong, ""), ("-0.9*0.54", .wrong, ""),
        ("tanh(0.9*0.595)", .wrong, "0.4896"), ("tanh(-0.9)", .wrong, ""), ("-1/2", .wrong, ""),
    ])
    func computedFromWhatIsShown(typed: String, kind: Reply.Kind, foreseen: String) throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("2").lesson())
        run.go(to: 1)
        let reply = run.answer(typed)
        #expect(reply.kind == kind)
        if !foreseen.isEmpty { #expect(reply == run.answer(foreseen)) }
    }

    /// Each number that is asked for, computed from its value as four digits show it: half and half, and a little more than it.
    @Test(arguments: LessonLibrary.builtIn.names) func expressionsCountLikeDecimals(_ name: String) throws {
        var run = LessonRun(try LessonLibrary.builtIn.source(name).lesson())
        repeat {
            let asked: Question
            switch run.step.task?.kind {
            case .ask(let question), .predict(let question, _): asked = question
            default: continue
            }
            guard case .number(_, nil) = asked.form else { continue }
            let right = try #require(Double(try run.rightAnswer(asked).replacing("−", with: "-")) ?? .some(.nan))
            guard right.isFinite, right != right.rounded(), right.magnitude > 0.01 else { continue }
            let half = String(format: "%.4f", right / 2)
            #expect(run.answer("\(half) + \(half)").kind == .right, "\(name), \(run.index + 1): \(half) + \(half)")
            let more = String(format: "%.4f", right * 1.03)
            #expect(run.answer("\(more) + 0").kind == .wrong, "\(name), \(run.index + 1): \(more)")
        } while run.goOn()
    }

    /// Thousands and decimals with a comma, by the rule of the exercises: what is meant depends on whether the answer is whole.
    @Test(arguments: [
        ("10,000", true, "10000"), ("10,000", false, "10.000"), ("1,234.5", true, "1234.5"),
        ("1,234.5", false, "1234.5"),
        ("1,234,567.25", false, "1234567.25"), ("-1,000", true, "-1000"), ("0,5", true, "0.5"), ("0,5", false, "0.5"),
        ("1,23", true, "1.23"), ("12,3456", true, "12.3456"), ("1'417", false, "1417"), ("1_417,5", false, "1417.5"),
        ("≈ 3", true, " 3"), ("1, 2", false, "1, 2"), ("3.5", false, "3.5"),
    ])
    func commas(typed: String, isInteger: Bool, read: String) {
        #expect(String(NumberSpelling.number(SourceText(typed), isInteger: isInteger).characters) == read)
    }

    /// A name with blanks and underscores in any mixture; matrices without brackets, and echoes that keep signs and brackets.
    @Test func answersAreEchoedWhole() throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("7").lesson())
        run.go(to: 12)
        for name in ["formula_closed", "formula closed"] {
            #expect(
                run.answer("\(name) sum(k=t..T, (W_aa')^(T-t) e[k])").lines == [
                    "formula_closed is the sum over k from t to T of open bracket open bracket W aa prime close bracket "
                        + "to the power open bracket T minus t close bracket e at k, close bracket."
                ])
        }
        for name in ["formula dW_aa", "formula_dW aa", "formula dW aa"] {
            #expect(run.answer("\(name) W_aa").lines == ["formula_dW_aa is W aa."])
        }
    }

    /// A choice by its letter, its words, or the words that it alone begins with.
    @Test(arguments: [
        ("No", Reply.Kind.right), ("no, it only makes large gradients small", .right), ("yes", .wrong), ("n", .unread),
        ("it", .unread), ("no it", .unread),
    ])
    func aChoiceIsMeantByItsFirstWords(said: String, kind: Reply.Kind) throws {
        var run = LessonRun(try LessonLibrary.builtIn.source("11").lesson())
        run.go(to: 6)
        #expect(run.answer(said).kind == kind)
    }

    @Test func theRightChoiceStandsInEveryPlace() throws {
        var places: [String: Int] = [:]
        for source in LessonLibrary.builtIn.sources {
            for step in LessonRun(try source.lesson()).lesson.steps {
                if case .ask(let question)? = step.task?.kind, case .choice = question.form {
                    places[question.answer, default: 0] += 1
                }
            }
        }
        #expect((places["a"] ?? 0) < 60 && (places["b"] ?? 0) > 15 && (places["c"] ?? 0) > 15)
    }

    @Test func lessonsAreFoundByNumberNameAndPart() throws {
        #expect(try LessonLibrary.builtIn.source("07").name == "07-bptt-by-hand")
        #expect(try LessonLibrary.builtIn.source("7").name == "07-bptt-by-hand")
        #expect(try LessonLibrary.builtIn.source("bptt-by-hand").name == "07-bptt-by-hand")
        #expect(throws: LessonLookupError.unknown("btpt-by-hand", nearest: "bptt-by-hand")) {
            try LessonLibrary.builtIn.source("btpt-by-hand")
        }
    }
}

extension LessonRun {
    /// A foreseen wrong answer as somebody types it: an expression of the scene as its number.
    fileprivate func typed(_ answer: String, _ question: Question) throws -> String {
        guard case .number(let claim, _) = question.form else { return answer }
        let scene = try claim.ownScene ?? anyScene()
        return SceneNumbers(scene).said(answer).replacingOccurrences(of: "−", with: "-")
    }

    /// The step's scene; where it has none its questions are about plain numbers.
    private func anyScene() throws -> Scene { try scene?.scene ?? BuiltInScenes.all[0].scene() }

    fileprivate func rightAnswer(_ question: Question) throws -> String {
        switch question.form {
        case .choice: return question.answer
        case .text(let words): return words[0]
        case .formula(_, _, let answer): return answer
        case .number(let claim, _):
            let scene = try claim.ownScene ?? anyScene()
            return SceneNumbers(scene).said(claim.text).replacingOccurrences(of: "−", with: "-")
        }
    }
}

extension Scene {
    fileprivate func setting(each edits: [NumberEdit]) throws -> Scene {
        try edits.reduce(self) { try $0.setting($1.number, to: $1.value) }
    }
}

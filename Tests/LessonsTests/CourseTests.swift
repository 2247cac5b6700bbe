import Foundation
import Lessons
import Recurrence
import Testing

/// What the course promises of every lesson, beside its proofs.
@Suite struct CourseTests {
    private static let names = LessonLibrary.builtIn.names

    @Test func hasTwentyOneLessonsOfSixToFifteenSteps() throws {
        #expect(Self.names.map { $0.prefix(2) } == (0...20).map { $0 < 10 ? "0\($0)" : "\($0)" })
        for source in LessonLibrary.builtIn.sources {
            #expect((6...15).contains(try source.lesson().steps.count), "\(source.name)")
        }
    }

    /// All but the first and the review end with a formula in all letters, what comes next, and a question.
    @Test(arguments: names.dropFirst().dropLast()) func endsWithTheFormulaToRemember(_ name: String) throws {
        let lesson = try LessonLibrary.builtIn.source(name).lesson()
        let last = try #require(lesson.steps.last)
        #expect(last.title == "To remember")
        #expect(last.formulas.contains { Set($0.lines.map(\.notation)) == Set(Notation.allCases) })
        #expect(last.prose.contains { $0.text.contains("Next: ") })
    }

    /// From the fourth on a lesson opens with a question of an earlier one.
    @Test(arguments: names.dropFirst(4).dropLast()) func opensWithAnEarlierLesson(_ name: String) throws {
        let lesson = try LessonLibrary.builtIn.source(name).lesson()
        let first = try #require(lesson.steps.first)
        let number = try #require(first.title.split(separator: " ").last.flatMap { Int($0) })
        #expect(first.title == "First, from lesson \(number)" && number < (lesson.number ?? 0))
        guard case .ask? = first.task?.kind else {
            Issue.record("it asks nothing")
            return
        }
    }

    @Test(arguments: names) func twoStepsRunningAreNeverTextAlone(_ name: String) throws {
        let steps = try LessonLibrary.builtIn.source(name).lesson().steps
        #expect(!zip(steps, steps.dropFirst()).contains { $0.task == nil && $1.task == nil })
    }

    /// Other numbers at every visit, in each of the ten questions.
    @Test func eachQuestionOfTheReviewIsDrawnAnew() throws {
        let source = try LessonLibrary.builtIn.source("20")
        let visits = try (1...8).map { try source.lesson(seed: UInt64($0)).steps.suffix(10).map(Self.asked) }
        for question in 0..<10 { #expect(Set(visits.map { $0[question] }).count > 1, "\(question + 1)") }
    }

    private static func asked(_ step: LessonStep) -> String {
        if case .exercise(let exercise)? = step.task?.kind { return exercise.statement.joined() }
        return step.task?.wording?.text ?? ""
    }

    // MARK: Slips of the lectures

    /// A slip of a lecture's text, the lesson and step that names it, and the words that correct it.
    struct Slip: Sendable, CustomTestStringConvertible {
        var what: String
        var lesson: String
        var step: Int
        var written: String
        var right: String
        var testDescription: String { what }

        init(_ what: String, _ lesson: String, _ step: Int, _ written: String, _ right: String) {
            (self.what, self.lesson, self.step, self.written, self.right) = (what, lesson, step, written, right)
        }
    }

    static let slips = [
        Slip("Dalmau: W_aa with a step", "2", 6, "W_{aa}^{t-1}", "no, it is the same matrix at every step"),
        Slip(
            "Dalmau: what ŷ^t has seen", "5", 7, "x^1, \\dots, x^{t-1}) \\overset{?}{=} \\hat{y}^t(y^t)",
            "a: x^1 to x^t"),
        Slip("Dalmau: L_g", "5", 7, "L_g once", "L_θ is meant"),
        Slip("Dalmau: the exercise read literally", "7", 10, "for t ≤ T", "What is meant is one loss, the last"),
        Slip("Dalmau: the output gate's letter", "14", 8, "\\hat y_t \\overset{?}{=}", "Dalmau's ŷ_t is o_t"),
        Slip("Dalmau: ⊙ for a matrix product", "14", 8, "W_y \\odot [h_{t-1}, x_t]", "W_y meets [h, x] as a matrix"),
        Slip("Brasher: σ for the output gate", "14", 8, "\\sigma_t^j", "Brasher's σ_t^j is the gate o_t^j"),
        Slip("Brasher: a step that is left out", "13", 13, "r_t \\odot h_{t-1}", "the t of x and r is dropped once"),
        Slip("Brasher: a_{i−1} in the score", "19", 4, "a(a_{i-1}, h_j)", "Bahdanau has s_{i−1}"),
        Slip("McAllester: the bias of the gate", "13", 3, "- B^R)", "a: B^G, a bias of its own"),
        Slip("McAllester: a second t at the gate", "13", 3, "G_t[b, t, j]", "with two t"),
        Slip("McAllester: the arrow from the right", "17", 2, "left-to-right arrow", "it runs from T to 1"),
        Slip(
            "McAllester: one W or all", "11", 4, "W.grad' = W.grad",
            "the function that it names, clip_grad_norm, clips one norm over all"),
    ]

    @Test(arguments: slips) func isNamedAndCorrected(_ slip: Slip) throws {
        let source = try LessonLibrary.builtIn.source(slip.lesson)
        let steps = source.text.components(separatedBy: "\n## ").dropFirst()
        let text = steps[steps.startIndex + slip.step - 1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains(slip.written))
        #expect(text.contains(slip.right))
    }
}

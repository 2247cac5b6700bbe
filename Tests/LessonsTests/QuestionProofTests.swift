import Lessons
import Testing

/// What is proved of a question: its answer, what is foreseen, its hints, its room, and that the number is not there already.
@Suite struct QuestionProofTests {
    /// The choice of the template, to be asked otherwise.
    private static let choice = """
        ```ask
        question: How many sets of weights has this network?
        choices:
          a: one
          b: one for every step
        answer: a
        wrong:
          b: Then a longer sequence would need a larger network.
        hints: [Count the matrices that the editor lists.]
        """

    private static func asked(_ what: String, _ fields: String, _ found: [String] = []) -> Breakage {
        var breakage = Breakage(what, choice, "```ask\n" + fields)
        breakage.found = found
        return breakage
    }

    /// A question for a number, with one wrong answer, at the moment forward:2.
    private static func atTwo(_ what: String, answer: String, wrong: String, _ found: [String] = []) -> Breakage {
        let show = "```show\nat: forward:2\n```\n\n"
        let fields = "```ask\nquestion: What is it?\nanswer: \(answer)\nwrong:\n  \(wrong): No.\nhints: [Multiply.]"
        var breakage = Breakage(what, choice, show + fields)
        breakage.found = found
        return breakage
    }

    /// A formula that is asked for, with one wrong answer.
    private static func formula(_ what: String, answer: String, wrong: String, _ found: [String] = []) -> Breakage {
        asked(
            what,
            """
            question: What is delta before T?
            formula: linear-formula formula_delta
            answer: \(answer)
            wrong:
              \(wrong): No.
            hints: [Two ways.]
            """, found)
    }

    private static let phrase = "many words many words many words many words many words many words many words"

    static let questions: [Breakage] = [
        Breakage(
            "a hint with the right choice",
            "[Count the matrices that the editor lists.]", "[It is one.]",
            "53:9: the hint gives the answer one away"),
        Breakage(
            "a small number may stand in the text",
            "unit 1 begins with {{stack.0.h[1][1] = 0.7616}}", "unit 2 goes on with {{stack.0.a[2][2] = 0.6854}}"),
        asked(
            "a large number in the text",
            """
            question: "What is five times {{5 * stack.0.h[1][1] = 3.808}}?"
            answer: 5 * stack.0.h[1][1]
            wrong:
              stack.0.h[1][1]: That is once.
            hints: [Multiply.]
            """, ["46:33: what is asked, 3.808, stands in the text already"]),
        atTwo(
            "a number that is there", answer: "stack.0.h[2][2]", wrong: "stack.0.a[2][2]",
            ["51:9: stack.0.h[2][2] is asked for, and at forward:2 it is computed already"]),
        atTwo("a number to be computed from what is there", answer: "2 * stack.0.h[2][2]", wrong: "stack.0.h[2][2]"),
        atTwo(
            "a number of the scene by its name", answer: "\"elman-by-hand: stack.0.h[2][2]\"",
            wrong: "stack.0.a[2][2]",
            ["51:25: stack.0.h[2][2] is asked for, and at forward:2 it is computed already"]),
        atTwo(
            "a number of another scene", answer: "\"exact-fractions: stack.0.h[2][2]\"", wrong: "stack.0.h[2][1]"),
        Breakage(
            "a prediction computed from what is there",
            """
            ```predict
            question: What is the pre-activation of unit 2 at t = 2?
            answer: stack.0.a[2][2]
            reveal: forward:2
            wrong:
              stack.0.h[2][2]
            """,
            """
            ```show
            at: forward:2
            ```

            ```predict
            question: What is the pre-activation of unit 2 at t = 2?
            answer: 2 * stack.0.a[2][2]
            reveal: forward:2
            wrong:
              stack.0.a[2][2]
            """,
            "39:9: 2 * stack.0.a[2][2] is asked for, and at forward:2 it is computed already"),
        asked(
            "a small whole number in a hint",
            """
            question: How many units has it?
            answer: T - 2
            wrong:
              T: That is the number of steps.
            hints: [Row 2 of U is the last.]
            """),
        asked(
            "a larger one",
            """
            question: How many steps has it?
            answer: T
            wrong:
              T - 2: That is the number of units.
            hints: [There are 4 of them.]
            """, ["50:9: the hint gives the answer 4 away"]),
        asked(
            "signs in a hint that are no numbers",
            """
            question: How many steps has it?
            answer: T
            wrong:
              T - 2: That is the number of units.
            hints: [Count the inputs from left to right - one - by one / two.]
            """),
        asked(
            "choices too long",
            """
            question: How many sets of weights has this network?
            choices:
              a: \(phrase), \(phrase), a
              b: \(phrase), \(phrase), b
              c: \(phrase), \(phrase), c
              d: \(phrase), \(phrase), d
            answer: a
            wrong:
              b: No b.
              c: No c.
              d: No d.
            hints: [Count.]
            """, ["45:1: the question takes 13 lines of an 80-column terminal; 10 would fit"]),
        asked(
            "a word",
            """
            question: What is the name of the activation?
            words: [tanh, hyperbolic tangent]
            wrong:
              sigma: That is in gates.
            hints: [It lies between -1 and 1.]
            """),
        asked(
            "a wrong word that passes, and a hint that says it",
            """
            question: What is the name of the activation?
            words: [tanh, hyperbolic tangent]
            wrong:
              hyperbolic tangent: No.
            hints: [It is tanh of course.]
            """,
            ["49:3: the wrong answer 'hyperbolic tangent' passes", "50:9: the hint gives the answer tanh away"]),
        formula("a formula", answer: "W_aa' delta[t+1] + W_ya' e[t]", wrong: "W_aa' delta[t+1]"),
        formula(
            "a formula that is not right", answer: "W_aa' delta[t+1]", wrong: "W_aa' delta[t]",
            ["45:1: the answer given here is marked wrong: W_aa' delta[t+1]"]),
        formula(
            "a wrong formula that passes", answer: "W_aa' delta[t+1] + W_ya' e[t]",
            wrong: "W_ya' e[t] + W_aa' delta[t+1]",
            ["50:3: the wrong answer 'W_ya' e[t] + W_aa' delta[t+1]' passes"]),
    ]

    @Test(arguments: questions) func isProved(_ question: Breakage) throws {
        let whole = LessonTemplate.text(title: "A lesson")
        let range = try #require(whole.firstRange(of: question.old))
        let text = whole.replacingCharacters(in: range, with: question.new)
        #expect(LessonProof.problems(of: try Lesson(text: text, name: "lesson")).map(\.description) == question.found)
    }
}

import Foundation
import Lessons
import Testing

/// A copy of a lesson that holds, broken in one place.
struct Breakage: Sendable, CustomTestStringConvertible {
    var what: String
    var old: String
    var new: String
    /// Everything that is found, with its place.
    var found: [String]

    init(_ what: String, _ old: String, _ new: String, _ found: String...) {
        (self.what, self.old, self.new, self.found) = (what, old, new, found)
    }

    var testDescription: String { what }
}

@Suite struct BrokenLessonTests {
    private static let whole = LessonTemplate.text(title: "A lesson")

    private func problems(_ text: String) -> [String] {
        do {
            return LessonProof.problems(of: try Lesson(text: text, name: "lesson")).map(\.description)
        } catch { return [error.description] }
    }

    @Test func theTemplateHolds() { #expect(problems(Self.whole) == []) }

    static let breakages: [Breakage] = [
        Breakage(
            "a claim off by one digit",
            "= 0.7616",
            "= 0.7617",
            "31:73: stack.0.h[1][1] = 0.7617 does not hold: it is 0.7615941559557649"),
        Breakage(
            "a scene that is not there",
            """
            ```scene
            elman-by-hand
            """,
            """
            ```scene
            elman-by-hnd
            """,
            "17:1: there is no built-in scene 'elman-by-hnd'; did you mean elman-by-hand?"),
        Breakage(
            "a moment that is not there",
            "at: forward:1",
            "at: forward:9",
            "21:1: this scene has no moment 'forward:9'; it has start, forward:1, forward:2, forward:3, forward:4 and 7 more"
        ),
        Breakage(
            "a cursor on nothing",
            "focus: h[1]",
            "focus: q[1]",
            "21:1: this scene has no number 'q[1]' to put the cursor on"),
        Breakage(
            "a heading of a third kind",
            "Say in two to four sentences",
            "### Say in two to four sentences",
            "13:1: a line that begins with # is a heading here, and a lesson has two kinds: # its title, ## a step"),
        Breakage(
            "an unknown block",
            "```predict",
            "```predikt",
            "33:4: there is no block 'predikt'; did you mean predict?"),
        Breakage(
            "a block that is never closed",
            """
            ```do

            """,
            """
            ```do
            ```ask

            """,
            "59:1: the block do is never closed; a line ``` would close it"),
        Breakage(
            "a claim that is no comparison",
            "{{stack.0.h[1][1] = 0.7616}}",
            "{{stack.0.h[1][1]}}",
            "31:71: a claim says what a number is: {{stack.0.h[2][1] = 0.5}}"),
        Breakage(
            "a number out of the air",
            "unit 1 begins with {{stack.0.h[1][1] = 0.7616}}",
            "unit 1 begins with 0.7616",
            "31:1: the number 0.7616 stands in no claim; {{NAME = 0.7616}} would be recomputed"),
        Breakage(
            "a name that is not in the network",
            "answer: stack.0.a[2][2]",
            "answer: stack.0.z[2][2]",
            "35:9: There is no stack.0.z in this network; did you mean stack.0.b?"),
        Breakage(
            "a wrong answer that passes",
            "  stack.0.h[2][2]: That",
            "  stack.0.a[2][2]: That",
            "38:3: the wrong answer '0.6854' passes"),
        Breakage(
            "a wrong answer without a reply",
            "  b: Then a longer",
            "  c: Then a longer",
            "49:3: the wrong choice 'b' has no reply of its own",
            "52:3: there is no choice 'c'"),
        Breakage(
            "the right choice among the wrong ones",
            "  b: Then a longer",
            "  a: Then a longer",
            "49:3: the wrong choice 'b' has no reply of its own",
            "52:3: the wrong answer 'a' passes"),
        Breakage(
            "a task solved at first",
            "until: stack.0.h[4][1] > 0",
            "until: stack.0.h[4][1] < 1",
            "59:1: what is asked holds before anything is done",
            "65:3: the wrong answer 'stack.0.b[1]' passes"),
        Breakage(
            "a solution that does not solve",
            "\"stack.0.U[1][1]\": -0.8",
            "\"stack.0.U[1][1]\": 0.8",
            "63:12: the model solution does not solve it: stack.0.h[4][1] > 0 is -0.45303039997610434"),
        Breakage(
            "a solution with too many changes",
            "solution: {\"stack.0.U[1][1]\": -0.8}",
            "solution: {\"stack.0.U[1][1]\": -0.8, \"stack.0.b[1]\": 0.1}",
            "63:12: 2 numbers changed, and 1 may be"),
        Breakage(
            "a wrong attempt that passes",
            "set: {\"stack.0.b[1]\": -1}",
            "set: {\"stack.0.b[1]\": 1}",
            "65:3: the wrong answer 'stack.0.b[1]' passes"),
        Breakage(
            "a change of a whole row",
            "set: {\"stack.0.b[1]\": -1}",
            "set: {\"stack.0.U[1]\": -1}",
            "65:9: stack.0.U[1] cannot be set: it stands for 2 numbers; stack.0.U[1][1] is one of them"),
        Breakage(
            "a change of a whole matrix",
            "set: {\"stack.0.b[1]\": -1}",
            "set: {\"stack.0.U\": -1}",
            "65:9: stack.0.U cannot be set: it stands for 4 numbers; stack.0.U[1][1] is one of them"),
        Breakage(
            "a solution with an index too many",
            "solution: {\"stack.0.U[1][1]\": -0.8}",
            "solution: {\"stack.0.b[1][1]\": -0.8}",
            "63:12: stack.0.b[1][1] cannot be set: stack.0.b takes one index; stack.0.b[1] would fit"),
        Breakage(
            "a claim about a changed row",
            "{{stack.0.h[1][1] = 0.7616}}",
            "{{elman-by-hand, stack.0.U[2] = 1: stack.0.h[1][1] = 0.7616}}",
            "31:73: stack.0.U[2] cannot be set: it stands for 2 numbers; stack.0.U[2][1] is one of them"),
        Breakage(
            "a hint with the answer",
            "hints: [Which entry of U brings unit 1 back to itself?]",
            "hints: [Set U 1 1 to -0.8]",
            "67:9: the hint gives the answer −4/5 away"),
        Breakage(
            "no hint",
            """
            hints: [Row 2 of U reads unit 1 alone.]

            """,
            "",
            "33:1: there is no hint; hints: [\"…\"] would give one"),
        Breakage(
            "a formula that the engine does not have",
            "unfold: h₃ = tanh(a₃)",
            "unfold: h₃ = tanh(a₂)",
            "83:9: the program writes this formula as: h₃ = tanh(a₃)"),
        Breakage(
            "mathematics that is not understood",
            "\\tanh(W",
            "\\tahn(W",
            "14:52: in $…$ stands \\tahn; \\tanh would fit"),
        Breakage(
            "an equation that is false in the scene",
            "U h_{t-1} + b)$",
            "U h_t + b)$",
            "14:46: h_t = tanh(W x_t + U h_t + b) does not hold in this scene: 0, 0.595 is not −0.4896, 0; "
                + "what somebody claims is written \\overset{?}{=}"),
        Breakage(
            "an equation that is none",
            "U h_{t-1} + b)$",
            "U h_{t-1} + )$",
            "14:46: h_t = tanh(W x_t + U h_{t−1} + ) is no equation: Found “)”, but a number, a name or an opening bracket would fit here."
        ),
        Breakage(
            "a condition on what the scene has not",
            "until: stack.0.h[4][1] > 0",
            "until: is.cell.stack.0.grru = 1",
            "63:12: the model solution does not solve it: There is no is.cell.stack.0.grru in this network."),
        Breakage(
            "a word that does not fit",
            "solution: {\"stack.0.U[1][1]\": -0.8}",
            "solution: {feedback: sideways}",
            "63:22: feedback cannot be set: 'sideways' does not fit"),
        Breakage(
            "a prediction of what is computed already",
            "```predict",
            """
            ```show
            at: forward:2
            ```

            ```predict
            """,
            "39:9: stack.0.a[2][2] is asked for, and at forward:2 it is computed already"),
        Breakage(
            "a question for what the moment shows",
            """
            ```ask
            question: How many sets of weights has this network?
            choices:
              a: one
              b: one for every step
            answer: a
            wrong:
              b: Then a longer sequence would need a larger network.
            """,
            """
            ```show
            at: forward:2
            ```

            ```ask
            question: What is h of unit 2 at t = 2?
            answer: stack.0.h[2][2]
            wrong:
              stack.0.a[2][2]: That is still to go through tanh.
            """,
            "51:9: stack.0.h[2][2] is asked for, and at forward:2 it is computed already"),
        Breakage(
            "a misspelt key",
            "question: How many sets",
            "qestion: How many sets",
            "46:1: ask has no key 'qestion'; did you mean 'question'?"),
        Breakage(
            "two steps of text alone",
            """
            ## Do an exercise

            ```exercise
            kind: linear-bptt
            seed: 1
            level: 1
            ```

            """,
            """
            ## Do an exercise

            Text alone.

            """,
            "75:1: this step and the one before are only text; one of them needs something to do"),
        Breakage(
            "a step too long",
            "Say in two to four sentences",
            "Say very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it very much of it in two to four sentences",
            "13:1: the text of the step takes 11 lines of an 80-column terminal; 8 would fit"),
        Breakage(
            "an exercise that is not there",
            "kind: linear-bptt",
            "kind: linear-bppt",
            "74:7: There is no exercise “linear-bppt”; did you mean linear-bptt?"),
        Breakage(
            "a question about no scene",
            "kind: linear-bptt",
            "kind: backward\nask: grad(stack.0.h[1])",
            "75:6: ask has no scene to ask about; scene: NAME beside it would fit"),
    ]

    @Test(arguments: breakages) func isFound(_ breakage: Breakage) throws {
        let range = try #require(Self.whole.firstRange(of: breakage.old))
        let broken = Self.whole.replacingCharacters(in: range, with: breakage.new)
        #expect(problems(broken) == breakage.found)
    }
}

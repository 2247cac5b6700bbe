import ExactMath
import Exercises
import Testing

/// Whatever is answered, in whatever shape, marking comes to an end with a verdict for every answer.
@Suite struct HostileAnswersTests {
    private static let answers = [
        "", "0", "1", "-1/2", "0.333", "1e-3", "1e400", "[1]", "[1, 2]", "[1; 2]", "[1 2; 3 4]",
        "[[1, 2, 3], [4, 5, 6]]",
        "[0, 0]", "[0, 0, 0]", "[[0, 0], [0, 0]]", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "[[[1]]]", "[]", "[1, [2]]", "[,]",
        "any", "[any, 0, 1]", "[1, 0, any]", "[2, 0, 1]", "vanishes", "nan", "inf", "1/0", "√2", "√(-1)",
        "2^61 - 1", "1/2305843009213693951", "[1/2305843009213693951, 2]", "99999999999999999999999999999999",
        "x1->h1", "x1->h1, h1->y1, y1->x2, x2->h2", "->", "tanh(0.5)", "exp(1000)", "W_aa' delta[t+1]",
        "delta[t]", "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])", "tanh(W_ax x[1] + b_a)", "2^10^10^10", "\u{1B}[31m",
        "[[1, 2], [3]]", "1 1/2", "((((", "seq2seq", "many to one",
    ]

    @Test(arguments: Catalogue.kinds.map(\.id)) func everyAnswerGetsAVerdict(kind: String) throws {
        var generator = SeededGenerator(seed: 11)
        for level in 1...4 {
            let exercise = try Catalogue.exercise(kind, seed: 2, level: level)
            let right = exercise.working.answers()
            for _ in 0..<40 {
                var sheet = "exercise = \(kind)\nversion = \(exercise.version)\nseed = 2\nlevel = \(level)\n"
                for (field, value) in zip(exercise.fields, right) {
                    // Now and then the right answer, so that something follows from the wrong ones around it.
                    let text =
                        generator.integer(in: 0...2) == 0 ? value.text(places: 8) : generator.element(of: Self.answers)
                    sheet += "\(field.name) = \(text)\n"
                }
                let marked = MarkedSheet(file: "a", bytes: Array(sheet.utf8), options: MarkingOptions())
                let marks = try #require(marked.marks, "\(kind), level \(level)")
                #expect(marks.answers.map(\.name) == exercise.fields.map(\.name))
                #expect(marks.score >= 0 && marks.score <= Rational(marks.maximum))
                for format in MarkFormat.allCases { #expect(!MarkReport([marked]).text(format).isEmpty) }
            }
        }
    }

    /// A teacher's numbers whose denominators have no residue modulo 2^61 − 1 are marked all the same.
    @Test func denominatorsThatAreTheFieldsPrime() {
        let odd = Rational(1) / Rational(2_305_843_009_213_693_951)
        var network = integerInstance
        network.start = [odd, 1]
        let exercise = LinearBPTTKind().exercise(network, .backward, origin: .scene("odd"))
        #expect(exercise.mark(given(exercise)).isAllRight)
        #expect(exercise.mark(given(exercise, .m03)).diagnosis == [.m03])
    }

    private func given(_ exercise: Exercise, _ slips: SlipSet = []) -> StudentAnswers {
        ExercisesTests.answers(exercise, slips)
    }
}

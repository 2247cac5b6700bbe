import ExactMath
import Exercises
import Foundation
import Testing
import Wording

/// What is said of a class, and its answer keys in one document.
@Suite struct ClassReportTests {
    private func exercise() throws -> Exercise { try Catalogue.exercise("linear-bptt", seed: 7, level: 2) }

    /// The key of the exercise with 999 in place of the first number of an answer.
    private func mistaken(_ exercise: Exercise, _ name: String) -> String {
        exercise.answerKey().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix(name + " ="), let equals = line.firstIndex(of: "=") else { return String(line) }
            return String(line[...equals])
                + line[equals...].dropFirst().replacing(/-?\d+(\/\d+)?/, with: "999", maxReplacements: 1)
        }.joined(separator: "\n")
    }

    @Test("Statistics count sheets, first mistakes, and what no slip explains")
    func statistics() throws {
        let exercise = try exercise()
        let last = exercise.fields[exercise.fields.count - 1].name
        let sheets = [
            ("a", exercise.answerKey()), ("b", mistaken(exercise, last)), ("c", "nonsense"),
        ].map { MarkedSheet(file: $0.0, bytes: Array($0.1.utf8), options: MarkingOptions()) }
        let statistics = SheetStatistics(sheets)
        let marks = try #require(sheets[1].marks)
        let share = (Rational.one + marks.score / Rational(marks.maximum)) / 2
        let mean = Int((100 * share.approximation).rounded())
        #expect(
            statistics.text == """
                linear-bptt: 2 sheets, 1 all right, mean \(mean) %
                      1 with something wrong that no slip explains
                  first wrong: \(last) (1)

                1 sheet could not be read

                """)
        #expect(
            statistics.json.text()
                == JSON.object([
                    "format": .string("unfold.statistics/1"), "unreadable": .integer(1),
                    "exercises": .array([
                        .object([
                            "exercise": .string("linear-bptt"), "sheets": .integer(2), "all_right": .integer(1),
                            "mean": .number(share.approximation), "slips": .object([JSON.Member]()),
                            "first_wrong": .object([JSON.Member(last, .integer(1))]), "unexplained": .integer(1),
                        ])
                    ]),
                ]).text())
    }

    @Test("Statistics of a class that fell for one slip name it")
    func commonSlip() throws {
        let exercise = try exercise()
        let transposed = Slip.m14
        try #require(exercise.slips.contains(transposed))
        let values = exercise.working.answers(SlipSet([transposed]))
        var text = exercise.answerKey()
        for (field, value) in zip(exercise.fields, values) {
            text = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.hasPrefix(field.name + " =") ? "\(field.name) = \(field.kind.keyText(value))" : String(line)
            }.joined(separator: "\n")
        }
        let statistics = SheetStatistics([
            MarkedSheet(file: "a", bytes: Array(text.utf8), options: MarkingOptions())
        ])
        #expect(statistics.kinds.map(\.slips) == [[transposed: 1]])
        #expect(
            statistics.text.contains("      1 M14  \(transposed.words.reason): \(transposed.words.formula)\n"),
            "\(statistics.text)")
    }

    @Test("Answer keys of many sheets as text, JSON and LaTeX")
    func keys() throws {
        let exercise = try exercise()
        let sheets: [(exercise: Exercise, student: String?)] = [(exercise, "Ada_1"), (exercise, nil)]
        #expect(
            KeyWriter.text(sheets) == exercise.answerKey(student: "Ada_1") + "\n" + exercise.answerKey(student: nil))
        let answers = zip(exercise.fields, exercise.working.answers()).map { ($0.name, $0.kind.keyText($1)) }
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(KeyWriter.json(sheets).text().utf8)) as? [[String: Any]])
        #expect(json.map { $0["student"] as? String } == ["Ada_1", nil])
        #expect(json.map { $0["exercise"] as? String } == ["linear-bptt", "linear-bptt"])
        #expect(
            json.map { $0["answers"] as? [String: String] }
                == [[String: String]?](
                    repeating: Dictionary(uniqueKeysWithValues: answers), count: 2))
        let latex = KeyWriter.latex(sheets).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(latex.first == "\\documentclass{article}")
        #expect(latex.suffix(2) == ["\\end{document}", ""])
        #expect(latex.contains { $0.hasPrefix("\\section*{Ada\\_1: linear-bptt, ") })
        #expect(latex.count { $0.hasPrefix("\\texttt{") } == 2 * answers.count)
    }
}

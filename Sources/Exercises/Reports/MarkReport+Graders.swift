import ExactMath
import Wording

extension MarkedSheet {
    /// results.json of a Gradescope autograder: points and one test an answer.
    var gradescope: JSON {
        guard let marks else {
            return .object(["score": .integer(0), "output": .string(failureLine ?? ""), "tests": .array([])])
        }
        return .object([
            "score": .number(marks.score.approximation),
            "output": .string(([variant] + notes).joined(separator: "\n")), "visibility": .string("visible"),
            "tests": .array(
                marks.answers.enumerated().map { place, answer in
                    .object([
                        "name": .string(answer.name), "number": .string("\(place + 1)"),
                        "score": .number(answer.points(carried: marks.carried).approximation), "max_score": .integer(1),
                        "status": .string(answer.verdict == .right || answer.verdict == .carried ? "passed" : "failed"),
                        "output": .string(answer.graderText), "visibility": .string("visible"),
                    ])
                }),
            "extra_data": .object([
                "diagnosis": .array(marks.diagnosis.map { .string($0.id) }),
                "first_wrong": marks.firstWrong.map { .string($0) } ?? .null,
            ]),
        ])
    }

    /// results.json of a PrairieLearn external grader: a score from 0 to 1 and one test an answer.
    var prairieLearn: JSON {
        guard let marks else {
            return .object([
                "gradable": .bool(false), "score": .integer(0), "message": .string(failureLine ?? ""),
                "format_errors": .array([.string(failureLine ?? "")]),
            ])
        }
        let score = marks.maximum == 0 ? 0 : marks.score.approximation / Double(marks.maximum)
        return .object([
            "gradable": .bool(true), "score": .number(score),
            "message": .string(([variant] + notes).joined(separator: "\n")), "output": .string(plainText),
            "tests": .array(
                marks.answers.map { answer in
                    .object([
                        "name": .string(answer.name), "description": .string(answer.verdict.rawValue),
                        "points": .number(answer.points(carried: marks.carried).approximation),
                        "max_points": .integer(1), "message": .string(answer.message), "output": .string(answer.echo),
                    ])
                }),
        ])
    }
}

extension MarkedAnswer {
    /// What a student reads about an answer in a grader.
    var graderText: String {
        [verdict.rawValue, echo, message].filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

import ExactMath
import Wording

extension MarkedSheet {
    /// results.json of an exercism test runner, version 3: a test an answer.
    var exercism: JSON {
        guard let marks else {
            return .object([
                "version": .integer(3), "status": .string("error"), "message": .string(failureLine ?? ""),
            ])
        }
        return .object([
            "version": .integer(3), "status": .string(marks.isCredited ? "pass" : "fail"), "message": .null,
            "tests": .array(
                marks.answers.enumerated().map { place, answer in
                    .object([
                        "name": .string(answer.name), "task_id": .integer(place + 1),
                        "status": .string(answer.exercismStatus),
                        "message": answer.isCredited ? .null : .string(answer.message),
                        // Longer output is cut there.
                        "output": answer.echo.isEmpty ? .null : .string(String(answer.echo.prefix(500))),
                        "test_code": .string("\(answer.name) = …"),
                    ])
                }),
        ])
    }

    /// The points as one number, the last line of a cell that nbgrader grades.
    var nbgrader: String { marks?.score.score ?? "0" }
}

extension MarkedAnswers {
    fileprivate var isCredited: Bool { answers.allSatisfy(\.isCredited) }
}

extension MarkedAnswer {
    fileprivate var isCredited: Bool { verdict == .right || verdict == .carried }

    fileprivate var exercismStatus: String {
        switch verdict {
        case .right, .carried: "pass"
        case .wrong, .missing: "fail"
        case .unreadable: "error"
        }
    }
}

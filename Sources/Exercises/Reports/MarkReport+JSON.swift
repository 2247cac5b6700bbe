import ExactMath
import Wording

extension MarkReport {
    /// Format unfold.marks/1.
    public var json: JSON {
        var members = [
            JSON.Member("format", .string("unfold.marks/1")), JSON.Member("sheets", .array(sheets.map(\.json))),
        ]
        if let roster { members.append(JSON.Member("roster", roster.json)) }
        return .object(members)
    }
}

extension RosterReport {
    var json: JSON {
        func list(_ names: [String]) -> JSON { .array(names.map { .string($0) }) }
        return .object([
            "unreadable": list(unreadable), "foreign": list(foreign), "duplicates": list(duplicates),
            "absent": list(absent),
        ])
    }
}

extension MarkedSheet {
    var json: JSON {
        var members = [
            JSON.Member("file", .string(file)), JSON.Member("exercise", exercise.map { .string($0) } ?? .null),
        ]
        switch origin {
        case .seed(let seed, let level)?:
            members += [JSON.Member("seed", .unsigned(seed)), JSON.Member("level", .integer(level))]
        case .scene(let name)?: members.append(JSON.Member("scene", .string(name)))
        case nil: members += [JSON.Member("seed", .null), JSON.Member("level", .null)]
        }
        members.append(JSON.Member("student", student.map { .string($0) } ?? .null))
        if let failure {
            members.append(
                JSON.Member(
                    "error",
                    .object([
                        "line": .integer(failure.location.line), "column": .integer(failure.location.column),
                        "message": .string(failure.description),
                    ])))
        }
        if let marks {
            members += [
                JSON.Member("score", .number(marks.score.approximation)),
                JSON.Member("maximum", .integer(marks.maximum)),
                JSON.Member("first_wrong", marks.firstWrong.map { .string($0) } ?? .null),
                JSON.Member("diagnosis", .array(marks.diagnosis.map { .string($0.id) })),
                JSON.Member("answers", .object(marks.answers.map { JSON.Member($0.name, $0.json) })),
            ]
        }
        if !notes.isEmpty { members.append(JSON.Member("notes", .array(notes.map { .string($0) }))) }
        return .object(members)
    }
}

extension MarkedAnswer {
    var json: JSON {
        .object([
            "verdict": .string(verdict.rawValue), "entries": entries?.json ?? .null,
            "slips": .array(slips.map { .string($0.id) }), "message": .string(message), "read": .string(echo),
        ])
    }
}

extension Shaped<Verdict> {
    /// The verdicts in the answer's shape.
    var json: JSON {
        let words = entries.map { JSON.string($0.rawValue) }
        switch shape {
        case .scalar: return words.first ?? .null
        case .vector: return .array(words)
        case .matrix(let rows, let columns):
            return .array((0..<rows).map { .array(Array(words[$0 * columns..<($0 + 1) * columns])) })
        }
    }
}

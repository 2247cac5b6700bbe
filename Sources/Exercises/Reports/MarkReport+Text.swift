import Recurrence

extension MarkReport {
    /// A paragraph a sheet, a line an answer.
    var plainText: String {
        var blocks = Parallel.map(sheets.count) { sheets[$0].plainText }
        if let roster {
            func list(_ words: String, _ names: [String]) -> [String] {
                names.isEmpty ? [] : ["\(words): " + names.map(printable).joined(separator: ", ")]
            }
            let lines =
                list("cannot be read", roster.unreadable) + list("seeds of somebody else", roster.foreign)
                + list("handed in twice, a later one counts", roster.duplicates)
                + list("no sheet of their own from", roster.absent)
            blocks.append(lines.isEmpty ? "The roster is complete.\n" : lines.joined(separator: "\n") + "\n")
        }
        return blocks.joined(separator: "\n")
    }
}

extension MarkedSheet {
    var plainText: String {
        guard let marks else { return printable(failureLine ?? file) + "\n" }
        let who = student.map { ", \($0)" } ?? ""
        var lines = ["\(file): \(variant)\(who): \(marks.score.score) of \(marks.maximum)"]
        let width = marks.answers.map(\.name.count).max() ?? 0
        for answer in marks.answers {
            let name = answer.name + String(repeating: " ", count: width - answer.name.count)
            let verdict = answer.verdict.rawValue
            let padded = verdict + String(repeating: " ", count: 10 - verdict.count)
            lines.append("  \(name)  \(padded)  \(answer.echo)".trimmedRight)
            if !answer.slips.isEmpty || !answer.message.isEmpty, answer.verdict != .missing {
                let ids = answer.slips.isEmpty ? "" : answer.slips.map(\.id).joined(separator: ", ") + ": "
                let indent = String(repeating: " ", count: width + 4)
                lines += Exercise.wrapped(ids + answer.message, width: 90).map { indent + $0 }
            }
        }
        if let firstWrong = marks.firstWrong { lines.append("  the first wrong line is \(firstWrong)") }
        if !marks.diagnosis.isEmpty {
            lines.append("  " + Self.diagnosis(marks))
        }
        return (lines + notes.map { "  " + $0 }).map(printable).joined(separator: "\n") + "\n"
    }

    private static func diagnosis(_ marks: MarkedAnswers) -> String {
        let slips = marks.diagnosis
        let names = slips.map { "\($0.id) (\($0.words.reason))" }.joined(
            separator: marks.isOneOfDiagnosis ? " or " : " and ")
        if marks.isOneOfDiagnosis { return "one of these explains it all: \(names)" }
        return slips.count == 1 ? "one slip explains it all: \(names)" : "together these explain it all: \(names)"
    }
}

extension String {
    var trimmedRight: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

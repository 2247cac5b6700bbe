import ExactMath

extension MarkReport {
    /// What stands in the columns of the table.
    static let columns = [
        "file", "student", "exercise", "seed", "level", "scene", "score", "maximum", "right", "carried", "wrong",
        "missing", "unreadable", "first_wrong", "slips", "error",
    ]

    /// One row a sheet, for a spreadsheet.
    var csv: String {
        ([Self.columns] + sheets.map(\.row)).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
    }

    /// A cell that a spreadsheet takes for text: quoted where it must be, and never a formula.
    private static func cell(_ text: String) -> String {
        let safe = printable(text)
        let guarded = ReportCheck.isFormula(safe) ? "'" + safe : safe
        guard guarded.contains(where: { ",\"\n\r'".contains($0) }) else { return guarded }
        return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
    }

    /// A test suite a sheet, a test case an answer.
    var junit: String {
        // A file that is given twice has a number behind its name the second time.
        var seen: [String: Int] = [:]
        let suites = sheets.map { sheet in
            let count = (seen[sheet.file] ?? 0) + 1
            seen[sheet.file] = count
            return sheet.suite(named: count == 1 ? sheet.file : "\(sheet.file) (\(count))")
        }
        func total(_ count: (MarkedSheet) -> Int) -> Int { sheets.reduce(0) { $0 + count($1) } }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<testsuites name=\"unfold\" tests=\"\(total(\.tests))\" failures=\"\(total(\.failures))\" errors=\"\(total(\.errors))\" time=\"0\">\n"
            + suites.joined() + "</testsuites>\n"
    }
}

extension MarkedSheet {
    fileprivate var row: [String] {
        var (seed, level, scene) = ("", "", "")
        switch origin {
        case .seed(let number, let step)?: (seed, level) = ("\(number)", "\(step)")
        case .scene(let name)?: scene = name
        case nil: break
        }
        func count(_ verdict: Verdict) -> String { marks.map { "\($0.count(verdict))" } ?? "" }
        return [
            file, student ?? "", exercise ?? "", seed, level, scene, marks?.score.score ?? "",
            marks.map { "\($0.maximum)" } ?? "", count(.right), count(.carried), count(.wrong), count(.missing),
            count(.unreadable), marks?.firstWrong ?? "", marks?.diagnosis.map(\.id).joined(separator: " ") ?? "",
            failure?.description ?? "",
        ]
    }

    fileprivate var tests: Int { marks?.maximum ?? 1 }
    fileprivate var failures: Int { marks.map { $0.count(.wrong) + $0.count(.missing) } ?? 0 }
    fileprivate var errors: Int { marks?.count(.unreadable) ?? 1 }

    /// - Parameter name: the sheet's own, so that every test has a key of its own: readers keep the first of equal ones.
    fileprivate func suite(named name: String) -> String {
        var lines = [
            "  <testsuite name=\"\(xml(name))\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"0\" time=\"0\">"
        ]
        let group = xml("\(name).\(exercise ?? "sheet")")
        if let marks {
            for answer in marks.answers {
                let head = "    <testcase classname=\"\(group)\" name=\"\(xml(answer.name))\" time=\"0\""
                switch answer.verdict {
                case .right, .carried: lines.append(head + "/>")
                case .wrong, .missing, .unreadable:
                    let tag = answer.verdict == .unreadable ? "error" : "failure"
                    let type = (answer.slips.map(\.id) + [answer.verdict.rawValue]).joined(separator: " ")
                    lines.append(
                        head
                            + "><\(tag) message=\"\(xml(answer.message))\" type=\"\(type)\">\(xml(answer.echo))</\(tag)></testcase>"
                    )
                }
            }
        } else {
            let reason = xml(failureLine ?? "")
            lines.append(
                "    <testcase classname=\"\(group)\" name=\"sheet\" time=\"0\"><error message=\"\(reason)\" type=\"unreadable\"/></testcase>"
            )
        }
        return (lines + ["  </testsuite>"]).joined(separator: "\n") + "\n"
    }
}

extension MarkedAnswers {
    func count(_ verdict: Verdict) -> Int { answers.count { $0.verdict == verdict } }
}

/// Text for an XML attribute or element; characters that XML does not have are replaced.
private func xml(_ text: String) -> String {
    printable(text).unicodeScalars.reduce(into: "") { result, scalar in
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&apos;"
        case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
}

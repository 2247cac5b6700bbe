import ExactMath
import Exercises
import Foundation
import Testing
import Wording

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reports: a row a sheet whatever the sheet is, and what graders and readers of the formats take.
@Suite struct ReportTests {
    private let secret = ClassSecret(bytes: Array("a secret of a class".utf8))

    private func sheet(_ name: String, _ text: String, _ options: MarkingOptions = MarkingOptions()) -> MarkedSheet {
        MarkedSheet(file: name, bytes: Array(text.utf8), options: options)
    }

    private func key(_ kind: String, seed: UInt64 = 7, student: String) throws -> String {
        try Catalogue.exercise(kind, seed: seed, level: 2).answerKey().replacingOccurrences(
            of: "student =", with: "student = \(student)")
    }

    // MARK: Rosters

    @Test func aRosterListsUnreadableForeignAndLateSheetsApart() throws {
        let secret = try #require(secret)
        let roster = try #require(Roster(text: "Ada\nBen\nCy\nDi\n"))
        func own(_ student: String) throws -> String {
            try key(
                "linear-bptt", seed: secret.seed(exercise: "linear-bptt", level: 2, student: student), student: student)
        }
        let sheets = [
            sheet("a1", try own("Ada")), sheet("b", "exercise = linear-bptt\nstudent = Ben\nseed = x\nlevel = 2\n"),
            sheet("c", try key("linear-bptt", student: "Cy")), sheet("a2", try own("Ada")), sheet("z", ""),
        ]
        let report = RosterReport(sheets, roster: roster, secret: secret)
        #expect(report.unreadable == ["b", "z"])
        #expect(report.foreign == ["c"])
        #expect(report.duplicates == ["a1"])
        #expect(report.absent == ["Cy", "Di"])
        #expect(MarkReport(sheets, roster: report).text(.text).hasSuffix("no sheet of their own from: Cy, Di\n"))
    }

    // MARK: Parts

    @Test(arguments: [MarkFormat.json, .csv, .junit])
    func partsJoinToTheBytesOfOneRun(format: MarkFormat) throws {
        var sheets: [MarkedSheet] = []
        for number in 0..<7 {
            let text =
                number == 3 ? "nonsense" : try key("linear-forward", seed: UInt64(number), student: "S, \"\(number)\"")
            sheets.append(
                sheet("s\(number).txt", number % 2 == 0 ? text : text.replacingOccurrences(of: "[", with: "[1")))
        }
        let whole = MarkReport(sheets).text(format)
        for parts in [1, 2, 3, 7, 9] {
            let reports = (1...parts).map { k in
                MarkReport(Array(sheets[(k - 1) * 7 / parts..<k * 7 / parts])).text(format)
            }
            #expect(try ReportMerge.joined(reports) == whole, "\(format) \(parts)")
        }
    }

    @Test func joiningComparesTheWholeClassWithItsRoster() throws {
        let secret = try #require(secret)
        let roster = try #require(Roster(text: "Ada\nBen\n"))
        let seed = secret.seed(exercise: "shape", level: 2, student: "Ada")
        let sheets = [sheet("a", try key("shape", seed: seed, student: "Ada")), sheet("b", "nonsense")]
        let whole = MarkReport(sheets, roster: RosterReport(sheets, roster: roster, secret: secret)).text(.json)
        let parts = sheets.map { MarkReport([$0]).text(.json) }
        #expect(try ReportMerge.joined(parts, roster: (roster, secret)) == whole)
        #expect(throws: ReportMerge.Problem.hasRoster(part: 1)) { try ReportMerge.joined([whole]) }
        #expect(throws: ReportMerge.Problem.noReport(part: 1)) { try ReportMerge.joined(["a text"]) }
        #expect(throws: ReportMerge.Problem.formats(part: 2)) {
            try ReportMerge.joined([parts[0], MarkReport(sheets).text(.csv)])
        }
        #expect(throws: ReportMerge.Problem.rosterNeedsJSON) {
            try ReportMerge.joined([MarkReport(sheets).text(.csv)], roster: (roster, secret))
        }
    }

    /// A report with something in it that no report has would reach a terminal, a spreadsheet or a page.
    @Test func whatNoReportHasIsNotJoined() throws {
        let report = MarkReport([sheet("a.txt", try key("shape", student: "Ada")), sheet("b.txt", "nonsense")])
        let (json, csv, junit) = (report.text(.json), report.text(.csv), report.text(.junit))
        func problem(_ text: String) -> ReportMerge.Problem? {
            do throws(ReportMerge.Problem) {
                _ = try ReportMerge.joined([text])
                return nil
            } catch { return error }
        }
        #expect([json, csv, junit].map(problem) == [nil, nil, nil])
        for text in [json, csv, junit] {
            for (scalar, name) in [
                ("\u{1B}", "U+001B"), ("\u{202E}", "U+202E"), ("\r", "U+000D"), ("\u{9B}", "U+009B"),
            ] {
                var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                lines[3] = scalar + lines[3]
                #expect(
                    problem(lines.joined(separator: "\n"))
                        == .character(part: 1, at: TextLocation(line: 4, column: 1), found: name))
            }
        }
        #expect(
            problem(json.replacingOccurrences(of: "a.txt", with: "a\u{7}.txt"))?.description
                == "Report 1:5:14: U+0007 stands here, which no report has; a report as check wrote it would fit.")
        #expect(problem(json.replacingOccurrences(of: "\"score\"", with: "score")) == .noReport(part: 1))
        for cell in ["=1+1", "@SUM(1)", "-a", "\"=1\"", "a,b", "a\"b", "\"a"] {
            let evil = csv.replacingOccurrences(of: "a.txt,", with: cell + ",")
            #expect(problem(evil) == .row(part: 1, line: 2), "\(cell)")
        }
        #expect(problem(csv.replacingOccurrences(of: "a.txt,", with: "-2,")) == nil)
        #expect(problem(String(csv.dropLast())) == .row(part: 1, line: 3))
        #expect(problem(csv.replacingOccurrences(of: ",slips,", with: ",slip,")) == .noReport(part: 1))
        for (old, new) in [
            ("<testcase ", "<script "), ("</testsuite>\n", ""), ("name=\"a.txt\"", "name=\"&b;\""),
            ("  </testsuite>", "x</testsuite>"), ("tests=\"2\"", "tests=\"9223372036854775807\""),
            ("tests=\"2\"", "tests=\"-1\""), ("time=\"0\"", "time=0"),
        ] {
            let place = try #require(junit.range(of: old))
            #expect(problem(junit.replacingCharacters(in: place, with: new)) == .noReport(part: 1), "\(new)")
        }
    }

    // MARK: Folders

    @Test func badFilesCostOnlyTheirOwnRow() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unfold-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let good = try key("linear-bptt", student: "Ada")
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: folder.appendingPathComponent(name))
        }
        try write("a.txt", Array(good.utf8))
        try write("b-broken.txt", Array("[[[ = = \n".utf8))
        try write("c-empty.txt", [])
        try write("d-large.txt", Array(repeating: 65, count: 10_000_000))
        try write("e-utf16.txt", [0xFF, 0xFE] + good.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        try write("f-nul.txt", [0, 0, 0] + Array(good.utf8))
        try write("g.txt", Array(good.utf8))
        let files = try #require(SheetFolder.files(at: folder.path))
        let rows = SheetFolder.mark(files, options: MarkingOptions()).map { sheet in
            "\(sheet.file.split(separator: "/").last ?? "") \(sheet.isAllRight) \(sheet.failure?.description ?? "-")"
        }
        #expect(
            rows == [
                "a.txt true -",
                "b-broken.txt false The sheet does not say which exercise it answers; a line such as exercise = linear-bptt would fit.",
                "c-empty.txt false The sheet does not say which exercise it answers; a line such as exercise = linear-bptt would fit.",
                "d-large.txt false The sheet has 10000000 bytes; up to 4000000 are read.",
                "e-utf16.txt false The sheet is UTF-16; UTF-8 would fit.",
                // The line with the NUL bytes is a comment's.
                "f-nul.txt true -", "g.txt true -",
            ])
    }

    // MARK: Formats

    private func students() throws -> [MarkedSheet] {
        try ["Ada", "Ben", "Ben"].map { name in
            let text = try key("linear-bptt", student: name)
            return sheet(
                "\(name).txt", name == "Ben" ? text.replacingOccurrences(of: "delta_3 = [", with: "delta_3 = [9") : text
            )
        } + [sheet("no.txt", "nonsense")]
    }

    /// Every testcase as readers key it, and what a reader counts.
    private final class JUnit: NSObject, XMLParserDelegate {
        var keys: [String] = []
        var suites: [String] = []
        var counted: [String: Int] = [:]
        var said: [String: Int] = [:]
        private static let allowed: [String: Set<String>] = [
            "testsuites": ["name", "tests", "failures", "errors", "time"],
            "testsuite": ["name", "tests", "failures", "errors", "skipped", "time"],
            "testcase": ["classname", "name", "time"], "failure": ["message", "type"], "error": ["message", "type"],
        ]

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            // The elements and attributes of Jenkins' published schema for JUnit.
            guard let allowed = Self.allowed[name] else {
                Issue.record("<\(name)>")
                return
            }
            #expect(Set(attributes.keys).isSubset(of: allowed))
            counted[name, default: 0] += 1
            switch name {
            case "testsuites":
                for key in ["tests", "failures", "errors"] { said[key] = attributes[key].flatMap { Int($0) } }
            case "testsuite": suites.append(attributes["name"] ?? "")
            case "testcase": keys.append("\(attributes["classname"] ?? "")\t\(attributes["name"] ?? "")")
            default: break
            }
        }
    }

    @Test func everyTestOfAJUnitReportHasAKeyOfItsOwn() throws {
        let text = MarkReport(try students()).text(.junit)
        let reader = JUnit()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = reader
        #expect(parser.parse())
        #expect(Set(reader.keys).count == reader.keys.count)
        #expect(Set(reader.suites).count == 4)
        #expect(reader.said["tests"] == reader.counted["testcase"])
        #expect(reader.said["failures"] == reader.counted["failure"])
        #expect(reader.said["errors"] == reader.counted["error"])
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// The fields of exercism's test runner interface, version 3.
    @Test func exercismTakesWhatIsWritten() throws {
        for sheet in try students() {
            let result = try object(MarkReport([sheet]).text(.exercism))
            #expect(result["version"] as? Int == 3)
            let status = try #require(result["status"] as? String)
            #expect(status == (sheet.failure != nil ? "error" : sheet.isAllRight ? "pass" : "fail"))
            if status == "error" {
                #expect((result["message"] as? String)?.isEmpty == false)
                continue
            }
            let tests = try #require(result["tests"] as? [[String: Any]])
            #expect(tests.count == 7)
            for test in tests {
                #expect(test["name"] is String && test["test_code"] is String && test["task_id"] is Int)
                let own = try #require(test["status"] as? String)
                #expect(["pass", "fail", "error"].contains(own))
                #expect((test["message"] is String) == (own != "pass"))
                #expect((test["output"] as? String ?? "").count <= 500)
            }
            #expect((status == "pass") == tests.allSatisfy { $0["status"] as? String == "pass" })
        }
    }

    @Test func nbgraderGetsOneNumberFromZeroToTheMaximum() throws {
        for sheet in try students() {
            let text = MarkReport([sheet]).text(.nbgrader)
            let number = try #require(Double(text.dropLast()))
            #expect(text.hasSuffix("\n") && (0...7).contains(number))
            #expect((number == 7) == sheet.isAllRight)
        }
    }

    /// Gradescope: points in a test never exceed its maximum and add up to the score. PrairieLearn: a score from 0 to 1.
    @Test func gradersThatShowPointsGetOnesThatAddUp() throws {
        for sheet in try students() where sheet.failure == nil {
            let scope = try object(MarkReport([sheet]).text(.gradescope))
            let tests = try #require(scope["tests"] as? [[String: Any]])
            let points = tests.compactMap { $0["score"] as? Double }
            #expect(points.count == tests.count && abs(points.reduce(0, +) - (scope["score"] as? Double ?? -1)) < 1e-9)
            for test in tests {
                #expect((test["score"] as? Double ?? 2) <= (test["max_score"] as? Double ?? 0))
                #expect(["passed", "failed"].contains(test["status"] as? String ?? ""))
                #expect(
                    ["hidden", "after_due_date", "after_published", "visible"].contains(
                        test["visibility"] as? String ?? ""))
                #expect(test["number"] is String && test["name"] is String && test["output"] is String)
            }
            let prairie = try object(MarkReport([sheet]).text(.prairielearn))
            #expect((0...1).contains(prairie["score"] as? Double ?? -1) && prairie["gradable"] as? Bool == true)
            let own = try #require(prairie["tests"] as? [[String: Any]])
            #expect(own.allSatisfy { ($0["points"] as? Double ?? 2) <= ($0["max_points"] as? Double ?? 0) })
        }
    }

    @Test(arguments: [MarkFormat.gradescope, .prairielearn, .exercism, .nbgrader, .junit, .csv, .json])
    func aMissingSubmissionIsAReportOfNothing(format: MarkFormat) throws {
        var options = MarkingOptions()
        let plain = MarkReport([MarkedSheet(missing: "sheet.txt", options: options)])
        #expect(plain.exitStatus == 65)
        options.expected = ("linear-bptt", 7, 2)
        let known = MarkReport([MarkedSheet(missing: "sheet.txt", options: options)])
        #expect(known.exitStatus == 1)
        for report in [plain, known] {
            let text = report.text(format)
            switch format {
            case .gradescope, .prairielearn: #expect(try object(text)["score"] as? Double == 0)
            case .exercism: #expect(["error", "fail"].contains(try object(text)["status"] as? String ?? ""))
            case .nbgrader: #expect(text == "0\n")
            case .junit: #expect(XMLParser(data: Data(text.utf8)).parse())
            case .csv: #expect(text.split(separator: "\n").count == 2)
            default: #expect(try object(text)["format"] as? String == "unfold.marks/1")
            }
            if format != .nbgrader, format != .csv || report.sheets[0].failure != nil {
                #expect(text.contains("no submission") || text.contains("No answer."))
            }
        }
    }

    @Test func aSheetWithoutASeedIsTakenForTheExpectedVariant() throws {
        var options = MarkingOptions()
        options.expected = ("linear-bptt", 7, 2)
        let text = try key("linear-bptt", student: "Ada").replacingOccurrences(
            of: "seed = 7\nlevel = 2\n", with: "variant = 3\n")
        #expect(sheet("a", text, options).isAllRight)
        #expect(sheet("a", text).failure?.description == "The sheet has no seed; a line such as seed = 2 would fit.")
    }
}

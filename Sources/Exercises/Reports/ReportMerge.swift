import Foundation
import Wording

/// Reports of parts of a folder, joined to the bytes of the report that one run over all of it gives.
public enum ReportMerge {
    /// Why parts cannot be joined.
    public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// No report in json, csv or junit.
        case noReport(part: Int)
        /// A character that reports write out.
        case character(part: Int, at: TextLocation, found: String)
        /// A row that is none of this table, or has a formula in it.
        case row(part: Int, line: Int)
        case formats(part: Int)
        case hasRoster(part: Int)
        case rosterNeedsJSON

        public var description: String {
            switch self {
            case .noReport(let part): "Report \(part) is none that can be joined; json, csv or junit would fit."
            case .character(let part, let place, let found):
                "Report \(part):\(place): \(found) stands here, which no report has; a report as check wrote it would fit."
            case .row(let part, let line):
                "Report \(part):\(line):1: This is no row of such a report; a report as check wrote it would fit."
            case .formats(let part): "Report \(part) is of another format than the first; one format would fit."
            case .hasRoster(let part):
                "Report \(part) was made with --roster already; give --roster when joining instead."
            case .rosterNeedsJSON: "A roster is compared with reports in json."
            }
        }
    }

    /// Joins reports in the order given.
    ///
    /// - Parameter roster: compares the whole class with its roster; for reports in json.
    public static func joined(_ parts: [String], roster: (Roster, ClassSecret)? = nil) throws(Problem) -> String {
        guard let first = parts.first else { return "" }
        let formats: [Format] = [JSONParts(), CSVParts(), JUnitParts()]
        guard let format = formats.first(where: { first.hasPrefix($0.head) }) else { throw .noReport(part: 1) }
        if roster != nil, !(format is JSONParts) { throw .rosterNeedsJSON }
        var bodies: [String] = []
        for (place, part) in parts.enumerated() {
            guard part.hasPrefix(format.head) else { throw .formats(part: place + 1) }
            if let (at, found) = ReportCheck.unprintable(part) {
                throw .character(part: place + 1, at: at, found: found)
            }
            bodies.append(try format.body(part, place + 1))
        }
        var text = format.whole(bodies, parts)
        if let (names, secret) = roster {
            let report = RosterReport(sheets(of: text), roster: names, secret: secret)
            let member = JSON.object(["roster": report.json]).text(indent: 1)
            text = String(text.dropLast(3)) + "," + member.dropFirst(1).dropLast(2) + "\n}\n"
        }
        return text
    }

    /// What a roster looks at, of every sheet of a report in json.
    private static func sheets(of text: String) -> [MarkedSheet] {
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return (object?["sheets"] as? [[String: Any]] ?? []).map { entry in
            var sheet = MarkedSheet(file: entry["file"] as? String ?? "")
            sheet.student = entry["student"] as? String
            sheet.exercise = entry["exercise"] as? String
            if let seed = entry["seed"] as? NSNumber, let level = entry["level"] as? Int {
                sheet.origin = .seed(seed.uint64Value, level: level)
            }
            if entry["error"] != nil { sheet.failure = SheetFailure(.noExercise) }
            return sheet
        }
    }

    /// How the reports of a format are taken apart and joined.
    private protocol Format {
        /// What every report of it begins with.
        var head: String { get }
        func body(_ part: String, _ number: Int) throws(Problem) -> String
        func whole(_ bodies: [String], _ parts: [String]) -> String
    }

    private struct JSONParts: Format {
        let head = "{\n \"format\": \"unfold.marks/1\",\n \"sheets\": ["

        func body(_ part: String, _ number: Int) throws(Problem) -> String {
            if part == head + "]\n}\n" { return "" }
            let tail = "\n ]\n}\n"
            guard part.hasSuffix(tail) else {
                throw part.contains("\n \"roster\": {") ? .hasRoster(part: number) : .noReport(part: number)
            }
            guard ReportCheck.isJSON(part) else { throw .noReport(part: number) }
            return String(part.dropFirst(head.count).dropLast(tail.count))
        }

        func whole(_ bodies: [String], _ parts: [String]) -> String {
            let kept = bodies.filter { !$0.isEmpty }
            return head + kept.joined(separator: ",") + (kept.isEmpty ? "]\n}\n" : "\n ]\n}\n")
        }
    }

    private struct CSVParts: Format {
        let head = "file,student,exercise,"

        func body(_ part: String, _ number: Int) throws(Problem) -> String {
            guard let end = part.firstIndex(of: "\n"), part[..<end] == MarkReport.columns.joined(separator: ",") else {
                throw .noReport(part: number)
            }
            if let line = ReportCheck.badRow(part, columns: MarkReport.columns.count) {
                throw .row(part: number, line: line)
            }
            return String(part[part.index(after: end)...])
        }

        func whole(_ bodies: [String], _ parts: [String]) -> String {
            MarkReport.columns.joined(separator: ",") + "\n" + bodies.joined()
        }
    }

    private struct JUnitParts: Format {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"unfold\" tests=\""
        private let tail = "</testsuites>\n"

        func body(_ part: String, _ number: Int) throws(Problem) -> String {
            let lines = part.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
            guard lines.count == 3, lines[2].hasSuffix(tail), Self.counts(part) != nil else {
                throw .noReport(part: number)
            }
            let suites = String(lines[2].dropLast(tail.count))
            guard ReportMarkup.isWellFormed(suites) else { throw .noReport(part: number) }
            return suites
        }

        func whole(_ bodies: [String], _ parts: [String]) -> String {
            let sums = parts.compactMap(Self.counts).reduce([0, 0, 0]) { zip($0, $1).map { $0 + $1 } }
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(Self.opening(sums))\n" + bodies.joined() + tail
        }

        private static func opening(_ counts: [Int]) -> String {
            "<testsuites name=\"unfold\" tests=\"\(counts[0])\" failures=\"\(counts[1])\" errors=\"\(counts[2])\" time=\"0\">"
        }

        /// Tests, failures and errors of the second line.
        private static func counts(_ part: String) -> [Int]? {
            let lines = part.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
            guard lines.count > 1 else { return nil }
            let words = lines[1].split(separator: "\"", omittingEmptySubsequences: false)
            let numbers = [3, 5, 7].compactMap { words.indices.contains($0) ? Int(words[$0]) : nil }
            // A report has fewer tests than bytes.
            guard numbers.count == 3, numbers.allSatisfy({ 0...part.utf8.count ~= $0 }) else { return nil }
            return lines[1] == opening(numbers) ? numbers : nil
        }
    }
}

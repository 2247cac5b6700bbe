import Foundation
import Lessons
import Testing

/// The table of where every formula, exercise and claim of the four lectures stands in the course, line by line.
@Suite struct LectureClaimTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var claim: Int
        var lesson: String
        var step: Int
        var text: String
        var testDescription: String { "\(claim)" }
    }

    static let rows: [Row] = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "LectureClaims.md")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let parts = line.components(separatedBy: " | ")
            guard parts.count >= 4, let claim = Int(parts[0].dropFirst(2)), let step = Int(parts[2]) else { return nil }
            return Row(
                claim: claim, lesson: parts[1], step: step,
                text: parts[3...].joined(separator: " | ").dropLast(2).description)
        }
    }()

    private func flat(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func everyClaimHasALine() { #expect(Self.rows.map(\.claim) == Array(1...84)) }

    @Test(arguments: rows) func standsInItsStep(_ row: Row) throws {
        let source = try LessonLibrary.builtIn.source(row.lesson)
        let steps = source.text.components(separatedBy: "\n## ").dropFirst()
        let step = steps[steps.startIndex + row.step - 1]
        #expect(flat(step).contains(flat(row.text.replacingOccurrences(of: "\\|", with: "|"))))
    }
}

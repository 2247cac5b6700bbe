import Exercises
import Foundation
import Testing

/// The worked solution of seed 1 of every kind, version and level, line by line, as `Data/solutions.txt` keeps it.
///
/// With UNFOLD_RECORD_SCREENS in the environment the file is written anew, to be read before it is committed.
@Suite struct SolutionTextTests {
    @Test func solutionsStayAsTheyAre() throws {
        var text = ""
        for kind in Catalogue.kinds {
            for version in 1...kind.version {
                for level in 1...4 {
                    guard let exercise = try? kind.make(seed: 1, level: level, version: version) else { continue }
                    text += "# \(kind.id), version \(version), level \(level)\n"
                    text += exercise.text().solution.map { $0 + "\n" }.joined() + "\n"
                }
            }
        }
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Data/solutions.txt")
        if ProcessInfo.processInfo.environment["UNFOLD_RECORD_SCREENS"] != nil { try Data(text.utf8).write(to: file) }
        let kept = try String(contentsOf: file, encoding: .utf8)
        for (line, keptLine) in zip(text.split(separator: "\n"), kept.split(separator: "\n")) where line != keptLine {
            Issue.record("\(keptLine) was kept; \(line)")
        }
        #expect(text == kept)
    }
}

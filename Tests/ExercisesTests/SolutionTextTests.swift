import Exercises
import TestSupport
import Testing

/// The worked solution of seed 1 of every kind, version and level, line by line, as `Data/solutions.txt` keeps it.
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
        try KeptText("Data/solutions.txt").expect(text)
    }
}

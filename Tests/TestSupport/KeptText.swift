import Foundation
import Testing

/// A text that is kept in a file beside the tests that make it.
///
/// With UNFOLD_RECORD_SCREENS in the environment the file is written anew, to be read before it is committed.
package struct KeptText {
    private let name: String
    private let file: URL

    /// - Parameter name: the file's path from the folder of the test that asks.
    package init(_ name: String, besides test: String = #filePath) {
        self.name = name
        file = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent(name)
    }

    /// Compares a text with the one that is kept, and says in which lines they differ.
    package func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["UNFOLD_RECORD_SCREENS"] != nil { try Data(text.utf8).write(to: file) }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(text == kept, "\(name)\n\(Self.differences(kept, text))", sourceLocation: location)
    }

    /// The lines that are not the same, each with its number: `-` as it is kept, `+` as it was made.
    private static func differences(_ kept: String, _ text: String) -> String {
        let pages = [kept, text].map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        var lines: [String] = []
        for index in 0..<(pages.map(\.count).max() ?? 0) {
            let (before, now) = (pages[0].dropFirst(index).first, pages[1].dropFirst(index).first)
            if before == now { continue }
            if let before { lines.append("\(index + 1)- \(before)") }
            if let now { lines.append("\(index + 1)+ \(now)") }
        }
        return lines.joined(separator: "\n")
    }
}

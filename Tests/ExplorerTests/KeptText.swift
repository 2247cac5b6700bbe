import Foundation
import Testing

/// A text that is kept in `Screens/NAME.txt`. With UNFOLD_RECORD_SCREENS in the environment it is written anew, to be read before it is
/// committed.
struct KeptText {
    private let file: URL

    init(_ name: String) {
        file = Explored.folder.appendingPathComponent("Screens/\(name).txt")
    }

    func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["UNFOLD_RECORD_SCREENS"] != nil {
            try Data(text.utf8).write(to: file)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(text == kept, "\n\(text)\nis not\n\(kept)", sourceLocation: location)
    }
}

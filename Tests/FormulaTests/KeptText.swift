import Foundation
import Testing

/// Compares a text with the file of that name in `Kept/`; with UNFOLD_RECORD_SCREENS in the environment it is written anew, to be read
/// before it is committed.
func expectKept(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Kept")
        .appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UNFOLD_RECORD_SCREENS"] != nil { try Data(text.utf8).write(to: file) }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(text == kept, "\(name)")
}

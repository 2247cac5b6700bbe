import Foundation
import Testing

@Suite("The explorer's folders depend on each other one way: State ← Why ← Screens")
struct OneWayTests {
    /// Each folder, lowest first; the graph's picture knows neither sessions nor screens.
    static let order = ["Graph", "State", "Why", "Screens"]

    @Test("No file names a type of a folder above its own", arguments: order.indices)
    func oneWay(place: Int) throws {
        let above = try Set(
            Self.order[(place + 1)...].flatMap { try Self.text(of: $0).flatMap { Self.types(in: $0.text) } })
        let names = try Self.text(of: Self.order[place])
        #expect(!names.isEmpty)
        #expect(place == Self.order.count - 1 || above.count > 5)
        let own = Set(names.flatMap { Self.types(in: $0.text, nested: true) })
        for (file, text) in names {
            let words = Set(text.split { !$0.isLetter && !$0.isNumber }.map(String.init))
            #expect(words.intersection(above).subtracting(own) == [], "\(file)")
        }
    }

    /// The Swift files of a folder without their comments and texts.
    private static func text(of folder: String) throws -> [(file: String, text: String)] {
        let root = Explored.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Explorer/\(folder)")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }.map { file in
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            let code = lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            return (file.lastPathComponent, code.joined(separator: "\n").replacing(/"[^"]*"/, with: ""))
        }
    }

    /// The types that a text declares, at its outermost level or at any.
    private static func types(in text: String, nested: Bool = false) -> [String] {
        let declaration = /(?m)^( *)(?:public |private |fileprivate )?(?:struct|enum|class|protocol|typealias) (\w+)/
        return text.matches(of: declaration).filter { nested || $0.1.isEmpty }.map { String($0.2) }
    }
}

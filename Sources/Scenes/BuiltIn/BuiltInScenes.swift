import CBuiltIns

/// A scene that the program carries with it.
public struct BuiltInScene: Sendable, Equatable {
    /// The name in place of a file's: `lstm-keeps-a-bit`.
    public var name: String
    /// The title in its file; empty where none stands there.
    public var title: String
    /// The text of its file.
    public var text: String

    var bytes: [UInt8] { Array(text.utf8) }

    /// The scene itself.
    public func scene() throws(SceneError) -> Scene { try Scene(text: text, file: name) }
}

/// The scenes of the folder `scenes`, embedded in the program.
public enum BuiltInScenes {
    /// All of them, in the order in which they are listed.
    public static let all: [BuiltInScene] = (0..<built_in_scene_count()).map { index in
        let file = built_in_scene(index)
        let text = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
        return BuiltInScene(
            name: String(cString: file.name), title: SceneReader.title(of: text) ?? "", text: text)
    }

    /// The scene of that name; nil where none is.
    public static func named(_ name: String) -> BuiltInScene? { all.first { $0.name == name } }

    /// What `unfold scenes` prints: a name and a title a line, the titles below each other.
    public static var listing: String {
        let width = all.map(\.name.count).max() ?? 0
        return all.map { scene in
            scene.name + String(repeating: " ", count: width + 2 - scene.name.count) + scene.title + "\n"
        }.joined()
    }

    /// What `unfold scenes --names` prints: a name a line.
    public static var names: String { all.map { $0.name + "\n" }.joined() }
}

extension SceneReader {
    /// The title alone, from its own line: all built-in scenes have one there, and reading the rest of each took half of a start.
    static func title(of text: String) -> String? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("title:") }),
            let root = try? DocumentReader.read(Array(line.utf8)).root, root.kind == .mapping
        else { return nil }
        return root.pairs.first { $0.key.text == "title" }?.value.text
    }
}

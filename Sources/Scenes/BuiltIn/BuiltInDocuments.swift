import CBuiltIns

/// A page of `Documents` that the program carries, for its manual.
public struct BuiltInDocument: Sendable, Equatable {
    /// What its manual page is called behind `unfold-`: `scene`, `lessons`.
    public var name: String
    /// Markdown, with its title in the first line.
    public var text: String

    /// `the scene format`, of `# The scene format`.
    public var title: String {
        let line = text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " }
        return line.prefix(1).lowercased() + line.dropFirst()
    }
}

/// Pages that say what a file of the user's has to be.
public enum BuiltInDocuments {
    /// The page about scenes, then the one about lessons.
    public static let all: [BuiltInDocument] = (0..<built_in_document_count()).map { index in
        let file = built_in_document(index)
        let text = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
        return BuiltInDocument(name: String(cString: file.name), text: text)
    }
}

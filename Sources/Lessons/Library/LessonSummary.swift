import Scenes

/// Title, minutes and number of steps of a lesson, from its lines alone.
public struct LessonSummary: Sendable, Equatable {
    /// The title of the front matter; the lesson's name where none stands there.
    public var title: String
    /// The minutes of the front matter; 0 where none stand there that can be read.
    public var minutes: Int
    /// How many lines begin with ## outside of blocks.
    public var steps: Int
    /// The number in front of the name, with a blank behind it.
    public var number: String

    init(_ text: String, name: String) {
        (title, minutes, steps) = (name, 0, 0)
        number = Int(name.prefix { $0.isNumber }).map { "\($0) " } ?? ""
        var isInside = false
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            if line.starts(with: "```".utf8) { isInside.toggle() }
            if isInside { continue }
            if line.starts(with: "## ".utf8) { steps += 1 }
            guard steps == 0 else { continue }
            if line.starts(with: "title: ".utf8) { title = Self.unquoted(line.dropFirst(7)) }
            if line.starts(with: "minutes: ".utf8) { minutes = Int(Self.unquoted(line.dropFirst(9))) ?? 0 }
        }
    }

    private static func unquoted(_ bytes: Substring.UTF8View) -> String {
        let text = String(Substring(bytes))
        guard "\"'".contains(text.first ?? " ") || text.contains(" #"),
            let scalar = try? DocumentReader.read(Array(bytes)).root, scalar.isScalar
        else { return text }
        return scalar.text
    }
}

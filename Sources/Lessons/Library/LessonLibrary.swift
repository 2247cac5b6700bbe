import CBuiltIns
import Foundation
import Scenes
import Wording

/// Why there is no lesson.
public enum LessonLookupError: Error, Sendable, Equatable, CustomStringConvertible {
    case content(file: String, LessonProblem)
    /// The system refuses, or what it gives is no text.
    case unreadable(ReadError)
    /// A folder without a lesson in it.
    case empty(folder: String)
    case unknown(String, nearest: String?)

    public var description: String {
        switch self {
        case .content(let file, let problem): "\(SafeText.writtenOut(file, limit: 1_000)):\(problem)"
        case .unreadable(let error): "\(error)"
        case .empty(let folder):
            "\(SafeText.writtenOut(folder, limit: 1_000)) has no lessons in it; files that end in .md would fit"
        case .unknown(let name, let nearest):
            "there is no lesson called \(Words.quote(name)); "
                + (nearest.map { "did you mean \(Words.quote($0))?" } ?? "unfold lesson lists them")
        }
    }
}

/// The text of a lesson and where it came from.
public struct LessonSource: Sendable, Equatable {
    /// `07-bptt-by-hand`
    public var name: String
    /// What errors begin with.
    public var file: String
    /// The whole file, front matter included; whether it is a lesson is seen when it is read.
    public let text: String
    /// What a list of lessons says, without reading the whole.
    public let summary: LessonSummary

    /// A source whose summary is made at once from the text.
    public init(name: String, file: String, text: String) {
        self.name = name
        self.file = file
        self.text = text
        summary = LessonSummary(text, name: name)
    }

    /// - Parameter seed: what is drawn where a task says `vary`; 0 takes the first of each.
    public func lesson(seed: UInt64 = 0) throws(LessonLookupError) -> Lesson {
        do { return try Lesson(text: text, name: name, seed: seed) } catch { throw .content(file: file, error) }
    }

    /// Whether a person who says this means the lesson: its name, its number, or the name without the number.
    func isMeant(by word: String) -> Bool {
        let digits = name.prefix { $0.isNumber }
        return word == name || name == "\(digits)-\(word)" || Int(word).map { $0 == Int(digits) } ?? false
    }
}

/// All lessons, in the order of their names.
public struct LessonLibrary: Sendable {
    /// Sorted by name, so that the numbers in front make the order of the course.
    public let sources: [LessonSource]

    /// A library of these sources, in whatever order they come.
    public init(_ sources: [LessonSource]) { self.sources = sources.sorted { $0.name < $1.name } }

    /// The lessons that the program carries.
    public static let builtIn = LessonLibrary(
        (0..<built_in_lesson_count()).map { index in
            let file = built_in_lesson(index)
            let name = String(cString: file.name)
            let text = String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
            return LessonSource(name: name, file: "\(name).md", text: text)
        })

    /// The lessons of a folder, of which there has to be one.
    public init(folder: String) throws(LessonLookupError) {
        guard let directory = opendir(folder) else {
            throw .unreadable(.unreadable(file: folder, reason: String(cString: strerror(errno)).lowercased()))
        }
        closedir(directory)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var sources: [LessonSource] = []
        for name in names.sorted() where name.hasSuffix(".md") && name != "README.md" {
            sources.append(try Self.source(file: "\(folder)/\(name)"))
        }
        if sources.isEmpty { throw .empty(folder: folder) }
        self.init(sources)
    }

    /// A lesson's file.
    public static func source(file: String) throws(LessonLookupError) -> LessonSource {
        let text: String
        do { text = try FileReading.text(of: file, limit: 4 << 20) } catch { throw .unreadable(error) }
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        return LessonSource(name: name, file: file, text: text)
    }

    /// The names of all lessons, in their order.
    public var names: [String] { sources.map(\.name) }

    /// A lesson by its name, its number, or a file.
    public func source(_ word: String) throws(LessonLookupError) -> LessonSource {
        if word.hasSuffix(".md"), FileManager.default.fileExists(atPath: word) { return try Self.source(file: word) }
        guard let source = sources.first(where: { $0.isMeant(by: word) }) else {
            let known = names + names.map { String($0.drop { $0.isNumber }.drop { $0 == "-" }) }
            throw .unknown(word, nearest: Spelling.nearest(to: word, among: known))
        }
        return source
    }
}

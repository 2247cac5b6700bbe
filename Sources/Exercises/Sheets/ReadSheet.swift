import ExactMath
import Wording

/// An answer sheet with its header read: which exercise it answers, whose it is, and its answers still as text.
public struct ReadSheet: Sendable {
    /// The id of a kind that the catalogue has.
    public var exercise: String
    /// The seed and level of the header, or its scene.
    public var origin: Exercise.Origin
    /// Of the kind; a sheet without the line is of version 1.
    public var version = 1
    /// What a scene's exercise asks for by name.
    public var ask: String?
    /// The student's name, safe to print.
    public var student: String?
    /// The lines of the file, those of the header among them.
    public var sheet: AnswerSheet

    /// The names of a sheet that are no answers.
    static let headers: Set<String> = ["exercise", "seed", "level", "version", "variant", "student", "scene", "ask"]
}

/// Why a whole sheet cannot be marked.
public struct SheetFailure: Error, Sendable, Equatable {
    /// What is wrong with the file, with its header, or with what that names.
    public enum Fact: Sendable, Equatable {
        /// The bytes are no sheet.
        case unreadable(String)
        case noExercise
        case unknownExercise(String, near: String?)
        case missing(String)
        case notANumber(name: String, found: String, fits: String)
        case exercise(ExerciseProblem)
        case notExpected(found: String, expected: String)
        case scenesNotAllowed(String)
        case scene(name: String, reason: String)
        case cannotRead(String)
    }

    /// What kept the sheet from being marked.
    public var fact: Fact
    /// Where it stands in the sheet; its start for what no line shows.
    public var location: TextLocation

    /// A failure with its place, by default the sheet's start.
    public init(_ fact: Fact, at location: TextLocation = .start) {
        self.fact = fact
        self.location = location
    }
}

extension ReadSheet {
    /// Reads the header lines of a sheet.
    ///
    /// - Parameter expected: the variant that a sheet without a seed, such as one of an exam, is taken for.
    public init(
        _ sheet: AnswerSheet, expected: (kind: String, seed: UInt64, level: Int)? = nil
    ) throws(SheetFailure) {
        if let whole = sheet.problems.first(where: { $0.problem.isOfWholeSheet }) {
            throw SheetFailure(.unreadable(whole.problem.description), at: whole.location)
        }
        guard let id = sheet.header("exercise") else { throw SheetFailure(.noExercise) }
        guard let name = [id.text, id.text.lowercased()].first(where: { Catalogue.kind($0) != nil }) else {
            throw SheetFailure(
                .unknownExercise(SafeText.of(id.text), near: Catalogue.nearest(id.text)), at: id.location)
        }
        self.sheet = sheet
        exercise = name
        student = sheet.student
        if let scene = sheet.header("scene") {
            origin = .scene(SafeText.of(scene.text, limit: 200))
            ask = sheet.header("ask")?.text
            return
        }
        if sheet.header("seed") == nil, sheet.header("level") == nil, let expected, expected.kind == name {
            origin = .seed(expected.seed, level: expected.level)
            if sheet.header("version") != nil { version = try sheet.number("version", fits: Self.versions) }
            return
        }
        let seed: UInt64 = try sheet.number("seed", fits: "a whole number from 0 to \(UInt64.max)")
        let level: Int = try sheet.number("level", fits: "1, 2, 3 or 4")
        guard (1...4).contains(level) else {
            throw SheetFailure(
                .notANumber(name: "level", found: "\(level)", fits: "1, 2, 3 or 4"),
                at: sheet.header("level")?.location ?? .start)
        }
        origin = .seed(seed, level: level)
        if sheet.header("version") != nil { version = try sheet.number("version", fits: Self.versions) }
    }

    private static let versions = "a whole number from 1 up"

    /// The answers as the exercise's fields want them read; an empty value is no answer.
    public func answers(for exercise: Exercise) -> StudentAnswers {
        var result: StudentAnswers = [:]
        let meant = AnswerName.finder(of: exercise.fields)
        var entries: [String: AnswerSheet.Entry] = [:]
        // Of an answer in two spellings the last one counts too.
        for entry in sheet.entries where !entry.isEmpty {
            if let name = meant(entry.name) { entries[name] = entry }
        }
        for field in exercise.fields {
            guard let entry = entries[field.name] else { continue }
            if let problem = entry.problem {
                result[field.name] = (.unreadable(problem.description), "")
            } else {
                result[field.name] = AnswerReader.read(entry.value, for: field)
            }
        }
        return result
    }

    /// Sentences about lines that no answer is made of.
    public func notes(for exercise: Exercise) -> [String] {
        let names = exercise.fields.map(\.name)
        let meant = AnswerName.finder(of: exercise.fields)
        let unknown = sheet.entries.filter {
            meant($0.name) == nil && !Self.headers.contains($0.name)
                && !Self.headers.contains($0.name.lowercased())
        }
        return sheet.problems.map { "line \($0.location.line): \($0.problem.description)" }
            + unknown.prefix(20).map { entry in
                let near = Spelling.nearest(to: entry.name, among: names).map { "; did you mean \($0)?" } ?? "."
                return "line \(entry.location.line): \(entry.name) is not asked for here" + near
            }
    }
}

extension SheetProblem {
    /// Whether nothing of the sheet can be read because of it.
    var isOfWholeSheet: Bool {
        switch self {
        case .tooLarge, .utf16: true
        default: false
        }
    }
}

extension AnswerSheet.Entry {
    var isEmpty: Bool { value.characters.allSatisfy(\.isWhitespace) && problem == nil }
}

extension AnswerSheet {
    /// The student's name, safe to print.
    var student: String? { header("student").map { SafeText.of($0.text, limit: 200) } }

    /// A header's value and where it stands, its name in any case; nil where it is empty or absent.
    fileprivate func header(_ name: String) -> (text: String, location: TextLocation)? {
        guard
            let entry = self[name]
                ?? entries.last(where: { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name }),
            !entry.isEmpty
        else {
            return nil
        }
        return (entry.text, entry.value.origin)
    }

    fileprivate func number<Number: FixedWidthInteger>(_ name: String, fits: String) throws(SheetFailure) -> Number {
        guard let header = header(name) else { throw SheetFailure(.missing(name)) }
        guard let number = Number(header.text) else {
            throw SheetFailure(
                .notANumber(name: name, found: SafeText.of(header.text), fits: fits), at: header.location)
        }
        return number
    }
}

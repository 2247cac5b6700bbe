import ExactMath
import Wording

/// A sheet after marking: its answers' marks, or why there are none.
public struct MarkedSheet: Sendable {
    /// The file's name, safe to print.
    public var file: String
    /// The kind's id, or "verify" for a program's arrays; nil where the header could not be read.
    public var exercise: String?
    /// The seed and level, or the scene, that the header names; nil where it could not be read.
    public var origin: Exercise.Origin?
    /// The name in the header, safe to print, also of a sheet that cannot be marked; nil where there is none.
    public var student: String?
    /// The marks of its answers.
    public var marks: MarkedAnswers?
    /// What kept the sheet from being marked.
    public var failure: SheetFailure?
    /// Sentences about lines of the sheet that no answer is made of.
    public var notes: [String] = []

    /// A sheet with neither marks nor a failure yet.
    public init(file: String) { self.file = SafeText.of(file, limit: 400) }
}

/// How sheets are marked.
public struct MarkingOptions: Sendable {
    /// What a carried entry counts, 0 … 1.
    public var carried: Rational = .one
    /// The one variant that is accepted.
    public var expected: (kind: String, seed: UInt64, level: Int)?
    /// Finds an exercise by kind, seed and level.
    var variants:
        @Sendable (_ kind: String, _ seed: UInt64, _ level: Int, _ version: Int?) -> Result<Exercise, ExerciseProblem> =
            {
                kind, seed, level, version in
                Result { () throws(ExerciseProblem) in
                    try Catalogue.exercise(kind, seed: seed, level: level, version: version)
                }
            }
    /// Finds a scene's exercise by kind, name and what is asked; nil where scenes are not read.
    public var scenes: (@Sendable (_ kind: String, _ name: String, _ ask: String?) -> Result<Exercise, SheetFailure>)?

    /// Full points for what is carried, every variant of the catalogue accepted, and no scenes.
    public init() {}
}

extension MarkedSheet {
    /// Marks the bytes of a sheet; whatever stands in them, only this sheet is touched.
    public init(file: String, bytes: some Collection<UInt8>, options: MarkingOptions) {
        self.init(file: file)
        do throws(SheetFailure) {
            let lines = AnswerSheet(bytes: bytes)
            // Whose it is may be known of a sheet that cannot be marked, too.
            student = lines.student
            let sheet = try ReadSheet(lines, expected: options.expected)
            exercise = sheet.exercise
            origin = sheet.origin
            student = sheet.student
            let exercise = try Self.exercise(of: sheet, options)
            marks = exercise.mark(sheet.answers(for: exercise), carried: options.carried)
            notes = sheet.notes(for: exercise)
        } catch {
            failure = error
        }
    }

    /// What is reported where nothing was handed in: every answer missing where the exercise is known, else a failure.
    public init(missing file: String, options: MarkingOptions) {
        self.init(file: file)
        let reason = "There is no submission: no file of that name was handed in."
        guard let expected = options.expected,
            case .success(let exercise) = options.variants(expected.kind, expected.seed, expected.level, nil)
        else {
            failure = SheetFailure(.cannotRead("there is no submission."))
            return
        }
        self.exercise = expected.kind
        origin = .seed(expected.seed, level: expected.level)
        marks = exercise.mark([:], carried: options.carried)
        notes = [reason]
    }

    private static func exercise(of sheet: ReadSheet, _ options: MarkingOptions) throws(SheetFailure) -> Exercise {
        if let expected = options.expected,
            sheet.exercise != expected.kind || sheet.origin != .seed(expected.seed, level: expected.level)
        {
            throw SheetFailure(
                .notExpected(
                    found: "\(sheet.exercise), \(sheet.origin.words)",
                    expected: "\(expected.kind), seed \(expected.seed), level \(expected.level)"))
        }
        switch sheet.origin {
        case .seed(let seed, let level):
            switch options.variants(sheet.exercise, seed, level, sheet.version) {
            case .success(let exercise): return exercise
            case .failure(let problem): throw SheetFailure(.exercise(problem))
            }
        case .scene(let name):
            guard let scenes = options.scenes else { throw SheetFailure(.scenesNotAllowed(name)) }
            return try scenes(sheet.exercise, name, sheet.ask).get()
        }
    }

    /// Whether every answer is right.
    public var isAllRight: Bool { marks?.isAllRight ?? false }
}

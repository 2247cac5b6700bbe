import ArgumentParser
import Exercises
import Foundation
import Scenes
import Wording

struct ExerciseNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Print an exercise and its answer sheet.",
        discussion: """
            The text is itself an answer sheet: the problem stands in it as comments. With --roster and --secret there \
            is one sheet for each student, with --count one for each of so many seeds; --output then names a folder, into \
            which the answer keys of all of them go, too, as one file.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, latex, json

        var ending: String { self == .text ? "txt" : self == .latex ? "tex" : "json" }
    }

    @OptionGroup var choice: ExerciseChoice

    @Option(help: "text, latex or json.")
    var format = Format.text

    @Option(help: "A file with one student's name a line.", completion: .file())
    var roster: String?

    @Option(help: "So many variants, from the seed on.", transform: NumberOption.whole(1...1_000))
    var count: Int?

    @Flag(
        help:
            "For exams: a number of the variant instead of the seed, from which anybody could solve it; the key file has both."
    )
    var withoutSolutionNumbers = false

    @OptionGroup var secret: SecretOption
    @OptionGroup var output: OutputOption

    func validate() throws {
        if count != nil {
            if roster != nil || choice.scene != nil {
                throw ValidationError("--count makes variants of a seed; --roster and --scene do not go with it.")
            }
        }
        if withoutSolutionNumbers, choice.scene != nil {
            throw ValidationError("A scene has no seed to hide; --without-solution-numbers does not go with --scene.")
        }
        guard roster != nil else { return }
        if choice.seed != nil || choice.scene != nil {
            throw ValidationError("With --roster every student has a seed; --seed and --scene do not go with it.")
        }
        if secret.secret == nil {
            throw ValidationError("--roster needs --secret FILE, from which the seeds are made.")
        }
    }

    /// A sheet to be written, with the name of its file.
    private struct Sheet {
        var exercise: Exercise
        var student: String?
        var file: String
    }

    func run() throws {
        let sheets = try self.sheets()
        let texts = sheets.map { Self.text($0.exercise, format, student: $0.student) }
        guard roster != nil || count != nil, let folder = output.output else {
            try output.write(
                texts.count > 1 && format == .json
                    ? "[\n" + texts.joined(separator: ",\n") + "]\n" : texts.joined(separator: "\n"))
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.cannotCreate, "\(SafeText.of(folder)) cannot be made a folder")
        }
        for (sheet, text) in zip(sheets, texts) {
            try FileWriting.write(text, to: "\(folder)/\(sheet.file).\(format.ending)")
        }
        try FileWriting.write(Self.key(sheets, format), to: "\(folder)/\(Self.keyFile).\(format.ending)")
    }

    /// One for each student, one for each seed, or one.
    private func sheets() throws -> [Sheet] {
        var sheets: [Sheet] = []
        if let roster, let key = try secret.read() {
            var taken: Set<String> = [Self.keyFile]
            let level = choice.level ?? 2
            for name in try Roster.read(roster).names {
                var own = choice
                own.seed = key.seed(exercise: choice.id, level: level, student: name)
                var file = Self.fileName(name)
                while !taken.insert(file).inserted { file += "_" }
                sheets.append(Sheet(exercise: try own.exercise(), student: name, file: file))
            }
        } else if let count {
            for place in 0..<count {
                var own = choice
                own.seed = (choice.seed ?? 1) &+ UInt64(place)
                let digits = String(place + 1)
                let file = "variant-" + String(repeating: "0", count: String(count).count - digits.count) + digits
                sheets.append(Sheet(exercise: try own.exercise(), student: nil, file: file))
            }
        } else {
            sheets = [Sheet(exercise: try choice.exercise(), student: nil, file: "")]
        }
        if withoutSolutionNumbers {
            for place in sheets.indices { sheets[place].exercise.variant = place + 1 }
        }
        return sheets
    }

    private static let keyFile = "answer-key"

    private static func key(_ sheets: [Sheet], _ format: Format) -> String {
        let pairs = sheets.map { (exercise: $0.exercise, student: $0.student) }
        return switch format {
        case .text: KeyWriter.text(pairs)
        case .latex: KeyWriter.latex(pairs)
        case .json: KeyWriter.json(pairs).text(indent: 1) + "\n"
        }
    }

    /// A name as a file's: letters, digits and hyphens.
    private static func fileName(_ name: String) -> String {
        let plain = name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
        let text = String(plain.prefix(60)).split(separator: "-").joined(separator: "-")
        return text.isEmpty ? "student" : text
    }

    private static func text(_ exercise: Exercise, _ format: Format, student: String?) -> String {
        switch format {
        case .text: exercise.problemText(student: student)
        case .latex: exercise.problemLaTeX(student: student)
        case .json: exercise.problemJSON(student: student).text(indent: 1) + "\n"
        }
    }
}

struct ExerciseHintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hint",
        abstract: "Print one hint of a ladder: each says a little more, none gives the answer.")

    @OptionGroup var choice: ExerciseChoice

    @Option(help: "Which hint, from 1 on. (default: 1)", transform: NumberOption.whole(1...Int.max))
    var step = 1

    @OptionGroup var secret: SecretOption

    func run() throws {
        let exercise = try choice.exercise()
        try secret.open(exercise)
        let hints = exercise.text().hints
        guard (1...max(hints.count, 1)).contains(step), step <= hints.count else {
            throw Failure(
                .usage, "\(ExerciseProblem.noHint(kind: exercise.kind, step: step, steps: hints.count))")
        }
        Output.write("\(step) of \(hints.count): \(hints[step - 1])\n")
    }
}

struct ExerciseSolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Print the worked solution, line by line with the numbers.")

    @OptionGroup var choice: ExerciseChoice

    @Option(help: "Write an answer key, a sheet with the right answers, into this file instead.", completion: .file())
    var key: String?

    @OptionGroup var secret: SecretOption

    func run() throws {
        let exercise = try choice.exercise()
        try secret.open(exercise)
        if let key {
            try FileWriting.write(exercise.answerKey(), to: key)
        } else {
            Output.write(exercise.text().solution.joined(separator: "\n") + "\n")
        }
    }
}

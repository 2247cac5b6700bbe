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
            is one sheet for each student; --output then names a folder.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, latex, json

        var ending: String { self == .text ? "txt" : self == .latex ? "tex" : "json" }
    }

    @OptionGroup var choice: ExerciseChoice

    @Option(help: "text, latex or json.")
    var format = Format.text

    @Option(help: "A file with one student's name a line.")
    var roster: String?

    @OptionGroup var secret: SecretOption
    @OptionGroup var output: OutputOption

    func validate() throws {
        guard roster != nil else { return }
        if choice.seed != nil || choice.scene != nil {
            throw ValidationError("With --roster every student has a seed; --seed and --scene do not go with it.")
        }
        if secret.secret == nil {
            throw ValidationError("--roster needs --secret FILE, from which the seeds are made.")
        }
    }

    func run() throws {
        guard let roster else {
            try output.write(Self.text(try choice.exercise(), format, student: nil))
            return
        }
        guard let key = try secret.read() else { return }
        let names = try Roster.read(roster).names
        let level = choice.level ?? 2
        var texts: [String] = []
        for name in names {
            var own = choice
            own.seed = key.seed(exercise: choice.id, level: level, student: name)
            texts.append(Self.text(try own.exercise(), format, student: name))
        }
        guard let folder = output.output else {
            Output.write(
                format == .json ? "[\n" + texts.joined(separator: ",\n") + "]\n" : texts.joined(separator: "\n"))
            return
        }
        try write(texts, of: names, into: folder)
    }

    private func write(_ texts: [String], of names: [String], into folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Failure(.cannotCreate, "\(SafeText.of(folder)) cannot be made a folder")
        }
        var taken: Set<String> = []
        for (name, text) in zip(names, texts) {
            var file = Self.fileName(name)
            while !taken.insert(file).inserted { file += "_" }
            try FileWriting.write(text, to: "\(folder)/\(file).\(format.ending)")
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

    @Option(help: "Which hint, from 1.")
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

    @Option(help: "Write an answer key, a sheet with the right answers, into this file instead.")
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

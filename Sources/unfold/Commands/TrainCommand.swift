import ArgumentParser
import ExactMath
import Foundation
import Recurrence
import Scenes
import Wording

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a scene or a network for a task; the result is a scene.",
        discussion: """
            An epoch is one set of sequences (--batch of them, new ones of a task every time; a scene with a sequence of its own \
            trains on it) and one update. --output is written while it trains, whole or not at all: what was ended by ^C, TERM or \
            KILL goes on by --resume and ends in the same numbers as if it had not been. UNFOLD_THREADS says how many threads \
            work; it changes no number. Tasks: \(Tasks.all.map(\.name).joined(separator: ", ")).
            """)

    enum LogFormat: String, ExpressibleByArgument, CaseIterable { case csv, json }

    @Argument(
        help: "A scene file, - for standard input, the name of a built-in scene, or the name of a task.",
        completion: .sceneOrTask)
    var scene: String

    @Option(
        help: ArgumentHelp(
            "The cell of a task's network: \(Cells.all.map { $0.name }.joined(separator: ", ")).", valueName: "cell"))
    var cell: String?

    @Option(
        help: "The width H of a task's network; otherwise the task's own.",
        transform: NumberOption.whole(1...SceneLimits.hidden))
    var hidden: Int?

    @Option(
        help: "The length of a task's sequences; otherwise the task's own.",
        transform: NumberOption.whole(1...SceneLimits.steps))
    var length: Int?

    @Option(help: "A UTF-8 file in place of the text of characters.", completion: .file())
    var text: String?

    @Option(
        help: "Epochs, counted from the beginning of the training; otherwise the scene's or the task's own.",
        transform: NumberOption.whole(1...SceneLimits.epochs))
    var epochs: Int?

    @Option(
        help: "Sequences of an epoch of a task; otherwise the task's own.",
        transform: NumberOption.whole(1...SceneLimits.epochs))
    var batch: Int?

    @Option(
        help: "The seed of the first weights and of the sequences; otherwise the scene's own, of a task 1.",
        transform: NumberOption.whole(0...Int.max))
    var seed: Int?

    @Option(help: "The scene file to write; without it the weights are not kept.", completion: .file())
    var output: String?

    @Option(help: "csv or json: every epoch on standard output.")
    var log: LogFormat?

    @Flag(help: "Go on with the training that the scene carries.")
    var resume = false

    @Flag(help: "Train twice from the same weights, with the scene's clip and without it.")
    var twin = false

    @Flag(help: "Print the next update with its numbers, and do not train.")
    var explain = false

    func validate() throws {
        if resume {
            let others = [
                ("--cell", cell != nil), ("--hidden", hidden != nil), ("--length", length != nil),
                ("--text", text != nil), ("--batch", batch != nil), ("--seed", seed != nil), ("--twin", twin),
            ]
            if let other = others.first(where: \.1)?.0 {
                throw ValidationError("\(other) does not go with --resume, which goes on as the file says.")
            }
        }
        if twin && (output != nil || explain) {
            throw ValidationError(
                "\(output == nil ? "--explain" : "--output") does not go with --twin, which keeps neither run.")
        }
        if explain && (output != nil || log != nil) {
            throw ValidationError(
                "\(output == nil ? "--log" : "--output") does not go with --explain, which does not train.")
        }
    }

    func run() throws {
        let scene = try asked()
        if let reason = scene.nothingToLearn {
            throw Failure(.data, "\(self.scene): \(reason), so there is nothing to learn")
        }
        if let obstacle = scene.trainingObstacle {
            let isAsked = Tasks.named(self.scene) != nil || batch != nil || length != nil
            throw Failure(isAsked ? .usage : .data, "\(self.scene): \(obstacle)")
        }
        if twin {
            try TwinReport(scene, name: self.scene, log: log).run()
        } else if explain {
            let worked = WorkedDerivation(nextUpdateOf: scene.trainer(), title: scene.title)
            Output.write(worked.text(.text, style: .unicode, width: Output.width))
        } else {
            var run = TrainRun(scene, name: self.scene, output: output, log: log)
            try run.run()
        }
    }

    /// The scene with what is asked otherwise.
    private func asked() throws -> Scene {
        if let task = Tasks.named(scene), !FileManager.default.fileExists(atPath: scene) { return try asked(task) }
        let forTasks = [("--cell", cell != nil), ("--hidden", hidden != nil), ("--text", text != nil)]
        if let option = forTasks.first(where: \.1)?.0 {
            throw Failure(.usage, "\(option) goes with the name of a task; a scene says what its network is")
        }
        var scene = try found()
        if let length {
            guard case .task(var task) = scene.sequence.source else {
                throw Failure(.usage, "--length goes with a task; this scene has a sequence of its own")
            }
            try check(length, of: task.task)
            task.length = length
            scene.sequence.source = .task(task)
        }
        var training = scene.training ?? Training()
        if resume {
            guard let progress = training.progress else {
                throw Failure(
                    .data, "\(self.scene): there is no training to go on with; --resume takes what --output has written"
                )
            }
            if let epochs, epochs < progress.done {
                throw Failure(
                    .usage,
                    "--epochs counts from the beginning, and \(progress.done) are done; \(epochs) was given, and more than \(progress.done) would go on"
                )
            }
        } else {
            training.progress = nil
        }
        if let batch {
            guard case .task = scene.sequence.source else {
                throw Failure(.usage, "--batch goes with a task; this scene has one sequence of its own")
            }
            training.batch = batch
        }
        training.epochs = epochs ?? training.epochs ?? Training.defaultEpochs
        scene.training = training
        return seed.map { scene.seeded(UInt64($0)) } ?? scene
    }

    /// The scene of that name; a name that is neither a scene's nor a task's has the nearest of both beside it.
    private func found() throws -> Scene {
        do {
            return try SceneLookup.scene(scene).scene
        } catch {
            guard case .unknown = error else { throw error }
        }
        let nearest = Spelling.nearest(to: scene, among: BuiltInScenes.all.map(\.name) + Tasks.all.map(\.name))
        throw Failure(
            .noInput,
            "there is no file, no built-in scene and no task called \(Words.quote(scene)); "
                + (nearest.map { "did you mean \(Words.quote($0))?" }
                    ?? "tasks are \(Words.list(Tasks.all.map(\.name), "and"))"))
    }

    private func asked(_ task: any SequenceTask) throws -> Scene {
        if resume { throw Failure(.usage, "--resume takes a scene that --output has written, not a task") }
        var content: String?
        if let text {
            guard task.name == Characters().name else { throw Failure(.usage, "--text goes with characters") }
            content = try TrainingText.read(text)
        }
        guard let task = Tasks.named(task.name, text: content) else { return try asked(task) }
        var asked = TaskScene(task, text: content)
        if let cell {
            guard let type = Cells.named(cell) else {
                let known = Cells.all.map { $0.name }
                let nearest = Spelling.nearest(to: cell, among: known)
                throw Failure(
                    .usage,
                    "there is no cell called \(Words.quote(cell)); "
                        + (nearest.map { "did you mean \($0)?" } ?? "cells are \(Words.list(known, "and"))"))
            }
            asked.cell = type
        }
        if let length { try check(length, of: task) }
        asked.hidden = hidden
        asked.length = length ?? min(task.recipe.length, task.maximumLength)
        asked.epochs = epochs
        asked.batch = batch
        asked.seed = UInt64(seed ?? 1)
        return asked.scene
    }

    private func check(_ length: Int, of task: any SequenceTask) throws {
        let longest = min(task.maximumLength, SceneLimits.steps - (task.inputSteps(1) - 1))
        guard (task.minimumLength...longest).contains(length) else {
            throw Failure(
                .usage,
                "--length of \(task.name) counts \(task.lengthMeans), from \(task.minimumLength) to \(longest); \(length) was given"
            )
        }
    }
}

/// A text to be learned, from a file.
enum TrainingText {
    static func read(_ file: String) throws -> String {
        let limit = SceneLimits.text
        let text = try FileReading.text(of: file, limit: 4 * limit)
        // Some editors begin a file with a byte order mark, which is no part of its text.
        let content = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let lines = content.replacingOccurrences(of: "\r\n", with: "\n")
        guard (2...limit).contains(lines.unicodeScalars.count) else {
            throw Failure(
                .data,
                "\(SafeText.writtenOut(file, limit: 1_000)):1:1: a text has 2 to \(limit) characters; this one has \(lines.unicodeScalars.count)"
            )
        }
        func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "\u{FEFF}" || scalar != "\n" && scalar != "\t" && Words.isControl(scalar)
        }
        if let control = lines.unicodeScalars.first(where: isUnfit) {
            throw Failure(
                .data,
                "\(SafeText.writtenOut(file, limit: 1_000)):1:1: the text has the control character U+\(String(control.value, radix: 16, uppercase: true))"
            )
        }
        return lines
    }
}

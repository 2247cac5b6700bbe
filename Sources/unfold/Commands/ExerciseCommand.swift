import ArgumentParser
import Exercises
import Foundation
import Scenes
import Wording

struct ExerciseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exercise",
        abstract: "Make exercises, mark answer sheets, and name the mistake.",
        subcommands: [
            ExerciseNewCommand.self, ExerciseHintCommand.self, ExerciseSolveCommand.self, ExerciseCheckCommand.self,
            ExerciseMergeCommand.self,
            ExerciseStatisticsCommand.self, ExerciseListCommand.self, ExerciseSlipsCommand.self,
        ])
}

/// Which exercise a command is about.
struct ExerciseChoice: ParsableArguments {
    @Argument(help: "The exercise, such as linear-bptt; `unfold exercise list` names them all.", completion: .exercise)
    var id: String

    @Option(help: "The same seed gives the same exercise on every machine. (default: 1)", transform: NumberOption.seed)
    var seed: UInt64?

    @Option(help: "1, 2, 3 or 4, from easy to hard. (default: 2)", transform: NumberOption.whole(1...4))
    var level: Int?

    @Option(
        help: "The version of the exercise that a sheet of some time ago has; the newest unless said.",
        transform: NumberOption.whole(1...Int.max))
    var sheetVersion: Int?

    @Option(
        help: "A scene file, or the name of a built-in scene, with the numbers instead of a seed.",
        completion: .scene)
    var scene: String?

    @Option(help: "What backward asks for, such as 'grad(stack.0.c[2]), grad(stack.0.U_f)'.")
    var ask: String?

    func validate() throws {
        guard Catalogue.kind(id) != nil else {
            throw ValidationError(
                "\(ExerciseProblem.unknownKind(SafeText.of(id), near: Catalogue.nearest(id)))")
        }
        if ask != nil, scene == nil { throw ValidationError("--ask names numbers of a scene; give --scene too.") }
        if scene != nil, seed != nil || level != nil || sheetVersion != nil {
            throw ValidationError(
                "A scene brings its own numbers; --seed, --level and --sheet-version do not go with it.")
        }
    }

    func exercise() throws -> Exercise {
        if let scene {
            let loaded = try SceneLookup.scene(scene)
            return try Self.found(in: scene) {
                () throws(ExerciseProblem) in
                try Catalogue.exercise(
                    id, scene: loaded.scene, name: URL(fileURLWithPath: scene).lastPathComponent, ask: ask)
            }
        }
        return try Self.found { () throws(ExerciseProblem) in
            try Catalogue.exercise(id, seed: seed ?? 1, level: level ?? 2, version: sheetVersion)
        }
    }

    /// The exercise, or the sentence and the status that say why there is none.
    private static func found(
        in scene: String? = nil, _ make: () throws(ExerciseProblem) -> Exercise
    ) throws -> Exercise {
        do { return try make() } catch {
            switch error {
            case .unfitScene:
                let place = scene.map { SafeText.writtenOut($0, limit: 1_000) + ": " } ?? ""
                throw Failure(.data, "\(place)\(error)")
            case .noVariant: throw Failure(.software, "\(error)")
            default: throw Failure(.usage, "\(error)")
            }
        }
    }
}

/// A class's secret, where an exercise needs one.
struct SecretOption: ParsableArguments {
    @Option(help: "The file with a class's secret.", completion: .file())
    var secret: String?

    func read() throws -> ClassSecret? {
        guard let secret else { return nil }
        guard let key = ClassSecret(bytes: try FileReading.bytes(of: secret, limit: 1 << 20)) else {
            throw Failure(.data, "\(SafeText.of(secret)):1:1: A secret has 8 bytes or more and at most a megabyte.")
        }
        return key
    }

    /// Refuses to help with a class's sheet unless its secret is given.
    func open(_ exercise: Exercise) throws {
        guard case .seed(let seed, let level) = exercise.origin, ClassSecret.isOfClass(seed) else { return }
        guard let key = try read() else {
            throw Failure(.usage, "Seed \(seed) belongs to a class; its hints and solution need --secret FILE.")
        }
        guard key.isGenuine(seed, exercise: exercise.kind, level: level) else {
            throw Failure(
                .usage, "Seed \(seed) is not one that this secret gives for \(exercise.kind), level \(level).")
        }
    }
}

/// Where a command writes.
struct OutputOption: ParsableArguments {
    @Option(
        help: "Write into this file instead of standard output; it is replaced as a whole or not at all.",
        completion: .file())
    var output: String?

    func write(_ text: String) throws {
        if let output { try FileWriting.write(text, to: output) } else { Output.write(text) }
    }
}

extension Roster {
    /// Reads a class's names from a file.
    static func read(_ path: String) throws -> Roster {
        let bytes = try FileReading.bytes(of: path, limit: 4 << 20)
        guard let roster = Roster(text: String(decoding: bytes, as: UTF8.self)) else {
            throw Failure(
                .data, "\(SafeText.of(path)):1:1: A roster has one name a line, from 1 up to \(maximumStudents).")
        }
        return roster
    }
}

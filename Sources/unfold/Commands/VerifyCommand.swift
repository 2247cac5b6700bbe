import ArgumentParser
import ExactMath
import Exercises
import Recurrence
import Scenes
import Verify
import Weights
import Wording

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare a program's own forward and backward pass with the trace of a scene.",
        discussion: """
            FILE is JSON, npz or safetensors with arrays that have the names of the trace (stack.0.h for values, grad(stack.0.h) \
            and grad(stack.0.U) for gradients), their last parts (h, dh, dU) or the letters of a lecture (Waa, dWaa); with --names \
            a file says what they are, a line each: dWaa: grad(stack.0.U). A node's array has its steps on the first or on the \
            last axis. The first wrong array in the order of the computation is named, with the slip that explains it; what \
            follows rightly from it counts as carried. The exit status is 0 when everything is right, 1 when something is wrong, \
            and 65 when the file cannot be compared.
            """)

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Argument(
        help: "The program's arrays: .json, .npz or .safetensors; or - for standard input.",
        completion: .file(extensions: ["json", "npz", "safetensors"]))
    var file: String

    @Option(help: "A YAML file that says what the arrays stand for.", completion: .file())
    var names: String?

    @Option(help: "Whose letters the names are: \(Notation.allCases.map(\.rawValue).joined(separator: ", ")).")
    var notation: Notation?

    @Option(help: "The axis of the steps, first or last; otherwise the one that the shapes leave, or that fits better.")
    var time: TimeAxis?

    @Option(
        help: """
            How far entries may be off, as a share of max(1, the array's largest); otherwise 1e-9, of 32-bit numbers 1e-4, of \
            16-bit numbers 0.02.
            """,
        transform: NumberOption.notNegative)
    var tolerance: Double?

    @Option(help: "What an entry counts that follows rightly from a wrong one, 0 … 1.")
    var carried = "1"

    @Option(help: "text, json, gradescope, prairielearn, junit, csv, exercism or nbgrader.")
    var format = MarkFormat.text

    @OptionGroup var output: OutputOption

    func validate() throws {
        _ = try carriedShare()
        if names != nil, notation != nil {
            throw ValidationError("--notation does not go with --names, which says what every array is.")
        }
        if [scene, file, names].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Only one of the scene, the arrays and --names can be standard input.")
        }
    }

    private func carriedShare() throws -> Rational {
        guard let share = Rational(carried), share >= 0, share <= 1 else {
            throw ValidationError("--carried takes a number from 0 to 1; \(carried) was given.")
        }
        return share
    }

    func run() throws {
        let report = MarkReport([try marked()])
        try output.write(report.text(format))
        if let status = ExitStatus(rawValue: report.exitStatus), status != .done { throw Failure(status, "") }
    }

    private func marked() throws -> MarkedSheet {
        do {
            let found = try SceneLookup.scene(scene)
            let names = try names.map {
                try NamesFile(WeightsFile.bytes(of: $0, limit: NamesFile.largestFile), file: $0)
            }
            let arrays = try ArrayFile(WeightsFile.bytes(of: file), file: file)
            let verifier = Verifier(
                found.scene, name: scene, names: names, notation: notation, time: time, tolerance: tolerance)
            return try verifier.marked(arrays, carried: carriedShare())
        } catch let error as WeightsError {
            throw Failure(.data, "\(file):1:\(error.column): \(error.sentence(about: file))")
        } catch let error as SceneError {
            throw Failure(.data, "\(error)")
        } catch let error as VerifyError {
            throw Failure(.data, "\(error)")
        }
    }
}

extension TimeAxis: ExpressibleByArgument {}

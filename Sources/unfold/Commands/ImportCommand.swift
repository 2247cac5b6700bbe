import ArgumentParser
import ExactMath
import Foundation
import Scenes
import Weights

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make a scene of trained weights.",
        discussion: """
            FILE is safetensors, npz, ONNX or Flax' msgpack, with the names that PyTorch, Keras, Flax, Equinox, MLX, tinygrad or \
            PaddlePaddle give; which one it was, names and shapes tell. Of other formats the command is printed that converts \
            them. What was taken, and what was not, is said on standard error and in the scene's notes. The scene is written \
            to standard output unless --output names a file. The input is JSON: a list of vectors, or a mapping with inputs \
            (or tokens), targets, start, loss, h0 and c0.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case rnn, linear }
    enum Function: String, ExpressibleByArgument, CaseIterable { case tanh, relu }

    @Argument(help: "A file of weights, or - for standard input.", completion: .file())
    var file: String

    @Flag(help: "List the names, types and shapes in the file, and what they are taken to be.")
    var list = false

    @Option(help: "The tool that wrote the names: \(WeightsImport.dialects).")
    var from: String?

    @Option(help: "rnn or linear: what a module is whose matrices have one block of rows.")
    var cell: Kind?

    @Option(help: "tanh or relu, of an rnn; the file does not say.")
    var activation: Function?

    @Option(help: "The path of the module among several, such as encoder.lstm.")
    var prefix: String?

    @Option(help: "The paths of the modules that feed one another, bottom first: lstm1,lstm2.")
    var stack: String?

    @Option(help: "The name of the embedding, or none.")
    var embedding: String?

    @Option(help: "The name of the readout, or none.")
    var readout: String?

    @Option(
        help: "A YAML file that says what the arrays are, for names that no tool gives.",
        completion: .file())
    var map: String?

    @Option(
        help: "A JSON file with the sequence; without it there is one step of zeros.",
        completion: .file())
    var input: String?

    @Option(help: "The scene file to write; without it, standard output.", completion: .file())
    var output: String?

    func validate() throws {
        guard list else { return }
        let others = [
            ("--cell", cell?.rawValue), ("--activation", activation?.rawValue), ("--prefix", prefix),
            ("--stack", stack),
            ("--embedding", embedding), ("--readout", readout), ("--map", map), ("--input", input),
            ("--output", output),
        ]
        if let other = others.first(where: { $0.1 != nil })?.0 {
            throw ValidationError("\(other) does not go with --list, which makes no scene.")
        }
    }

    func run() throws {
        do {
            let tensors = try WeightsFile.tensors(of: file)
            if list {
                for line in WeightsListing(tensors, from: from).lines { Output.write(line + "\n") }
            } else {
                try write(scene(from: tensors))
            }
        } catch let error as WeightsError {
            if error.isMisuse { throw Failure(.usage, "\(file): \(error)") }
            throw Failure(.data, "\(file):1:\(error.column): \(error.sentence(about: file))")
        } catch let error as SceneError {
            throw Failure(.data, "\(error)")
        } catch let error as MapError {
            throw Failure(.data, "\(error)")
        }
    }

    private func scene(from tensors: TensorFile) throws -> WeightsImport.Result {
        let input = try input.map {
            try ImportInput(WeightsFile.bytes(of: $0, limit: ImportInput.largestFile), file: $0)
        }
        let title = WeightsImport.title(forFile: file)
        if let map {
            try checkAlone()
            let map = try WeightsMap(WeightsFile.bytes(of: map, limit: ImportInput.largestFile), file: map)
            return try map.scene(from: tensors, input: input, title: title)
        }
        let options = WeightsImport(
            from: from, cell: cell?.rawValue, activation: activation.flatMap { Activation(rawValue: $0.rawValue) },
            prefix: prefix,
            stack: stack.map { $0.split(separator: ",").map { String($0).trimmingCharacters(in: .whitespaces) } },
            embedding: embedding, readout: readout)
        return try options.scene(from: tensors, input: input, title: title)
    }

    /// A map says all that the other options say.
    private func checkAlone() throws {
        let others = [
            ("--from", from), ("--cell", cell?.rawValue), ("--activation", activation?.rawValue), ("--prefix", prefix),
            ("--stack", stack),
            ("--embedding", embedding), ("--readout", readout),
        ]
        if let other = others.first(where: { $0.1 != nil })?.0 {
            throw Failure(.usage, "\(other) does not go with --map, which says what every array is")
        }
    }

    private func write(_ result: WeightsImport.Result) throws {
        let text = result.scene.yaml
        // What is written must be a scene that every other command reads.
        _ = try Scene(text: text, file: output ?? "-")
        for note in result.notes { ErrorReport.write("\(file): \(note)") }
        if let output {
            try FileWriting.write(text, to: output)
        } else {
            Output.write(text)
        }
    }
}

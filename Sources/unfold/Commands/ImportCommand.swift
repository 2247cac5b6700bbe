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
            FILE is a safetensors file, or an npz archive without compression, with the names that torch gives to the \
            parameters of its RNN, LSTM and GRU. The scene is written to standard output unless --output names a file. \
            The input is JSON: a list of vectors, or a mapping with inputs (or tokens), targets, h0 and c0.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case rnn, linear }
    enum Function: String, ExpressibleByArgument, CaseIterable { case tanh, relu }

    @Argument(help: "A safetensors or npz file, or - for standard input.")
    var file: String

    @Flag(help: "List the names, types and shapes in the file, and what they are taken to be.")
    var list = false

    @Option(help: "rnn or linear: what a module is whose matrices have one block of rows.")
    var cell: Kind?

    @Option(help: "tanh or relu, of an rnn; the file does not say.")
    var activation: Function?

    @Option(help: "The path of the module among several, such as encoder.lstm.")
    var prefix: String?

    @Option(help: "A JSON file with the sequence; without it there is one step of zeros.")
    var input: String?

    @Option(help: "The scene file to write.")
    var output: String?

    func run() throws {
        do {
            let tensors = try TensorFile(WeightsFile.bytes(of: file))
            if list {
                for line in TorchListing(tensors).lines { Output.write(line + "\n") }
            } else {
                try write(scene(from: tensors))
            }
        } catch let error as WeightsError {
            if error.isMisuse { throw Failure(.usage, "\(error)") }
            throw Failure(.data, "\(file):1:\(error.column): \(error.sentence(about: file))")
        } catch let error as SceneError {
            throw Failure(.data, "\(error)")
        }
    }

    private func scene(from tensors: TensorFile) throws -> TorchImport.Result {
        let options = TorchImport(
            cell: cell?.rawValue, activation: activation.flatMap { Activation(rawValue: $0.rawValue) }, prefix: prefix)
        let input = try input.map {
            try ImportInput(WeightsFile.bytes(of: $0, limit: ImportInput.largestFile), file: $0)
        }
        return try options.scene(from: tensors, input: input, title: TorchImport.title(forFile: file))
    }

    private func write(_ result: TorchImport.Result) throws {
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

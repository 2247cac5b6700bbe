import ArgumentParser
import Foundation
import Scenes
import Weights

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a scene's weights for PyTorch and numpy, or a PyTorch program with the same gradients.",
        discussion: """
            What torch's RNN, LSTM and GRU do not have is refused by name: peepholes, reset: before, ugrnn, feedforward, \
            residual layers, decoders.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case safetensors, pytorch, npz }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.")
    var scene: String

    @Option(help: "safetensors, pytorch (a Python program) or npz.")
    var format: Format

    @Option(help: "The file to write; without it, standard output.")
    var output: String?

    func run() throws {
        let loaded = try SceneLookup.scene(scene)
        let bytes: [UInt8]
        do {
            let export = try TorchExport(loaded.scene)
            switch format {
            case .safetensors: bytes = export.safetensors
            case .npz: bytes = export.npz
            case .pytorch: bytes = Array(try PyTorchScript(export).text.utf8)
            }
        } catch {
            throw Failure(.data, "\(loaded.name):1:1: \(error)")
        }
        if let output {
            try FileWriting.write(bytes, to: output)
        } else if format != .pytorch, isatty(1) == 1 {
            throw Failure(.usage, "\(format.rawValue) is no text for a terminal; name a file with --output")
        } else {
            Output.flush()
            // A reader that has gone away is no error.
            try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
        }
    }
}

import ArgumentParser
import Foundation
import Scenes
import Weights

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a scene's weights for another tool, or a program for it that prints the same numbers.",
        discussion: """
            safetensors and npz have PyTorch's names; onnx is a whole model. pytorch is a program that prints outputs, loss and \
            gradients; keras, flax and mlx print the outputs. What a tool's layers do not have is refused by name.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case safetensors, npz, onnx, pytorch, keras, flax, mlx }

    @Argument(help: "A scene file, - for standard input, or the name of a built-in scene.", completion: .scene)
    var scene: String

    @Option(help: "safetensors, npz or onnx; pytorch, keras, flax or mlx (a Python program).")
    var format: Format

    @Option(help: "The file to write; without it, standard output.", completion: .file())
    var output: String?

    func run() throws {
        let loaded = try SceneLookup.scene(scene)
        let bytes: [UInt8]
        var notes: [String] = []
        do {
            switch format {
            case .safetensors: bytes = try TorchExport(loaded.scene).safetensors
            case .npz:
                let export = try TorchExport(loaded.scene)
                bytes = export.npz
                notes = export.untoldByNPZ
                if !notes.isEmpty { notes.append("--format safetensors keeps all of it") }
            case .onnx:
                let export = try ONNXExport(loaded.scene)
                bytes = export.bytes
                notes = ["numbers are rounded to float32, since ONNX Runtime runs no recurrent layer in float64"]
                notes += export.notes.map { "\($0); ONNX Runtime runs it as it is" }
            case .pytorch: bytes = Array(try PyTorchScript(TorchExport(loaded.scene)).text.utf8)
            case .keras: bytes = Array(try ToolScript(loaded.scene, for: .keras).text.utf8)
            case .flax: bytes = Array(try ToolScript(loaded.scene, for: .flax).text.utf8)
            case .mlx: bytes = Array(try ToolScript(loaded.scene, for: .mlx).text.utf8)
            }
        } catch {
            throw Failure(.data, "\(loaded.name):1:1: \(error)")
        }
        if let output {
            try FileWriting.write(bytes, to: output)
        } else if [.safetensors, .npz, .onnx].contains(format), isatty(1) == 1 {
            throw Failure(.usage, "\(format.rawValue) is no text for a terminal; name a file with --output")
        } else {
            Output.write(bytes)
            Output.flush()
        }
        for note in notes { ErrorReport.write("\(loaded.name): \(note)") }
    }
}

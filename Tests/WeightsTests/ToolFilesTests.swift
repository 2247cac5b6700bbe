import ExactMath
import Foundation
import Recurrence
import Scenes
import Testing
import Weights

/// Files that the tools themselves wrote, with the tools' own outputs; `Scripts/check-converters --keep` writes them anew.
@Suite struct ToolFilesTests {
    static let tools = [
        "torch", "keras", "keras-h5", "flax", "equinox", "mlx", "tinygrad", "paddle", "onnx", "openvino", "matlab",
        "mixed",
    ]

    @Test(arguments: tools)
    func theToolsOutputsComeOut(_ tool: String) throws {
        let cases = try ToolCase.all(of: tool)
        #expect(cases.count > 2)
        for example in cases where example.refused == nil {
            let scene: Scene
            do {
                scene = try example.scene()
            } catch {
                Issue.record("\(tool)/\(example.name): \(error)")
                continue
            }
            #expect(try Scene(text: scene.yaml, file: "s") == scene, "\(tool)/\(example.name)")
            let distance = example.distance(from: scene.trace())
            #expect(distance <= example.tolerance ?? 0, "\(tool)/\(example.name): \(distance)")
        }
    }

    @Test(arguments: tools)
    func whatNoSceneHasIsRefusedByName(_ tool: String) throws {
        for example in try ToolCase.all(of: tool) {
            guard let words = example.refused else { continue }
            let error = #expect(throws: WeightsError.self, "\(tool)/\(example.name)") { try example.scene() }
            #expect(error?.description.contains(words) == true, "\(tool)/\(example.name): \(error?.description ?? "")")
        }
    }

    /// A file of a format that is not read, and the format.
    @Test(arguments: [
        ("torch/state.pt", ForeignFormat.torchCheckpoint), ("torch/checkpoint.pt", .torchCheckpoint),
        ("torch/legacy.pt", .torchCheckpoint), ("torch/module.pt", .torchModule), ("torch/scripted.pt", .torchScript),
        ("torch/relu_module.pt", .torchModule), ("torch/relu_traced.pt", .torchScript),
        ("torch/relu_exported.pt2", .torchExport), ("flax/linen_lstm.pkl", .pickle),
        ("torch/quantized.pt", .torchQuantized), ("keras/lstm.weights.h5", .hdf5), ("keras/lstm.keras", .keras),
        ("keras-h5/lstm.h5", .hdf5),
        ("matlab/rows.mat", .matlab), ("matlab/hdf5.mat", .matlabHDF5), ("openvino/lstm.xml", .openVINO),
        ("equinox/lstmcell.eqx", .npy), ("equinox/tagger_hyper.eqx", .npy), ("paddle/lstm.pdparams", .paddle),
    ])
    func aForeignFileIsNamedAndItsCommandPrinted(_ file: String, _ format: ForeignFormat) throws {
        let error = #expect(throws: WeightsError.self) { try TensorFile(Samples.bytes("tools/" + file)) }
        #expect(error == .foreign(format))
        let lines = error?.sentence(about: "runs/it's a.pt").split(separator: "\n") ?? []
        if format == .torchQuantized {
            #expect(lines.count == 1)
        } else {
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix("python3 -c 'import ") == true)
            #expect(lines.last?.hasSuffix(#"' 'runs/it'\''s a.pt'"#) == true)
            #expect(lines.last?.contains("safetensors") == false)
        }
    }
}

/// One case of a tool's cases.json.
struct ToolCase: Decodable {
    struct Input: Decodable {
        var inputs: [[Double]]?
        var tokens: [Int]?
    }

    var file: String
    var options: [String]
    var output: [[Double]]?
    var node: String?
    var tolerance: Double?
    var input: Input?
    var refused: String?
    var tool: String
    var folder: String?

    var name: String { ([file] + options).joined(separator: " ") }

    static func all(of tool: String) throws -> [ToolCase] {
        let data = try Data(contentsOf: Samples.folder.appending(path: "tools/\(tool)/cases.json"))
        return try JSONDecoder().decode([ToolCase].self, from: data).map { example in
            var example = example
            example.folder = "tools/\(tool)/"
            return example
        }
    }

    /// The file's arrays, from what its command wrote where it is converted.
    func tensors() throws -> TensorFile {
        let folder = folder ?? ""
        if let converted = try? Samples.bytes(folder + file + ".npz") { return try TensorFile(converted) }
        return try TensorFile(Samples.bytes(folder + file)) { try? Samples.bytes(folder + $0) }
    }

    func scene() throws -> Scene {
        var importer = WeightsImport()
        for index in stride(from: 0, to: options.count, by: 2) {
            let value = options[index + 1]
            switch options[index] {
            case "--activation": importer.activation = Activation(rawValue: value)
            case "--cell": importer.cell = value
            case "--embedding": importer.embedding = value
            case "--readout": importer.readout = value
            case "--stack": importer.stack = value.split(separator: ",").map(String.init)
            case "--from": importer.from = value
            default: Issue.record("\(options[index]) is no option of an import")
            }
        }
        var text: String?
        if let inputs = input?.inputs { text = #"{"inputs": \#(inputs)}"# }
        if let tokens = input?.tokens { text = #"{"tokens": \#(tokens)}"# }
        let sequence = try text.map { try ImportInput(Array($0.utf8), file: "input.json") }
        return try importer.scene(from: tensors(), input: sequence, title: file).scene
    }

    /// The largest difference of the output, relative above 1.
    func distance(from trace: Trace<Double>) -> Double {
        let ours = trace.network.outputSteps.map { step in
            switch node {
            case "y": Array(trace.output(at: step))
            case "a_y":
                trace.values("readout", "a_y", at: step) ?? trace.values("embedding", "a_y", at: step)
                    ?? Array(trace.output(at: step))
            default: trace.top(at: step)
            }
        }
        guard let output, ours.map(\.count) == output.map(\.count) else { return .infinity }
        return ImportTests.distance(ours.flatMap(\.self), output.flatMap(\.self))
    }
}

extension Trace where S == Double {
    func values(_ part: String, _ name: String, at step: Int) -> [Double]? {
        guard let node = network.node(part, name), network[node].steps.contains(step) else { return nil }
        return Array(value(node, at: step))
    }

    /// The top layer's h, both directions where there are two.
    func top(at step: Int) -> [Double] {
        var layer = 0
        while network.node("stack.\(layer + 1)", "h") != nil || network.node("stack.\(layer + 1).forward", "h") != nil {
            layer += 1
        }
        if let h = values("stack.\(layer)", "h", at: step) { return h }
        return (values("stack.\(layer).forward", "h", at: step) ?? [])
            + (values("stack.\(layer).backward", "h", at: step) ?? [])
    }
}

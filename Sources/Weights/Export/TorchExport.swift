import ExactMath
import Recurrence
import Scenes

/// A scene's network as torch's RNN, LSTM and GRU, with Linear and Embedding around them.
///
/// Layers that are alike but for the width of their input are one module, and its parameters have no prefix; others are
/// `layers.0`, `layers.1`, … The readout is `readout`, the embedding `embedding`, and an initial state that is not zero is
/// `h0_l0` (and `c0_l0`) beside its layer's weights. Torch adds two biases where a scene has one: the scene's is `bias_ih`,
/// and `bias_hh` is zero.
public struct TorchExport {
    /// The scene, of which torch has all parts.
    public let scene: Scene
    let network: Network
    private let entries: [Double]

    /// Checks that torch has all of the scene's parts; what it has not is refused by name.
    public init(_ scene: Scene) throws(WeightsError) {
        try Self.check(scene.model)
        self.scene = scene
        network = scene.network()
        entries = scene.parameters(of: network)
    }

    /// The file for `torch.load`-like use: `safetensors.torch.load_file`.
    public var safetensors: [UInt8] {
        TensorFile.safetensors(arrays(ofModules: modules), metadata: ModelHints(scene.model).dictionary)
    }

    /// The same arrays for `numpy.load`.
    public var npz: [UInt8] { TensorFile.npz(arrays(ofModules: modules)) }

    // MARK: What torch has

    private static func check(_ model: SceneModel) throws(WeightsError) {
        if model.decoder != nil || model.shape == .seq2seq {
            throw .notInTorch(
                part: "decoder",
                "torch has no module for an encoder with a decoder; its RNN, LSTM and GRU run over one sequence")
        }
        for (index, layer) in model.stack.enumerated() { try check(layer, "stack.\(index)") }
    }

    private static func check(_ layer: SceneLayer, _ part: String) throws(WeightsError) {
        guard RecurrentKind(layer) != nil else {
            throw .notInTorch(part: part, "torch has no \(layer.cell) cell; it has RNN, LSTM and GRU")
        }
        if layer.residual {
            throw .notInTorch(part: part, "residual: true is not in torch's RNN, LSTM and GRU")
        }
        switch layer.cell {
        case LSTM.name where layer.options.peephole != .none:
            throw .notInTorch(
                part: part,
                "peephole: \(layer.options.peephole.rawValue) is not in torch's LSTM, whose gates do not see c")
        case GRU.name where layer.options.reset == .before:
            throw .notInTorch(
                part: part, "reset: before is not torch's GRU, whose reset gate acts after the product (reset: after)")
        case ElmanCell.name where layer.options.activation != .tanh && layer.options.activation != .relu:
            throw .notInTorch(
                part: part,
                "activation: \(layer.options.activation.rawValue) is not in torch's RNN, which has tanh and relu")
        default: break
        }
    }

    // MARK: Modules and their arrays

    /// A torch module: its path, and the layers of the stack that it holds.
    struct Module {
        var path: String
        var layers: Range<Int>
    }

    /// Whether the layers are alike, so that one module with `num_layers` holds them all.
    var isOneModule: Bool {
        let stack = scene.model.stack
        return zip(stack, stack.dropFirst()).allSatisfy { below, above in
            below.cell == above.cell && below.options == above.options && below.hidden == above.hidden
                && below.bias == above.bias && below.bidirectional == above.bidirectional
        }
    }

    private var modules: [Module] {
        let layers = scene.model.stack.indices
        return isOneModule
            ? [Module(path: "", layers: layers)]
            : layers.map { Module(path: "layers.\($0)", layers: $0..<$0 + 1) }
    }

    func parameter(_ path: String) -> [Double]? {
        network.parameter(path).map { Array(entries[$0.range]) }
    }

    /// Everything that a file holds: the embedding, the modules, the readout.
    func arrays(ofModules modules: [Module]) -> [NamedArray] {
        var arrays: [NamedArray] = []
        if let embedding = scene.model.embedding, let matrix = parameter("embedding.E") {
            arrays.append(
                NamedArray(
                    name: "embedding.weight", shape: [embedding.vocabulary.count, embedding.size], values: matrix))
        }
        for module in modules {
            for index in module.layers { arrays += self.arrays(ofLayer: index, in: module) }
        }
        if let readout = scene.model.readout, let matrix = parameter("readout.W_y") {
            arrays.append(
                NamedArray(name: "readout.weight", shape: [readout.size, matrix.count / readout.size], values: matrix))
            if let bias = parameter("readout.b_y") {
                arrays.append(NamedArray(name: "readout.bias", shape: [readout.size], values: bias))
            }
        }
        return arrays
    }

    private func arrays(ofLayer index: Int, in module: Module) -> [NamedArray] {
        let layer = scene.model.stack[index]
        guard let kind = RecurrentKind(layer), let pattern = Dialect.torch.cells.first(where: { $0.kind == kind })
        else { return [] }
        var arrays: [NamedArray] = []
        for (direction, part) in layer.parts(at: index).enumerated() {
            let suffix = "_l\(index - module.layers.lowerBound)\(direction == 1 ? "_reverse" : "")"
            // Torch's second bias has a place for c_h.
            var written = (try? pattern.arrays(hidden: layer.hidden) { parameter("\(part).\($0)") }) ?? []
            for state in kind.states {
                if let values = parameter("\(part).\(state)0") {
                    written.append(NamedArray(name: state + "0", shape: [values.count], values: values))
                }
            }
            arrays += written.map { array in
                NamedArray(
                    name: ModulePath.join(module.path, array.name + suffix), shape: array.shape, values: array.values)
            }
        }
        return arrays
    }
}

import ExactMath
import Recurrence
import Scenes

/// A scene's network for a tool whose program runs over one whole sequence: Keras, Flax, MLX, ONNX.
struct ToolExport {
    let scene: Scene
    let network: Network
    let data: SequenceData<Double>
    let layers: [ExportLayer]
    private let entries: [Double]

    /// One layer: its kind, and the arrays of each direction under the tool's names.
    struct ExportLayer {
        var part: String
        var kind: RecurrentKind
        var layer: SceneLayer
        var directions: [Direction]

        struct Direction {
            var arrays: [NamedArray]
            /// Initial states by `h` and `c`; empty where they are zero.
            var states: [String: [Double]]
        }

        /// The activation of an rnn: `linear` for a linear cell.
        var activation: String { layer.cell == LinearCell.name ? "linear" : layer.options.activation.rawValue }
    }

    /// `pattern` gives how the tool writes down a layer, or why it has none such.
    init(
        _ scene: Scene, tool: String, pattern: (SceneLayer, RecurrentKind) throws(CannotHold) -> CellPattern
    ) throws(WeightsError) {
        self.scene = scene
        switch scene.model.shape {
        case .oneToMany, .seq2seq:
            throw .notInTorch(
                part: "shape \(scene.model.shape.rawValue)",
                "its outputs come back as inputs; \(tool)'s layers run over one given sequence")
        case .manyToMany, .manyToOne, .oneToOne: break
        }
        network = scene.network()
        data = scene.data()
        entries = scene.parameters(of: network)
        let network = network
        let entries = entries
        func parameter(_ path: String) -> [Double]? { network.parameter(path).map { Array(entries[$0.range]) } }
        var layers: [ExportLayer] = []
        for (index, layer) in scene.model.stack.enumerated() {
            let part = "stack.\(index)"
            guard let kind = RecurrentKind(layer) else {
                throw .notInTorch(part: part, "\(tool) has no \(layer.cell) cell; it has RNN, LSTM and GRU")
            }
            guard !layer.residual else {
                throw .notInTorch(part: part, "residual: true is not in \(tool)'s recurrent layers")
            }
            do {
                let pattern = try pattern(layer, kind)
                var directions: [ExportLayer.Direction] = []
                for part in layer.parts(at: index) {
                    var states: [String: [Double]] = [:]
                    for state in kind.states { states[state] = parameter("\(part).\(state)0") }
                    directions.append(
                        .init(
                            arrays: try pattern.arrays(hidden: layer.hidden) { parameter("\(part).\($0)") },
                            states: states))
                }
                layers.append(ExportLayer(part: part, kind: kind, layer: layer, directions: directions))
            } catch { throw .notInTorch(part: part, "\(error.words), which is not in \(tool)'s \(kind.rawValue)") }
        }
        self.layers = layers
    }

    func parameter(_ path: String) -> [Double]? { network.parameter(path).map { Array(entries[$0.range]) } }

    /// The readout's matrix as outputs × inputs and its bias; the embedding where that is tied; nil without one.
    var readout: (matrix: DenseMatrix, bias: [Double]?, activation: ReadoutActivation)? {
        if let embedding, scene.model.embedding?.tied == true { return (embedding, nil, .softmax) }
        guard let readout = scene.model.readout, let values = parameter("readout.W_y") else { return nil }
        let matrix = DenseMatrix(rows: readout.size, columns: values.count / readout.size, values: values)
        return (matrix, parameter("readout.b_y"), readout.activation)
    }

    /// E, tokens × width.
    var embedding: DenseMatrix? {
        guard let embedding = scene.model.embedding, let values = parameter("embedding.E") else { return nil }
        return DenseMatrix(rows: embedding.vocabulary.count, columns: embedding.size, values: values)
    }

    /// The numbers of a program that holds them all.
    func checkSize() throws(WeightsError) {
        let numbers = network.parameterCount + data.inputs.count
        guard numbers <= PyTorchScript.largest else {
            throw .notInTorch(
                part: "the network", "its \(numbers) numbers make no readable program; export them as safetensors")
        }
    }

    /// What every tool's layer lacks beside what its arrays say.
    static func refusePeepholes(_ layer: SceneLayer) throws(CannotHold) {
        if layer.cell == LSTM.name, layer.options.peephole != .none {
            throw CannotHold(words: "peephole: \(layer.options.peephole.rawValue)")
        }
    }
}

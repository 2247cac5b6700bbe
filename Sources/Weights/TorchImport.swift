import ExactMath
import Recurrence
import Scenes

/// Makes a scene of the weights of torch's RNN, LSTM or GRU.
///
/// Torch's GRU is a scene's `gru` with `reset: after` and z ↔ 1 − z; its `bias_hh` of n is c_h. All other biases come in
/// pairs that only ever act as their sum, and become that sum.
public struct TorchImport {
    /// `rnn` or `linear`, for modules with one block of rows; nil for rnn.
    public var cell: String?
    /// Of an rnn: tanh or relu; nil for tanh. A file does not say which it was.
    public var activation: Activation?
    /// The path of the module in the file; nil where there is only one.
    public var prefix: String?

    public init(cell: String? = nil, activation: Activation? = nil, prefix: String? = nil) {
        self.cell = cell
        self.activation = activation
        self.prefix = prefix
    }

    /// A title for the scene of a file: the file's name as far as it is plain text.
    public static func title(forFile path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return String(
            String.UnicodeScalarView(name.unicodeScalars.filter(WeightsError.isPlain).prefix(SceneLimits.title)))
    }

    /// A scene, and sentences about what in the file was left out of it.
    public struct Result {
        public var scene: Scene
        public var notes: [String]
    }

    /// The network with the input given, or with one step of zeros; without targets it has no loss.
    ///
    /// Throws a `WeightsError` about the file, or a `SceneError` about the input.
    public func scene(from file: TensorFile, input: ImportInput? = nil, title: String = "") throws -> Result {
        let selection = try TorchSelection(prefix, in: TorchIndex(file))
        let hints = ModelHints(file.metadata)
        var builder = SceneBuilder(hints: hints, options: self)
        for (index, layer) in selection.layers.enumerated() { try builder.add(layer, at: index) }
        var surroundings = Surroundings(of: selection, in: file)
        try builder.addReadout(&surroundings)
        if input.map(\.hasTokens) ?? true { try builder.addEmbedding(&surroundings) }
        if input?.hasTokens == true, builder.embedding == nil {
            throw WeightsError.option(
                "--input",
                "it has tokens, but the file has no \(surroundings.name(of: "embedding.weight")) of their size")
        }
        try checkOptions(selection)

        var scene = builder.scene(inputWidth: selection.inputWidth, title: title)
        try input?.fill(&scene)
        Self.settleFeedback(&scene)
        return Result(scene: scene, notes: surroundings.notes)
    }

    /// What the hints say about feedback holds as far as the sequence allows it.
    private static func settleFeedback(_ scene: inout Scene) {
        guard scene.model.shape == .oneToMany else {
            scene.model.feedback = .output
            return
        }
        guard scene.sequence.targets.isEmpty else { return }
        scene.sequence.length = 1
        // Without targets there is nothing to be forced by.
        if scene.model.feedback == .target { scene.model.feedback = .output }
    }

    private func checkOptions(_ selection: TorchSelection) throws(WeightsError) {
        let plain = selection.layers.filter { $0.cell == .rnn }
        if let cell, plain.isEmpty {
            let found = selection.layers[0].cell
            throw .option(
                "--cell \(cell)",
                "the matrices have \(found.gates.count)·H rows, which makes the cell \(found.rawValue)")
        }
        if let activation, plain.isEmpty || cell == LinearCell.name {
            throw .option("--activation \(activation.rawValue)", "there is no rnn layer to have it")
        }
    }
}

/// Collects layers, their numbers, readout and embedding of an imported scene.
private struct SceneBuilder {
    let hints: ModelHints
    let options: TorchImport
    var stack: [SceneLayer] = []
    var values: [String: ParameterValue] = [:]
    var readout: Readout?
    var embedding: SceneEmbedding?

    init(hints: ModelHints, options: TorchImport) {
        self.hints = hints
        self.options = options
    }

    mutating func add(_ layer: TorchModule.Layer, at index: Int) throws(WeightsError) {
        let isLinear = options.cell.map { $0 == LinearCell.name } ?? (hints.cell(index) == LinearCell.name)
        var cellOptions = CellOptions()
        let cell: String
        switch layer.cell {
        case .rnn where isLinear: cell = LinearCell.name
        case .rnn:
            cell = ElmanCell.name
            let hinted = hints.activation(index).flatMap { $0 == .relu || $0 == .tanh ? $0 : nil }
            cellOptions.activation = options.activation ?? hinted ?? .tanh
        case .gru:
            cell = GRU.name
            cellOptions.reset = .after
        case .lstm: cell = LSTM.name
        }
        var result = SceneLayer(
            cell: cell, options: cellOptions, hidden: layer.hidden, bias: layer.hasBias,
            bidirectional: layer.directions.count == 2)
        if layer.directions.contains(where: { !$0.states.isEmpty }) {
            result.initialState = hints.initialState(index) == .given ? .given : .learned
        }
        stack.append(result)
        for (part, direction) in zip(result.parts(at: index), layer.directions) {
            try add(direction, of: layer, at: part, states: result)
        }
    }

    private mutating func add(
        _ direction: TorchModule.Direction, of layer: TorchModule.Layer, at part: String, states: SceneLayer
    ) throws(WeightsError) {
        let hidden = layer.hidden
        let weightIH = try Self.finite(direction.weightIH)
        let weightHH = try Self.finite(direction.weightHH)
        let zeros = [Double](repeating: -0.0, count: layer.cell.gates.count * hidden)
        let biasIH = try direction.biasIH.map(Self.finite) ?? zeros
        let biasHH = try direction.biasHH.map(Self.finite) ?? zeros
        for (index, gate) in layer.cell.gates.enumerated() {
            func block(_ numbers: [Double], width: Int) -> [Double] {
                let rows = numbers[index * hidden * width..<(index + 1) * hidden * width]
                return gate.isNegated ? rows.map { -$0 } : Array(rows)
            }
            values["\(part).W\(gate.suffix)"] = .matrix(
                block(weightIH, width: layer.inputWidth).map(Number.init), columns: layer.inputWidth)
            values["\(part).U\(gate.suffix)"] = .matrix(
                block(weightHH, width: hidden).map(Number.init), columns: hidden)
            guard layer.hasBias else { continue }
            let outer = block(biasIH, width: 1)
            let inner = block(biasHH, width: 1)
            if gate.hasInnerBias {
                values["\(part).b\(gate.suffix)"] = .vector(outer.map(Number.init))
                values["\(part).c\(gate.suffix)"] = .vector(inner.map(Number.init))
            } else {
                let sums = zip(outer, inner).map { $0 + $1 }
                guard sums.allSatisfy(\.isFinite) else {
                    throw .notFinite(tensor: direction.biasIH?.name ?? direction.biasHH?.name ?? part)
                }
                values["\(part).b\(gate.suffix)"] = .vector(sums.map(Number.init))
            }
        }
        guard states.initialState != .zero else { return }
        for state in states.states {
            let numbers = try direction.states[state].map(Self.finite) ?? [Double](repeating: 0, count: hidden)
            values["\(part).\(state)0"] = .vector(numbers.map(Number.init))
        }
    }

    static func finite(_ tensor: Tensor) throws(WeightsError) -> [Double] {
        let values = try tensor.values()
        guard values.allSatisfy(\.isFinite) else { throw .notFinite(tensor: tensor.name) }
        return values
    }

    mutating func addReadout(_ surroundings: inout Surroundings) throws(WeightsError) {
        guard let weight = surroundings.take("readout.weight", columns: stack.last?.outputWidth ?? 0) else {
            return
        }
        let size = weight.shape[0]
        let bias = surroundings.take("readout.bias", count: size)
        readout = Readout(size: size, activation: hints.readoutActivation ?? .identity, bias: bias != nil)
        values["readout.W_y"] = .matrix(try Self.finite(weight).map(Number.init), columns: weight.shape[1])
        if let bias { values["readout.b_y"] = .vector(try Self.finite(bias).map(Number.init)) }
    }

    mutating func addEmbedding(_ surroundings: inout Surroundings) throws(WeightsError) {
        guard let weight = surroundings.take("embedding.weight", columns: surroundings.inputWidth) else {
            return
        }
        let rows = weight.shape[0]
        let vocabulary = hints.vocabulary(rows: rows) ?? (0..<rows).map(String.init)
        let isTied = hints.isTied && readout == nil && stack.last?.outputWidth == surroundings.inputWidth
        embedding = SceneEmbedding(vocabulary: vocabulary, size: surroundings.inputWidth, tied: isTied)
        values["embedding.E"] = .matrix(try Self.finite(weight).map(Number.init), columns: weight.shape[1])
    }

    /// The scene with one step: zeros, or the first token.
    func scene(inputWidth: Int, title: String) -> Scene {
        var model = SceneModel(
            shape: hints.shape ?? .manyToMany, stack: stack, readout: readout, embedding: embedding,
            feedback: hints.feedback ?? .output, inputWidth: inputWidth)
        if model.shape == .oneToMany, !canFeedBack(model) { model.shape = .manyToMany }
        let zeros = [Number](repeating: Number(0), count: inputWidth)
        let sequence = SceneSequence(source: embedding == nil ? .inputs(zeros) : .tokens([0]))
        return Scene(title: title, model: model, sequence: sequence, values: values)
    }

    private func canFeedBack(_ model: SceneModel) -> Bool {
        let width = embedding.map(\.vocabulary.count) ?? model.inputWidth
        return !stack.contains(where: \.bidirectional) && (model.feedback == .none || model.outputWidth == width)
    }
}

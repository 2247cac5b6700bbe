import ExactMath
import Recurrence
import Scenes

/// Collects layers, their numbers, embedding, readout and decoder of an imported scene.
struct SceneBuilder {
    let hints: ModelHints
    let dialect: Dialect
    /// Whether only the last step is read out.
    var isLastOnly = false
    /// Sentences about what was taken and assumed.
    private(set) var notes: [String] = []
    private(set) var stack: [SceneLayer] = []
    private var values: [String: ParameterValue] = [:]
    private var readout: Readout?
    private var embedding: SceneEmbedding?
    private var decoder: SceneDecoder?

    init(hints: ModelHints, dialect: Dialect) {
        self.hints = hints
        self.dialect = dialect
    }

    // MARK: Layers

    mutating func add(_ layer: FoundLayer, at index: Int, _ options: WeightsImport) throws(WeightsError) {
        let isLinear =
            options.cell.map { $0 == LinearCell.name } ?? (layer.isLinear || hints.cell(index) == LinearCell.name)
        var result = scene(layer, isLinear: isLinear, part: "stack.\(index)", options, hint: hints.activation(index))
        if layer.directions.contains(where: { !$0.states.isEmpty }) {
            let isGiven = layer.hasGivenStates || hints.initialState(index) == .given
            result.initialState = isGiven ? .given : .learned
        }
        stack.append(result)
        for (part, arrays) in zip(result.parts(at: index), layer.directions) { try add(arrays, at: part, of: result) }
    }

    /// A layer of a scene, without its numbers.
    private mutating func scene(
        _ layer: FoundLayer, isLinear: Bool, part: String, _ options: WeightsImport, hint: Activation?
    ) -> SceneLayer {
        var cellOptions = CellOptions()
        var cell = layer.kind.cell
        switch layer.kind {
        case .rnn where isLinear: cell = LinearCell.name
        case .rnn:
            cellOptions.activation = options.activation ?? layer.activation ?? hint ?? .tanh
            if options.activation == nil, layer.activation == nil, hint == nil {
                notes.append("\(part): activation \(dialect.activation); --activation relu takes the other")
            }
        case .gru: cellOptions.reset = layer.directions[0].reset
        case .lstm: if layer.directions[0].hasPeepholes { cellOptions.peephole = .diagonal }
        }
        return SceneLayer(
            cell: cell, options: cellOptions, hidden: layer.hidden, bias: layer.hasBias,
            bidirectional: layer.directions.count == 2)
    }

    private mutating func add(_ arrays: CellArrays, at part: String, of layer: SceneLayer) throws(WeightsError) {
        for (name, matrix) in arrays.matrices { values["\(part).\(name)"] = matrix.parameter }
        for (name, vector) in arrays.vectors {
            if name == "c_h", layer.options.reset == .before { continue }
            guard vector.allSatisfy(\.isFinite) else { throw .notFinite(tensor: arrays.sources.first ?? part) }
            values["\(part).\(name)"] = .vector(vector.map(Number.init))
        }
        guard layer.initialState != .zero else { return }
        for state in arrays.kind.states {
            let numbers = arrays.states[state] ?? [Double](repeating: 0, count: arrays.hidden)
            values["\(part).\(state)0"] = .vector(numbers.map(Number.init))
        }
    }

    // MARK: Around the stack

    mutating func add(_ parts: ModelParts) throws(WeightsError) {
        let isTied =
            parts.embedding.flatMap { embedding in
                parts.readout.map { ModelParts.isSame(embedding.matrix, $0.matrix) }
            } ?? false
        if let part = parts.embedding {
            try addEmbedding(part, isTied: isTied && parts.readout?.matrix.bias == nil || isHintedTied(parts))
        }
        if let part = parts.readout, embedding?.tied != true {
            try addReadout(part)
            if isTied {
                notes.append(
                    "the readout has the embedding's numbers and a bias, so the scene keeps them twice, and their gradients apart"
                )
            }
        }
        noteOwnMatrix(parts)
    }

    /// A program that multiplies by the embedding's matrix has no array for it.
    private mutating func noteOwnMatrix(_ parts: ModelParts) {
        guard parts.readout == nil, parts.hasNone, let matrix = parts.embedding?.matrix, embedding?.tied != true,
            matrix.width == stack.last?.outputWidth
        else { return }
        let name = WeightsError.plain(matrix.path.isEmpty ? matrix.weight.name : matrix.path)
        notes.append(
            "the file has no readout; where the program reads out with the embedding's own matrix, "
                + "--embedding \(name) --readout \(name) takes it so")
    }

    private func isHintedTied(_ parts: ModelParts) -> Bool {
        hints.isTied && parts.readout == nil && stack.last?.outputWidth == parts.embedding?.matrix.width
    }

    private mutating func addEmbedding(_ part: ModelParts.Part, isTied: Bool) throws(WeightsError) {
        let matrix = part.matrix
        let vocabulary = hints.vocabulary(rows: matrix.tokens)
        try setEmbedding(DenseMatrix(matrix.weight, isTransposed: false), vocabulary: vocabulary, isTied: isTied)
        let tied = isTied ? "; tied: y = softmax(E h)" : ""
        let names = vocabulary == nil ? ", tokens called by their numbers" : ""
        notes.append(
            "embedding: \(matrix.tokens) × \(matrix.width) from \(WeightsError.quoted(matrix.weight.name)), \(part.reason)\(names)\(tied)"
        )
    }

    mutating func setEmbedding(_ matrix: DenseMatrix, vocabulary: [String]?, isTied: Bool) throws(WeightsError) {
        guard matrix.rows <= SceneLimits.width else { throw .tooLarge("tokens", matrix.rows, limit: SceneLimits.width) }
        embedding = SceneEmbedding(
            vocabulary: vocabulary ?? (0..<matrix.rows).map(String.init), size: matrix.columns, tied: isTied)
        values["embedding.E"] = matrix.parameter
    }

    private mutating func addReadout(_ part: ModelParts.Part) throws(WeightsError) {
        let matrix = part.matrix
        let names = matrix.sources.map { WeightsError.quoted($0) }.joined(separator: ", ")
        let isVocabulary = embedding?.vocabulary.count == matrix.outputs
        let activation = hints.readoutActivation ?? matrix.activation ?? (isVocabulary ? .softmax : .identity)
        try setReadout(
            DenseMatrix(matrix.weight, isTransposed: matrix.isTransposed), bias: try matrix.bias?.finiteValues(),
            activation)
        notes.append("readout: \(matrix.inputs) → \(matrix.outputs) from \(names), \(part.reason)")
        if isVocabulary, hints.readoutActivation == nil, matrix.activation == nil {
            notes.append(
                "readout: softmax, since it gives a number for each token of the embedding; the file does not say it")
        }
    }

    mutating func setReadout(_ matrix: DenseMatrix, bias: [Double]?, _ activation: ReadoutActivation)
        throws(WeightsError)
    {
        guard matrix.rows <= SceneLimits.width else {
            throw .tooLarge("outputs", matrix.rows, limit: SceneLimits.width)
        }
        readout = Readout(size: matrix.rows, activation: activation, bias: bias != nil)
        values["readout.W_y"] = matrix.parameter
        if let bias { values["readout.b_y"] = .vector(bias.map(Number.init)) }
    }

    /// A decoder, which starts at the encoder's last state.
    mutating func setDecoder(_ arrays: CellArrays, activation: Activation?) throws(WeightsError) {
        let found = FoundLayer(directions: [arrays], activation: activation)
        let layer = scene(found, isLinear: false, part: "decoder", WeightsImport(), hint: nil)
        decoder = SceneDecoder(layer: layer)
        try add(arrays, at: "decoder", of: layer)
    }

    mutating func note(_ sentence: String) { notes.append(sentence) }

    // MARK: The scene

    /// The scene with one step: zeros, or the first token.
    func scene(inputWidth: Int, title: String) -> Scene {
        var model = SceneModel(
            shape: decoder != nil ? .seq2seq : hints.shape ?? (isLastOnly ? .manyToOne : .manyToMany), stack: stack,
            readout: readout, embedding: embedding, decoder: decoder, feedback: hints.feedback ?? .output,
            inputWidth: inputWidth)
        if model.shape == .oneToMany, !canFeedBack(model) { model.shape = .manyToMany }
        let zeros = [Number](repeating: Number(0), count: inputWidth)
        var sequence = SceneSequence(source: embedding == nil ? .inputs(zeros) : .tokens([0]))
        if decoder != nil {
            sequence.length = 1
            model.feedback = readout?.activation == .softmax ? .argmax : .output
        }
        return Scene(title: title, model: model, sequence: sequence, values: values)
    }

    private func canFeedBack(_ model: SceneModel) -> Bool {
        let width = embedding.map(\.vocabulary.count) ?? model.inputWidth
        return !stack.contains(where: \.bidirectional) && (model.feedback == .none || model.outputWidth == width)
    }

    /// What the hints say about feedback holds as far as the sequence allows it.
    func settleFeedback(_ scene: inout Scene) {
        switch scene.model.shape {
        case .oneToMany where scene.sequence.targets.isEmpty:
            scene.sequence.length = scene.sequence.length ?? 1
            // Without targets there is nothing to be forced by.
            if scene.model.feedback == .target { scene.model.feedback = .output }
        case .oneToMany, .seq2seq: return
        default: scene.model.feedback = .output
        }
    }
}

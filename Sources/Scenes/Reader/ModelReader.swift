import ExactMath
import Recurrence

/// Reads `model` as far as it can be known before the sequence is, and remembers where each part stands.
struct ModelReader {
    var model = SceneModel(stack: [], inputWidth: 0)
    let fields: Fields
    /// The cells that a layer may have.
    private let cells: [any Cell.Type]
    private(set) var layers: [Fields] = []
    private(set) var readout: Fields?
    private(set) var embedding: Fields?
    private(set) var decoder: Fields?
    private(set) var attention: Fields?
    private(set) var lossNode: DocumentNode?

    /// - Parameter scene: the keys of the whole scene, `loss` and `reduction` among them.
    init(_ node: DocumentNode, scene: Fields, cells: [any Cell.Type]) throws(Misfit) {
        self.cells = cells
        fields = try Fields(
            node, of: "model", known: ["shape", "stack", "readout", "embedding", "decoder", "feedback"])
        if let loss = scene["loss"] {
            lossNode = loss
            model.loss = try loss.word(of: "loss")
        }
        if let reduction = scene["reduction"] {
            model.reduction = try reduction.word(of: "reduction")
            guard model.loss != .none else {
                throw Misfit(.keyNeeds("reduction", "a loss"), at: scene.key("reduction") ?? reduction)
            }
        }
        if let shape = fields["shape"] { model.shape = try shape.word(of: "shape") }
        try readStack()
        if let node = fields["readout"] { try readReadout(node) }
        if let node = fields["embedding"] { try readEmbedding(node) }
        try readDecoder()
        try readFeedback()
        try checkOutput()
        if model.embedding != nil { try checkWidths(inputWidth: model.embedding?.size ?? 0) }
    }

    private mutating func readStack() throws(Misfit) {
        let stack = try fields.required("stack")
        // Those inside a feed-forward cell count too.
        var count = 0
        for node in try stack.list(of: "stack", expected: "a list of layers") {
            let place = "stack.\(layers.count)"
            let fields = try Fields(node, of: place, known: LayerKeys.all)
            let layer = try layer(fields, place: place)
            count += layer.options.widths.count + 1
            guard count <= SceneLimits.layers else { throw Misfit(.tooManyLayers(limit: SceneLimits.layers), at: node) }
            model.stack.append(layer)
            layers.append(fields)
        }
        guard !layers.isEmpty else { throw Misfit(.noLayers, at: stack) }
        guard model.shape == .oneToMany else { return }
        for (layer, fields) in zip(model.stack, layers) where layer.bidirectional {
            throw Misfit(.bidirectionalOneToMany, at: fields.key("bidirectional") ?? fields.node)
        }
    }

    /// A layer of the stack, or a decoder's cell.
    private func layer(_ fields: Fields, place: String) throws(Misfit) -> SceneLayer {
        let cellNode = try fields.required("cell")
        let name = try cellNode.string(of: "cell", limit: 100)
        guard let cell = cells.first(where: { $0.name == name }) else {
            throw Misfit(.unknownWord(of: "cell", found: name, known: cells.map { $0.name }), at: cellNode)
        }
        for option in CellOption.allCases where !cell.options.contains(option) {
            guard let key = fields.key(option.rawValue) else { continue }
            let takers = cells.filter { $0.options.contains(option) }.map { $0.name }
            throw Misfit(.optionOfOtherCell(option.rawValue, cell: name, takers: takers), at: key)
        }
        var layer = SceneLayer(
            cell, hidden: try fields.required("hidden").integer(of: "hidden", in: 1...SceneLimits.hidden))
        if let node = fields["activation"] { layer.options.activation = try node.word(of: "activation") }
        if let node = fields["reset"] { layer.options.reset = try node.word(of: "reset") }
        if let node = fields["peephole"] { layer.options.peephole = try node.word(of: "peephole") }
        if let node = fields["widths"] {
            for width in try node.list(of: "widths", expected: "a list of widths") {
                guard layer.options.widths.count < SceneLimits.layers else {
                    throw Misfit(.tooManyLayers(limit: SceneLimits.layers), at: width)
                }
                layer.options.widths.append(try width.integer(of: "a width", in: 1...SceneLimits.hidden))
            }
        }
        if let node = fields["bias"] { layer.bias = try node.boolean(of: "bias") }
        if let node = fields["initial_state"] { layer.initialState = try node.word(of: "initial_state") }
        if let node = fields["bidirectional"] { layer.bidirectional = try node.boolean(of: "bidirectional") }
        if let node = fields["residual"] { layer.residual = try node.boolean(of: "residual") }
        return layer
    }

    private mutating func readReadout(_ node: DocumentNode) throws(Misfit) {
        let fields = try Fields(node, of: "readout", known: ["size", "activation", "bias"])
        var readout = Readout(
            size: try fields.required("size").integer(of: "size", in: 1...SceneLimits.width))
        if let node = fields["activation"] { readout.activation = try node.word(of: "activation") }
        if let node = fields["bias"] { readout.bias = try node.boolean(of: "bias") }
        model.readout = readout
        self.readout = fields
    }

    private mutating func readEmbedding(_ node: DocumentNode) throws(Misfit) {
        let fields = try Fields(node, of: "embedding", known: ["vocabulary", "size", "tied"])
        let list = try fields.required("vocabulary")
        var vocabulary: [String] = []
        var seen: Set<String> = []
        for item in try list.list(of: "vocabulary", expected: "a list of tokens") {
            let token = try item.string(of: "a token", limit: SceneLimits.token)
            guard seen.insert(token).inserted else { throw Misfit(.repeatedToken(token), at: item) }
            guard vocabulary.count < SceneLimits.width else {
                throw Misfit(.tooManyTokens(limit: SceneLimits.width), at: item)
            }
            vocabulary.append(token)
        }
        guard !vocabulary.isEmpty else { throw Misfit(.noTokens, at: list) }
        var embedding = SceneEmbedding(
            vocabulary: vocabulary, size: try fields.required("size").integer(of: "size", in: 1...SceneLimits.width))
        if let node = fields["tied"] { embedding.tied = try node.boolean(of: "tied") }
        model.embedding = embedding
        self.embedding = fields
    }

    private mutating func readDecoder() throws(Misfit) {
        guard let node = fields["decoder"] else {
            guard model.shape != .seq2seq else { throw Misfit(.decoderMissing, at: fields.node) }
            return
        }
        guard model.shape == .seq2seq else {
            throw Misfit(.decoderOutside(shape: model.shape.rawValue), at: fields.key("decoder") ?? node)
        }
        let fields = try Fields(node, of: "decoder", known: LayerKeys.all + ["start", "attention"])
        for key in LayerKeys.ofStackOnly {
            if let node = fields.key(key) { throw Misfit(.notInDecoder(key), at: node) }
        }
        var decoder = SceneDecoder(layer: try layer(fields, place: "decoder"))
        if let node = fields["start"] { decoder.start = try node.word(of: "start") }
        if let node = fields["attention"] {
            let attention = try Fields(node, of: "attention", known: ["size"])
            decoder.attention = try attention.required("size").integer(of: "size", in: 1...SceneLimits.hidden)
            self.attention = attention
        }
        if decoder.start == .encoder {
            let width = model.stack.last?.outputWidth ?? 0
            guard decoder.layer.hidden == width else {
                throw Misfit(
                    .decoderStartWidths(decoder: decoder.layer.hidden, encoder: width),
                    at: fields["hidden"] ?? node)
            }
            guard decoder.layer.initialState == .zero else {
                throw Misfit(
                    .decoderStateUnused(decoder.layer.initialState.rawValue),
                    at: fields["initial_state"] ?? node)
            }
        }
        model.decoder = decoder
        self.decoder = fields
    }

    private mutating func readFeedback() throws(Misfit) {
        model.feedback = model.shape == .seq2seq ? .target : .output
        guard let node = fields["feedback"] else { return }
        let feedback: Feedback = try node.word(of: "feedback")
        switch model.shape {
        case .oneToMany: break
        case .seq2seq: if feedback == .none { throw Misfit(.feedbackNone, at: node) }
        default:
            throw Misfit(.feedbackDoesNotApply(shape: model.shape.rawValue), at: fields.key("feedback") ?? node)
        }
        model.feedback = feedback
    }

    /// What the output is made of: a tied embedding or a readout, with the activation that the loss presupposes.
    private func checkOutput() throws(Misfit) {
        let isTied = model.embedding?.tied == true
        if let embedding = model.embedding, isTied {
            if model.readout != nil { throw Misfit(.tiedWithReadout, at: fields.key("readout") ?? fields.node) }
            guard model.topWidth == embedding.size else {
                throw Misfit(
                    .tiedWidths(top: model.topWidth, size: embedding.size),
                    at: self.embedding?["size"] ?? fields.node)
            }
        }
        guard let needed = model.loss.logitActivation else { return }
        let found = isTied ? .softmax : model.readout?.activation
        guard found == needed else {
            let tied = isTied ? self.embedding?["tied"] : nil
            throw Misfit(
                .lossWithoutActivation(
                    loss: model.loss.rawValue, needed: needed.rawValue, found: found?.rawValue, isTied: isTied),
                at: tied ?? readout?["activation"] ?? readout?.node ?? lossNode ?? fields.node)
        }
    }

    /// The checks that need the width of an input: residual layers and outputs that come back as inputs.
    func checkWidths(inputWidth: Int) throws(Misfit) {
        var width = inputWidth
        for (i, layer) in model.stack.enumerated() {
            if layer.residual, layer.outputWidth != width {
                throw Misfit(
                    .residualWidths(layer: i, input: width, output: layer.outputWidth, hidden: layer.hidden),
                    at: layers[i].key("residual") ?? layers[i].node)
            }
            width = layer.outputWidth
        }
        guard model.feedsBack else { return }
        let back = model.outputWidth
        let feedback = fields["feedback"] ?? fields["shape"] ?? fields.node
        if let embedding = model.embedding {
            guard back == embedding.vocabulary.count || model.shape == .seq2seq else {
                throw Misfit(.feedbackVocabulary(output: back, vocabulary: embedding.vocabulary.count), at: feedback)
            }
        } else if model.shape == .oneToMany, back != inputWidth {
            throw Misfit(.feedbackWidths(output: back, input: inputWidth), at: feedback)
        }
    }
}

/// The keys of a layer in a scene file.
enum LayerKeys {
    static let ofStackOnly = ["bidirectional", "residual"]
    static let all =
        ["cell", "hidden"] + CellOption.allCases.map(\.rawValue) + ["bias", "initial_state"] + ofStackOnly
}

import ExactMath
import Recurrence

extension Scene {
    /// Reads a scene from YAML or JSON text.
    ///
    /// - Parameters:
    ///   - file: the name that errors begin with; `-` for standard input.
    ///   - cells: those that a layer may have.
    public init(text: String, file: String, cells: [any Cell.Type] = Cells.all) throws(SceneError) {
        try self.init(bytes: Array(text.utf8), file: file, cells: cells)
    }

    /// Reads a scene from the bytes of a file; the file is not trusted.
    public init(bytes: [UInt8], file: String, cells: [any Cell.Type] = Cells.all) throws(SceneError) {
        do {
            self = try SceneReader(DocumentReader.read(bytes).root, cells: cells).scene()
        } catch {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }
}

/// Puts a scene together from its document, part by part.
struct SceneReader {
    private let fields: Fields
    private let cells: [any Cell.Type]

    init(_ root: DocumentNode, cells: [any Cell.Type]) throws(Misfit) {
        self.cells = cells
        fields = try Fields(
            root, of: "the scene",
            known: [
                "unfold", "title", "notes", "arithmetic", "model", "sequence", "loss", "reduction", "parameters",
                "training",
            ])
        let version = try fields.required("unfold")
        guard version.isScalar, version.text == "1" else { throw Misfit(.unknownVersion(version.summary), at: version) }
    }

    func scene() throws(Misfit) -> Scene {
        let title = try fields["title"].map { node throws(Misfit) in
            try node.string(of: "title", limit: SceneLimits.title)
        }
        let notes = try fields["notes"].map { node throws(Misfit) in
            try node.string(of: "notes", limit: SceneLimits.notes, lines: true)
        }
        let arithmetic: Arithmetic =
            try fields["arithmetic"].map { node throws(Misfit) in
                try node.word(of: "arithmetic")
            } ?? .double
        var model = try ModelReader(fields.required("model"), scene: fields, cells: cells)
        if arithmetic == .rational { try RationalCheck.check(model) }
        var sequence = try SequenceReader(fields.required("sequence"), model: model)
        let source = try sequence.readSource()
        model.model.inputWidth = sequence.inputWidth
        if model.model.embedding == nil { try model.checkWidths(inputWidth: sequence.inputWidth) }
        var scene = Scene(
            title: title ?? "", notes: notes, arithmetic: arithmetic, model: model.model,
            sequence: try sequence.read(source: source))
        let network = try network(of: scene)
        try readParameters(of: network, into: &scene)
        if let node = fields["training"] { scene.training = try TrainingReader.read(node, of: scene, network) }
        return scene
    }

    /// The network, within the limits.
    private func network(of scene: Scene) throws(Misfit) -> Network {
        let network = scene.network()
        let trace = 2 * network.nodes.reduce(0) { $0 + $1.width * $1.storedSteps.count }
        guard trace <= SceneLimits.traceNumbers else {
            throw Misfit(
                .traceTooLarge(found: trace, limit: SceneLimits.traceNumbers), at: fields["sequence"] ?? fields.node)
        }
        if scene.arithmetic == .rational {
            // A fraction takes about a machine word more at every step, so that on the average half of the last ones' length is there.
            let steps = network.nodes.map(\.steps.upperBound).max() ?? 0
            let megabytes = trace * steps / 2 * MemoryLayout<UInt64>.size / 1_000_000
            guard megabytes <= SceneLimits.fractionMegabytes else {
                throw Misfit(
                    .fractionsTooLarge(megabytes: megabytes, limit: SceneLimits.fractionMegabytes),
                    at: fields["sequence"] ?? fields.node)
            }
        }
        guard network.parameterCount <= SceneLimits.parameters else {
            throw Misfit(
                .tooManyParameters(found: network.parameterCount, limit: SceneLimits.parameters),
                at: fields["model"] ?? fields.node)
        }
        return network
    }

    private func readParameters(of network: Network, into scene: inout Scene) throws(Misfit) {
        let reader = ParametersReader(network: network)
        guard let node = fields["parameters"] else {
            return try reader.check([:], initialization: nil, at: fields.node)
        }
        let fields = try Fields(node, of: "parameters", known: ["initialize", "values"])
        if let node = fields["initialize"] { scene.initialization = try ParametersReader.readInitialization(node) }
        if let node = fields["values"] { scene.values = try reader.readValues(node) }
        try reader.check(
            scene.values, initialization: scene.initialization, at: fields["values"] ?? node)
    }
}

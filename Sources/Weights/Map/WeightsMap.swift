import ExactMath
import Recurrence
import Scenes
import Wording

/// A file that says what the arrays of a file of weights are, for names that no dialect knows.
///
///     unfold-map: 1
///     parts:
///       embedding: {E: enc_emb, vocabulary: [a, b]}
///       stack.0: {cell: gru, reset: after, W: w_ih, U: w_hh, b: [b_ih, b_hh], order: [r, z, n], z: keep}
///       decoder: {cell: gru, …, embedding: dec_emb}
///       readout: {W: fc_w, b: fc_b, activation: softmax}
///
/// `order` names the blocks of rows in the tool's letters, `z: keep` says that z multiplies the old state, `transpose: true`
/// that first indices count inputs, `peephole` names V_i, V_f, V_o. Two biases add up, but for a GRU with `reset: after` the
/// second one of the new state is c_h. A decoder's `embedding` is folded into its W, since a decoder reads one-hot classes.
public struct WeightsMap {
    private let file: String
    private let parts: [(key: DocumentNode, value: DocumentNode)]

    /// Reads a map's bytes; `file` is the name that errors give.
    public init(_ bytes: [UInt8], file: String) throws {
        self.file = file
        do {
            let document = try DocumentReader.read(bytes)
            let fields = try Fields(document.root, of: "the map", known: ["unfold-map", "parts"])
            let version = try fields.required("unfold-map")
            guard version.isScalar, version.text == "1" else {
                throw MapError(
                    file: file, position: version.position,
                    words: "unfold-map is \(version.summary); this program reads format version 1")
            }
            let parts = try fields.required("parts")
            guard parts.kind == .mapping else {
                throw Misfit(.wrongKind(of: "parts", found: parts.summary, expected: "a mapping of parts"), at: parts)
            }
            self.parts = parts.pairs
        } catch let error as Misfit {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }

    /// The network that the map makes of the file's arrays.
    ///
    /// Throws a `MapError` or `SceneError` about the map, a `WeightsError` about the file, a `SceneError` about the input.
    public func scene(from tensors: TensorFile, input: ImportInput? = nil, title: String = "") throws
        -> WeightsImport.Result
    {
        do {
            var reader = MapReader(tensors, file: file)
            try reader.read(parts)
            return try reader.result(input: input, title: title, end: parts.first?.key.position ?? .start)
        } catch let error as Misfit {
            throw SceneError(file: file, position: error.position, fact: error.fact)
        }
    }
}

/// Reads the parts of a map against the arrays of a file.
private struct MapReader {
    private let tensors: TensorFile
    private let file: String
    private var builder = SceneBuilder(hints: ModelHints([:]), dialect: .torch)
    private var layers: [Int: [String: (arrays: CellArrays, isLinear: Bool, activation: Activation?)]] = [:]
    private var decoder: (arrays: CellArrays, activation: Activation?)?
    private var embedding: (matrix: DenseMatrix, vocabulary: [String]?, tied: Bool)?
    private var readout: (matrix: DenseMatrix, bias: [Double]?, activation: ReadoutActivation, node: DocumentNode)?
    private var positions: [String: TextLocation] = [:]
    private var used: Set<String> = []
    private var notes: [String] = []

    init(_ tensors: TensorFile, file: String) {
        self.tensors = tensors
        self.file = file
    }

    private func error(_ words: String, at node: DocumentNode) -> MapError {
        MapError(file: file, position: node.position, words: words)
    }

    mutating func read(_ parts: [(key: DocumentNode, value: DocumentNode)]) throws {
        for (key, value) in parts {
            let path = key.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            switch path.first {
            case "embedding" where path.count == 1: try readEmbedding(value)
            case "readout" where path.count == 1: try readReadout(value)
            case "decoder" where path.count == 1:
                let layer = try cell(value, of: "the decoder", isDecoder: true)
                decoder = (layer.arrays, layer.activation)
            case "stack" where (2...3).contains(path.count):
                let way = path.count == 3 ? path[2] : "forward"
                guard let index = Int(path[1]), (0..<SceneLimits.layers).contains(index), path[1] == "\(index)",
                    ["forward", "backward"].contains(way)
                else {
                    throw error(
                        "the part \(Words.quote(key.text)) is not known; layers are stack.0, stack.1, or stack.0.forward and stack.0.backward",
                        at: key)
                }
                guard layers[index]?[way] == nil else {
                    throw error(
                        "\(Words.quote(key.text)) stands there already, as stack.\(index) or stack.\(index).forward; one of them would fit",
                        at: key)
                }
                layers[index, default: [:]][way] = try cell(value, of: key.text, isDecoder: false)
            default:
                throw error(
                    "the part \(Words.quote(key.text)) is not known; the parts are embedding, stack.0, stack.1, …, decoder and readout",
                    at: key)
            }
        }
    }

    // MARK: Arrays

    /// The array that a node names.
    private mutating func tensor(_ node: DocumentNode, for what: String) throws -> Tensor {
        guard node.isScalar, !node.isNull else {
            throw error("\(what) is \(node.summary), needs the name of an array", at: node)
        }
        guard let tensor = tensors[node.text] else {
            let names = tensors.tensors.map(\.name)
            let help =
                Spelling.nearest(to: node.text, among: names).map { "did you mean \(WeightsError.quoted($0))?" }
                ?? "the file has \(names.prefix(6).map { WeightsError.quoted($0) }.joined(separator: ", "))\(names.count > 6 ? " and \(names.count - 6) more" : "")"
            throw error("the file has no array \(Words.quote(node.text)); \(help)", at: node)
        }
        positions[tensor.name] = node.position
        used.insert(tensor.name)
        return tensor
    }

    /// A matrix as outputs × inputs, or tokens × width.
    private mutating func matrix(_ node: DocumentNode, for what: String, isTransposed: Bool) throws -> DenseMatrix {
        let tensor = try tensor(node, for: what)
        guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }) else {
            throw error(
                "\(WeightsError.quoted(tensor.name)) has the shape \(tensor.shape), needs two dimensions for \(what)",
                at: node)
        }
        return try placed { () throws(WeightsError) in try DenseMatrix(tensor, isTransposed: isTransposed) }
    }

    /// Runs what reads arrays; an error about one is one about the place in the map that names it.
    private func placed<R>(_ body: () throws(WeightsError) -> R) throws -> R {
        do {
            return try body()
        } catch {
            let name: String? =
                switch error {
                case .tensor(let name, _), .notFinite(let name), .elementType(let name, _): name
                default: nil
                }
            guard let name, let position = positions[name] else { throw error }
            throw MapError(file: file, position: position, words: error.description)
        }
    }

    // MARK: Embedding and readout

    private mutating func readEmbedding(_ node: DocumentNode) throws {
        let fields = try Fields(node, of: "the embedding", known: ["E", "vocabulary", "transpose", "tied"])
        let isTransposed = try fields["transpose"].map { try $0.boolean(of: "transpose") } ?? false
        let matrix = try matrix(try fields.required("E"), for: "E", isTransposed: isTransposed)
        var words: [String]?
        if let vocabulary = fields["vocabulary"] {
            var list: [String] = []
            for item in try vocabulary.list(of: "the vocabulary", expected: "a list of tokens") {
                list.append(try item.string(of: "a token", limit: SceneLimits.token))
            }
            guard list.count == matrix.rows else {
                throw error("the vocabulary has \(list.count) tokens, but E has \(matrix.rows) rows", at: vocabulary)
            }
            if let twice = Dictionary(grouping: list, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
                throw error("the token \(Words.quote(twice)) stands in the vocabulary twice", at: vocabulary)
            }
            words = list
        }
        embedding = (matrix, words, try fields["tied"].map { try $0.boolean(of: "tied") } ?? false)
        notes.append("embedding: \(matrix.rows) × \(matrix.columns), as the map says")
    }

    private mutating func readReadout(_ node: DocumentNode) throws {
        let fields = try Fields(node, of: "the readout", known: ["W", "b", "activation", "transpose"])
        let isTransposed = try fields["transpose"].map { try $0.boolean(of: "transpose") } ?? false
        let matrix = try matrix(try fields.required("W"), for: "W", isTransposed: isTransposed)
        var bias: [Double]?
        if let node = fields["b"], !node.isNull {
            let tensor = try tensor(node, for: "b")
            guard tensor.isVector(of: matrix.rows) else {
                throw error(
                    "\(WeightsError.quoted(tensor.name)) has the shape \(tensor.shape), needs [\(matrix.rows)] as the b beside its W",
                    at: node)
            }
            bias = try placed { () throws(WeightsError) in try tensor.finiteValues() }
        }
        let activation: ReadoutActivation = try fields["activation"].map { try $0.word(of: "activation") } ?? .identity
        readout = (matrix, bias, activation, try fields.required("W"))
        notes.append("readout: \(matrix.columns) → \(matrix.rows), \(activation.rawValue), as the map says")
    }

    // MARK: Cells

    private enum MapCell: String, CaseIterable { case rnn, linear, gru, lstm }
    private enum UpdateGate: String, CaseIterable { case keep, renew }

    private mutating func cell(
        _ node: DocumentNode, of place: String, isDecoder: Bool
    ) throws -> (arrays: CellArrays, isLinear: Bool, activation: Activation?) {
        let known =
            ["cell", "reset", "W", "U", "b", "order", "z", "transpose", "peephole", "activation", "h0", "c0"]
            + (isDecoder ? ["embedding"] : [])
        let fields = try Fields(node, of: place, known: known)
        let word: MapCell = try fields.required("cell").word(of: "cell")
        let kind: RecurrentKind = word == .lstm ? .lstm : word == .gru ? .gru : .rnn
        var pattern = CellPattern(
            kind: kind, gates: .single, input: .stacked("W"), recurrent: .stacked("U"),
            biases: [.outer(.stacked("b")), .recurrent(.stacked("b2"))])
        pattern.gates = try gates(kind, fields, place)
        pattern.isTransposed = try fields["transpose"].map { try $0.boolean(of: "transpose") } ?? false
        try only("reset", .gru, kind, fields)
        try only("z", .gru, kind, fields)
        try only("peephole", .lstm, kind, fields)
        try only("c0", .lstm, kind, fields)
        try only("activation", .rnn, kind, fields)
        pattern.reset = try fields["reset"].map { try $0.word(of: "reset") } ?? .before
        var found: [String: Tensor] = [
            "W": try tensor(try fields.required("W"), for: "W"), "U": try tensor(try fields.required("U"), for: "U"),
        ]
        try addBiases(fields, &pattern, &found)
        if let peephole = fields["peephole"] {
            let names = Array(try peephole.list(of: "peephole", expected: "the names of V_i, V_f and V_o"))
            guard names.count == 3 else {
                throw error("peephole has \(names.count) names, needs three: V_i, V_f and V_o", at: peephole)
            }
            pattern.peepholes = ["V_i", "V_f", "V_o"]
            for (letter, name) in zip(pattern.peepholes, names) { found[letter] = try tensor(name, for: letter) }
        }
        if isDecoder, let node = fields["embedding"] {
            let table = try matrix(node, for: "the decoder's embedding", isTransposed: false)
            try fold(table, into: &found, pattern, node)
        }
        var arrays = try placed { () throws(WeightsError) in try CellArrays(pattern) { found[$0] } }
        for state in ["h", "c"] {
            guard let node = fields[state + "0"] else { continue }
            let tensor = try tensor(node, for: state + "0")
            guard tensor.isVector(of: arrays.hidden) else {
                throw error(
                    "\(WeightsError.quoted(tensor.name)) has the shape \(tensor.shape), needs [\(arrays.hidden)] as \(state)0",
                    at: node)
            }
            arrays.states[state] = try placed { () throws(WeightsError) in try tensor.finiteValues() }
        }
        let activation: Activation? = try fields["activation"].map { try $0.word(of: "activation") }
        if word == .rnn, activation == nil { notes.append("\(place): activation tanh, since the map does not say it") }
        notes.append("\(place): \(word.rawValue), \(arrays.inputWidth) → \(arrays.hidden), as the map says")
        return (arrays, word == .linear, activation ?? (kind == .rnn ? .tanh : nil))
    }

    private func only(_ key: String, _ kind: RecurrentKind, _ found: RecurrentKind, _ fields: Fields) throws {
        guard let node = fields.key(key), kind != found else { return }
        throw error("\(Words.quote(key)) is for the cell \(kind.rawValue), not for \(found.rawValue)", at: node)
    }

    /// The blocks of rows in a scene's letters.
    private func gates(_ kind: RecurrentKind, _ fields: Fields, _ place: String) throws -> [CellPattern.Gate] {
        guard kind != .rnn else {
            if let node = fields.key("order") {
                throw error("'order' is for the cells gru and lstm, which have several blocks of rows", at: node)
            }
            return .single
        }
        let letters: [String: String] =
            kind == .lstm
            ? ["i": "_i", "f": "_f", "g": "_c", "c": "_c", "o": "_o"]
            : ["r": "_r", "z": "_z", "u": "_z", "n": "_h", "h": "_h"]
        let expected = kind == .lstm ? "i, f, g (or c) and o" : "r, z and n (or h)"
        let node = try fields.required("order")
        let keeps = try fields["z"].map { (try $0.word(of: "z") as UpdateGate) == .keep } ?? false
        let gates = try node.list(of: "order", expected: "a list of \(expected)").map { item in
            guard item.isScalar, let suffix = letters[item.text] else {
                throw error("order has \(item.summary), needs \(expected)", at: item)
            }
            return CellPattern.Gate(suffix: suffix, isNegated: suffix == "_z" && keeps)
        }
        guard Set(gates.map(\.suffix)) == Set(kind.suffixes), gates.count == kind.suffixes.count else {
            throw error("order has \(gates.count) letters, needs \(expected), each once", at: node)
        }
        return gates
    }

    private mutating func addBiases(_ fields: Fields, _ pattern: inout CellPattern, _ found: inout [String: Tensor])
        throws
    {
        guard let node = fields["b"], !node.isNull else { return }
        guard node.kind == .sequence else {
            let tensor = try tensor(node, for: "b")
            found["b"] = tensor
            // Two rows in one array: Keras' GRU with reset_after.
            if tensor.shape.count == 2, tensor.shape[0] == 2 { pattern.biases = [.rows("b")] }
            return
        }
        let names = Array(node.children)
        guard (1...2).contains(names.count) else {
            throw error("b has \(names.count) names, needs one or two", at: node)
        }
        for (key, name) in zip(["b", "b2"], names) { found[key] = try tensor(name, for: "b") }
    }

    /// W Eᵀ: what a decoder's W does to the row of its embedding that a class stands for.
    private mutating func fold(
        _ table: DenseMatrix, into found: inout [String: Tensor], _ pattern: CellPattern, _ node: DocumentNode
    ) throws {
        guard let w = found["W"], w.shape.count == 2 else { return }
        let matrix = try placed { () throws(WeightsError) in try DenseMatrix(w, isTransposed: pattern.isTransposed) }
        guard matrix.columns == table.columns else {
            throw error(
                "the embedding's rows have \(table.columns) numbers, but the decoder's W reads \(matrix.columns)",
                at: node)
        }
        let product = matrix * table.transposed
        let shaped = pattern.isTransposed ? product.transposed : product
        found["W"] = Tensor(name: w.name, shape: [shaped.rows, shaped.columns], computed: shaped.values)
        notes.append(
            "decoder: its embedding of \(table.rows) classes is folded into its W, since it reads classes as one-hot vectors"
        )
    }

    /// Where a decoder's classes are as many as the encoder's tokens, a scene would feed them through the encoder's embedding;
    /// that is folded into its W then, and tokens are one-hot inputs.
    private mutating func foldEncoderEmbedding(_ scene: inout Scene) throws(MapError) {
        guard decoder != nil, let embedding, embedding.matrix.rows == scene.model.outputWidth,
            case .tokens(let tokens) = scene.sequence.source
        else { return }
        let size = embedding.matrix.rows
        for part in ["stack.0", "stack.0.forward", "stack.0.backward"] {
            for suffix in ["", "_i", "_f", "_c", "_o", "_r", "_z", "_h"] {
                guard let w = scene.values["\(part).W\(suffix)"] else { continue }
                let matrix = DenseMatrix(rows: w.rows, columns: w.columns, values: w.numbers.map(\.double))
                let product = matrix * embedding.matrix.transposed
                guard product.values.allSatisfy(\.isFinite) else {
                    throw MapError(
                        file: file, position: .start,
                        words: "the embedding folded into \(part).W\(suffix) is not finite, needs smaller numbers")
                }
                scene.values["\(part).W\(suffix)"] = product.parameter
            }
        }
        scene.values["embedding.E"] = nil
        scene.model.embedding = nil
        scene.model.inputWidth = size
        scene.sequence.source = .inputs(tokens.flatMap { token in (0..<size).map { Number($0 == token ? 1 : 0) } })
        notes.append(
            "embedding: folded into the W of stack.0, since the decoder has a vocabulary of its own that is as large")
    }

    // MARK: The scene

    mutating func result(input: ImportInput?, title: String, end: TextLocation) throws -> WeightsImport.Result {
        func fault(_ words: String) -> MapError { MapError(file: file, position: end, words: words) }
        guard !layers.isEmpty else { throw fault("the map has no layer, needs stack.0 at least") }
        var width: Int?
        for index in 0..<layers.count {
            guard let ways = layers[index], let forward = ways["forward"] else {
                throw fault(
                    "the layers are \(layers.keys.sorted().map { "stack.\($0)" }.joined(separator: ", ")); they should count from stack.0, each with its forward direction"
                )
            }
            let directions = [forward.arrays] + (ways["backward"].map { [$0.arrays] } ?? [])
            try placed { () throws(WeightsError) in try DialectReader.checkTwins(directions) }
            if let backward = ways["backward"],
                backward.isLinear != forward.isLinear || backward.activation != forward.activation
            {
                throw fault(
                    "stack.\(index).backward has another cell or activation than stack.\(index).forward; a scene's layer has one for both"
                )
            }
            if let width, width != forward.arrays.inputWidth {
                throw fault(
                    "stack.\(index) reads \(forward.arrays.inputWidth) numbers, but the layer below gives \(width)")
            }
            let layer = FoundLayer(directions: directions, activation: forward.activation, isLinear: forward.isLinear)
            try builder.add(layer, at: index, WeightsImport())
            width = layer.outputWidth
        }
        let inputWidth = layers[0]?["forward"]?.arrays.inputWidth ?? 0
        if let embedding {
            guard embedding.matrix.columns == inputWidth else {
                throw fault(
                    "the embedding's rows have \(embedding.matrix.columns) numbers, but stack.0 reads \(inputWidth)")
            }
            try placed { () throws(WeightsError) in
                try builder.setEmbedding(embedding.matrix, vocabulary: embedding.vocabulary, isTied: embedding.tied)
            }
        }
        let top = decoder?.arrays.hidden ?? width ?? 0
        if let readout {
            guard readout.matrix.columns == top else {
                throw error(
                    "the readout reads \(readout.matrix.columns) numbers, but what is below it gives \(top)",
                    at: readout.node)
            }
            try placed { () throws(WeightsError) in
                try builder.setReadout(readout.matrix, bias: readout.bias, readout.activation)
            }
        }
        if let decoder {
            let outputs = readout?.matrix.rows ?? top
            guard decoder.arrays.inputWidth == outputs else {
                throw fault("the decoder reads \(decoder.arrays.inputWidth) numbers, but its outputs have \(outputs)")
            }
            guard decoder.arrays.hidden == width else {
                throw fault(
                    "the decoder has \(decoder.arrays.hidden) units, but it starts at the encoder's state of \(width ?? 0)"
                )
            }
            try placed { () throws(WeightsError) in
                try builder.setDecoder(decoder.arrays, activation: decoder.activation)
            }
        }
        var scene = builder.scene(inputWidth: inputWidth, title: title)
        try input?.fill(&scene)
        try foldEncoderEmbedding(&scene)
        builder.settleFeedback(&scene)
        let unused = tensors.tensors.map(\.name).filter { !used.contains($0) }
        let list =
            unused.prefix(8).map { WeightsError.quoted($0) }.joined(separator: ", ")
            + (unused.count > 8 ? " and \(unused.count - 8) more" : "")
        let all =
            ["read as the map \(WeightsError.quoted(file)) says"] + notes + builder.notes
            + (unused.isEmpty ? [] : ["not used: \(list)"])
        scene.notes = WeightsImport.text(all)
        return WeightsImport.Result(scene: scene, notes: all)
    }
}

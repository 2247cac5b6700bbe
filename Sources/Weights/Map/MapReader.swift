import ExactMath
import Recurrence
import Scenes
import Wording

/// Reads the parts of a map against the arrays of a file.
struct MapReader {
    let tensors: TensorFile
    let file: String
    var builder = SceneBuilder(hints: ModelHints([:]), dialect: .torch)
    var layers: [Int: [String: (arrays: CellArrays, isLinear: Bool, activation: Activation?)]] = [:]
    var decoder: (arrays: CellArrays, activation: Activation?)?
    var embedding: (matrix: DenseMatrix, vocabulary: [String]?, tied: Bool)?
    var readout: (matrix: DenseMatrix, bias: [Double]?, activation: ReadoutActivation, node: DocumentNode)?
    var positions: [String: TextLocation] = [:]
    var used: Set<String> = []
    var notes: [String] = []

    init(_ tensors: TensorFile, file: String) {
        self.tensors = tensors
        self.file = file
    }

    func error(_ words: String, at node: DocumentNode) -> MapError {
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
    mutating func tensor(_ node: DocumentNode, for what: String) throws -> Tensor {
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
    mutating func matrix(_ node: DocumentNode, for what: String, isTransposed: Bool) throws -> DenseMatrix {
        let tensor = try tensor(node, for: what)
        guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }) else {
            throw error(
                "\(WeightsError.quoted(tensor.name)) has the shape \(tensor.shape), needs two dimensions for \(what)",
                at: node)
        }
        return try placed { () throws(WeightsError) in try DenseMatrix(tensor, isTransposed: isTransposed) }
    }

    /// Runs what reads arrays; an error about one is one about the place in the map that names it.
    func placed<R>(_ body: () throws(WeightsError) -> R) throws -> R {
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

    mutating func readEmbedding(_ node: DocumentNode) throws {
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

    mutating func readReadout(_ node: DocumentNode) throws {
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
}

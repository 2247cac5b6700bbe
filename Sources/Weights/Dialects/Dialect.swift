/// How one tool names and lays out the weights of recurrent layers and of what stands around them.
struct Dialect {
    /// What `--from` takes.
    var name: String
    /// Other words for it.
    var aliases: [String] = []
    /// The tool's own name.
    var title: String
    var cells: [CellPattern]
    /// What the matrices beside are called, and their biases.
    var weight = "weight"
    var bias = "bias"
    /// What an embedding's matrix is called; the same as a Linear's in most tools.
    var embedding = "weight"
    /// How names of modules begin whose class they tell, where an embedding's matrix is called as a Linear's.
    var linearOwners: [String] = []
    var embeddingOwners: [String] = []
    /// Whether a Linear's first index counts inputs.
    var isTransposed = false
    /// Parts of paths that only hold a cell.
    var wrappers: Set<String> = []
    /// Whether a forward and a backward cell beside one another are one bidirectional layer.
    var pairsDirections = true
    /// Ends of names of layers that no scene has, and what they are.
    var refused: [(ending: String, reason: String)] = []
    /// What an rnn's activation is taken for, and why.
    var activation = "tanh, the tool's default, since the file does not say it"

    static let all: [Dialect] = [
        .torch, .paddle, .tinygrad, .equinox, .mlx, .keras, .kerasFile, .flaxNNX, .flaxLinen, .openVINO,
    ]

    static func named(_ name: String) -> [Dialect] {
        all.filter { $0.name == name || $0.aliases.contains(name) }
    }

    /// All words that `--from` takes.
    static var names: [String] {
        var seen: Set<String> = []
        return (all.map(\.name) + ["onnx"]).filter { seen.insert($0).inserted }
    }
}

extension Dialect {
    /// What a matrix without a bias is, as far as its module's name tells: of Keras' files, the class in snake case.
    func role(of path: String) -> FoundMatrix.Role {
        guard embedding == weight else { return .linear }
        let owner = ModulePath.split(path).leaf
        if linearOwners.contains(where: owner.hasPrefix) { return .linear }
        return embeddingOwners.contains(where: owner.hasPrefix) ? .embedding : .either
    }
}

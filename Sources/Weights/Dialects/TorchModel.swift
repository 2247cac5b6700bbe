import ExactMath
import Recurrence
import Scenes

/// What a PyTorch file that holds the model itself says beside its arrays: the classes of its modules and, of TorchScript and
/// torch.export, the operations of its graph, as the converting command writes them into `modules.json`.
struct TorchModel {
    private var modules: [Module] = []
    private var operations: [String] = []

    private struct Module {
        var path: String
        var kind: String
        /// The Python file of a pickled module's class, such as `torch.nn.modules.activation`.
        var source: String
        var activation: Activation?
        var hasMaximalNorm: Bool
    }

    static let file = "modules.json"

    /// Nil where the file has only arrays.
    init?(_ file: TensorFile) throws(WeightsError) {
        guard let tensor = file[Self.file], tensor.type == .u8, tensor.shape.count == 1 else { return nil }
        let root: DocumentNode
        do {
            root = try DocumentReader.read(Array(tensor.file[tensor.range])).root
        } catch {
            throw .malformed(
                .modules, offset: 0,
                "line \(error.position.line), column \(error.position.column): \(error.fact.sentence)")
        }
        for node in root["modules"].map({ $0.kind == .sequence ? Array($0.children) : [] }) ?? [] {
            let texts = node.kind == .sequence ? node.children.map(\.text) : []
            guard texts.count == 5 else { continue }
            let mode = texts[3].lowercased()
            modules.append(
                Module(
                    path: ArrayTable.plain(texts[0]), kind: texts[1], source: texts[2],
                    activation: Activation(rawValue: mode.hasPrefix("rnn_") ? String(mode.dropFirst(4)) : mode),
                    hasMaximalNorm: texts[4] == "max_norm"))
        }
        let all = root["operations"].map { $0.kind == .sequence ? $0.children.map(\.text) : [] } ?? []
        operations = all.filter { !$0.hasPrefix("prim::") && !$0.hasPrefix("<") }.map(Self.plain)
        isBranching = all.contains("prim::If")
    }

    /// Whether the graph has branches, so that an operation may stand there more often than it runs.
    private var isBranching = false

    /// Puts activations, and what no scene has, into what the arrays alone told.
    func complete(_ model: inout FoundModel) {
        model.rest.removeAll { $0.name == Self.file }
        var structure = model.structure ?? FoundStructure()
        for index in model.modules.indices {
            let said = modules.first { $0.path == model.modules[index].path }?.activation ?? graphActivation
            for layer in model.modules[index].layers.indices where model.modules[index].layers[layer].kind == .rnn {
                model.modules[index].layers[layer].activation = said
            }
        }
        for module in modules where module.hasMaximalNorm {
            structure.obstacles.append("\(WeightsError.quoted(module.path)): max_norm cuts the embedding's rows")
        }
        // A cell's own products and gates are operations of the graph like any others.
        let hasCells = modules.contains { $0.kind.hasSuffix("Cell") }
        if !operations.isEmpty, !hasCells {
            complete(&model, &structure, from: operations.filter { !Self.idle.contains($0) }) { name in
                "an operation \(WeightsError.quoted(name)), which no scene has in its place"
            }
            checkCounts(model, &structure)
        } else if operations.isEmpty {
            let leaves = modules.filter {
                $0.kind == "Linear" || Self.changing.contains($0.source.split(separator: ".").last ?? "")
            }
            complete(&model, &structure, from: leaves.map(\.kind)) { name in
                "a layer of class \(WeightsError.quoted(name)), which no scene has"
            }
        }
        model.structure = structure
    }

    /// The one activation that a graph has for its rnn layers.
    private var graphActivation: Activation? {
        let found = Set(operations).intersection(["rnn_tanh", "rnn_relu"])
        return found.count == 1 ? Activation(rawValue: String(found.first?.dropFirst(4) ?? "")) : nil
    }

    // MARK: Steps

    private static let products: Set<String> = ["linear", "addmm", "matmul", "mm", "Linear"]
    private static let endings: [String: ReadoutActivation] = [
        "softmax": .softmax, "_softmax": .softmax, "log_softmax": .softmax, "_log_softmax": .softmax,
        "sigmoid": .sigmoid, "tanh": .tanh, "Softmax": .softmax, "LogSoftmax": .softmax, "Sigmoid": .sigmoid,
        "Tanh": .tanh,
    ]

    /// Takes a function at the end, behind a product, as the readout's; any other step that is no product cannot be had.
    private func complete(
        _ model: inout FoundModel, _ structure: inout FoundStructure, from steps: [String],
        obstacle: (String) -> String
    ) {
        var steps = steps
        if let last = steps.last, let activation = Self.endings[last],
            steps.dropLast().last.map(Self.products.contains) == true
        {
            steps.removeLast()
            for index in model.matrices.indices where model.matrices[index].role != .embedding {
                model.matrices[index].activation = activation
            }
            let isLogarithm = last.lowercased().contains("log")
            model.notes.append(
                "the readout ends in \(WeightsError.quoted(last)), as the file says"
                    + (isLogarithm ? "; y is the softmax, whose logarithm the program gives" : ""))
        }
        var seen: Set<String> = []
        for step in steps where !Self.products.contains(step) && seen.insert(step).inserted {
            structure.obstacles.append(obstacle(step))
        }
    }

    /// A product or a layer that runs more often than the file has matrices for it runs with one of them twice.
    private func checkCounts(_ model: FoundModel, _ structure: inout FoundStructure) {
        guard !isBranching else { return }
        let products = operations.count { Self.products.contains($0) || $0 == "embedding" }
        if products > model.matrices.count {
            structure.obstacles.append("the graph multiplies by a matrix that is another layer's, too")
        }
        let layers = operations.count { Self.layers.contains($0) }
        if layers > model.modules.count { structure.obstacles.append("a recurrent layer that runs more than once") }
    }

    /// An operation without its library, its overload and the mark of one that writes over its argument.
    private static func plain(_ name: String) -> String {
        guard name.hasPrefix("aten") else { return name }
        let word = name.dropFirst(name.hasPrefix("aten::") ? 6 : 5).prefix { $0 != "." }
        return String(word.hasSuffix("_") ? word.dropLast() : word)
    }

    private static let layers: Set<String> = ["lstm", "gru", "rnn_tanh", "rnn_relu"]

    /// Operations that are layers, move numbers or make zeros, and change none.
    private static let idle: Set<String> = layers.union([
        "embedding", "t", "transpose", "permute", "contiguous", "reshape", "view", "_unsafe_view", "flatten", "squeeze",
        "unsqueeze", "zeros", "zeros_like", "new_zeros", "size", "sym_size", "dropout", "feature_dropout",
        "alpha_dropout", "to", "_to_copy", "type_as", "clone", "detach", "alias", "expand", "select", "slice",
        "index_select", "_pack_padded_sequence", "_pad_packed_sequence", "lift_fresh", "lift_fresh_copy",
    ])

    /// The files of torch.nn.modules whose classes change numbers, also those without weights.
    private static let changing: Set<Substring> = [
        "activation", "normalization", "batchnorm", "instancenorm", "pooling", "padding", "upsampling", "pixelshuffle",
        "fold", "distance", "channelshuffle", "conv", "transformer",
    ]
}

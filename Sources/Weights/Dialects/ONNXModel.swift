import ExactMath
import Recurrence
import Scenes

/// The recurrent nodes of an ONNX graph with what stands before and behind them, opset 7 to 22.
///
/// LSTM i, o, f, c; GRU z, r, h; a direction is a slice of the first index; B holds the biases of W, then those of R; a z
/// keeps; peepholes stand as i, o, f. Source: the operators' specification; checked with onnxruntime.
struct ONNXModel {
    private var model = FoundModel(dialect: .onnx)
    private var structure = FoundStructure(order: [])
    private var taken: Set<String> = []
    private var outputs: [String: String] = [:]

    static func read(_ graph: ONNXGraph, file: TensorFile) throws(WeightsError) -> FoundModel {
        var reader = ONNXModel()
        try reader.collect(graph, ONNXScope(graph), path: "")
        guard !reader.model.modules.isEmpty else { throw unrolled(graph) }
        for tensor in file.tensors where !reader.taken.contains(tensor.name) {
            reader.model.rest.append(FoundModel.Rest(name: tensor.name, shape: tensor.shape, obstacle: nil))
        }
        if reader.structure.order?.isEmpty == true { reader.structure.order = nil }
        reader.model.structure = reader.structure
        return reader.model
    }

    /// What a graph without recurrent nodes is.
    private static func unrolled(_ graph: ONNXGraph) -> WeightsError {
        var counts: [String: Int] = [:]
        count(graph, into: &counts)
        if let loop = ["Loop", "Scan"].first(where: { counts[$0] != nil }) {
            return .graph("the model has no LSTM, GRU or RNN node, only a \(loop) whose body no scene has")
        }
        if let node = counts.keys.sorted().first(where: {
            $0.hasPrefix("DynamicQuantize") && $0 != "DynamicQuantizeLinear"
        }) {
            return .graph(
                "its recurrent layer is a \(WeightsError.plain(node)), whose weights are 8-bit integers; "
                    + "take the model as it was before it was quantized")
        }
        let steps = (counts["Tanh"] ?? 0) + (counts["Relu"] ?? 0) + (counts["Sigmoid"] ?? 0)
        guard let products = counts["MatMul"] ?? counts["Gemm"], products > 1, steps > 1 else {
            return .graph("the model has no LSTM, GRU or RNN node")
        }
        return .graph(
            "the model has no LSTM, GRU or RNN node: its exporter has unrolled the steps into \(products) products and "
                + "\(steps) activations, as torch.onnx.export does with torch.nn.RNN unless dynamo=False is given, and Keras with "
                + "every layer; save the module's state_dict, or Keras' model with save_weights")
    }

    /// How often each operation stands in a graph and in the graphs inside its nodes.
    private static func count(_ graph: ONNXGraph, into counts: inout [String: Int]) {
        for node in graph.nodes {
            counts[node.operation, default: 0] += 1
            for case .graphs(let inner) in node.attributes.values { inner.forEach { count($0, into: &counts) } }
        }
    }

    private static let recurrent: [String: RecurrentKind] = ["LSTM": .lstm, "GRU": .gru, "RNN": .rnn]

    /// Reads the nodes of a graph and of the graphs inside its nodes.
    private mutating func collect(_ graph: ONNXGraph, _ scope: ONNXScope, path: String) throws(WeightsError) {
        for node in graph.nodes {
            let kind = node.domain.isEmpty || node.domain == "ai.onnx" ? Self.recurrent[node.operation] : nil
            if let kind {
                try add(node, kind, scope, path: path)
            } else {
                for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
                    guard case .graphs(let graphs) = attribute else { continue }
                    for graph in graphs {
                        let label = Self.label(node)
                        let count = model.modules.count
                        try collect(
                            graph, ONNXScope(graph, in: scope),
                            path: ModulePath.join(path, ModulePath.join(label, name)))
                        if model.modules.count > count, node.operation == "If" {
                            model.notes.append(
                                "the recurrent layer stands inside the \(name) of the If node \(WeightsError.quoted(label))"
                            )
                        }
                    }
                }
            }
        }
    }

    private static func label(_ node: ONNXGraph.Node) -> String {
        ArrayTable.plain(node.name.isEmpty ? node.outputs.first ?? node.operation : node.name)
    }

    private mutating func add(
        _ node: ONNXGraph.Node, _ kind: RecurrentKind, _ scope: ONNXScope, path: String
    ) throws(WeightsError) {
        let name = ModulePath.join(path, Self.label(node))
        var module = FoundModule(path: name, title: name)
        do {
            let count = node.text("direction", or: "forward") == "bidirectional" ? 2 : 1
            var directions: [CellArrays] = []
            for direction in 0..<count { directions.append(try arrays(node, kind, direction, scope)) }
            try FoundLayer.checkTwins(directions)
            var layer = FoundLayer(directions: directions)
            try setActivations(node, &layer, name)
            try setStates(node, &layer, scope, name)
            module.layers = [layer]
            module.sources = Set(directions.flatMap(\.sources))
            taken.formUnion(module.sources)
        } catch { module.problem = error }
        if node.text("direction", or: "forward") == "reverse" {
            structure.obstacles.append("\(name): direction: reverse")
        }
        if node.integer("input_forget") != 0 {
            structure.obstacles.append("\(name): input_forget: its forget gate is 1 − i")
        }
        if case .float(let clip) = node.attributes["clip"] {
            structure.obstacles.append("\(name): clip: \(clip)")
        }
        if let lengths = node.input(4), try scope.constant(lengths) == nil {
            model.notes.append(
                "\(WeightsError.quoted(name)) takes lengths of sequences from an input; the scene's sequence is read to its end"
            )
        } else if node.input(4) != nil {
            structure.obstacles.append("\(name): sequence_lens")
        }
        model.modules.append(module)
        var walk = ONNXWalk(scope, node)
        try walk.run()
        // The order is known where each node reads the one before it.
        let source = walk.source.map { ModulePath.join(path, Self.label($0)) }
        structure.order = source == structure.order?.last ? structure.order.map { $0 + [name] } : nil
        taken.formUnion(walk.taken)
        structure.obstacles += walk.obstacles.map { "\(name): \($0)" }
        structure.onlyLast = structure.onlyLast || walk.onlyLast
        if let embedding = walk.embedding {
            structure.embedding = embedding.path
            if !model.matrices.contains(where: { $0.path == embedding.path }) { model.matrices.append(embedding) }
        }
        if let readout = walk.readout {
            if let width = module.layers.last?.outputWidth, readout.inputs != width {
                structure.obstacles.append(
                    "\(name): the readout reads \(readout.inputs) numbers, but a step has \(width)")
            }
            structure.readout = readout.path
            if !model.matrices.contains(where: { $0.path == readout.path }) { model.matrices.append(readout) }
        }
    }

    /// The arrays of one direction.
    private func arrays(
        _ node: ONNXGraph.Node, _ kind: RecurrentKind, _ direction: Int, _ scope: ONNXScope
    ) throws(WeightsError) -> CellArrays {
        func slice(_ index: Int, rank: Int) throws(WeightsError) -> Tensor? {
            guard let name = node.input(index) else { return nil }
            guard case .tensor(let tensor) = try scope.constant(name) else {
                throw .graph(
                    "the node \(WeightsError.quoted(Self.label(node))) computes its weights \(WeightsError.quoted(name)) from inputs of the model"
                )
            }
            guard tensor.shape.count == rank + 1 else {
                throw .tensor(
                    name: tensor.name,
                    "it has \(tensor.shape.count) dimensions; it should have \(rank + 1), directions first")
            }
            return try tensor.slice(direction)
        }
        let isAfter = kind != .gru || node.integer("linear_before_reset") != 0
        let pattern = Dialect.onnxPattern(kind, reset: isAfter ? .after : .before)
        let w = try slice(1, rank: 2)
        let r = try slice(2, rank: 2)
        let b = try slice(3, rank: 1)
        let p = kind == .lstm ? try slice(7, rank: 1) : nil
        var parts: [String: Tensor] = [:]
        if let b {
            guard b.count % 2 == 0 else { throw CellArrays.shape(b, "two halves") }
            parts["Wb"] = try b.sliced([0], [b.count / 2], [0])
            parts["Rb"] = try b.sliced([b.count / 2], [b.count], [0])
        }
        if let p {
            guard p.count % 3 == 0 else { throw CellArrays.shape(p, "3 · H") }
            for (index, name) in ["P_i", "P_o", "P_f"].enumerated() {
                parts[name] = try p.sliced([index * p.count / 3], [(index + 1) * p.count / 3], [0])
            }
        }
        parts["W"] = w
        parts["R"] = r
        return try CellArrays(pattern) { parts[$0] }
    }

    private mutating func setActivations(
        _ node: ONNXGraph.Node, _ layer: inout FoundLayer, _ name: String
    ) throws(WeightsError) {
        // Runtimes do not look at the case of a name.
        let given = (node.texts("activations") ?? []).map { $0.lowercased() }
        let expected: [String] =
            switch layer.kind {
            case .lstm: ["sigmoid", "tanh", "tanh"]
            case .gru: ["sigmoid", "tanh"]
            case .rnn: ["tanh"]
            }
        let perDirection = given.isEmpty ? expected : Array(given.prefix(expected.count))
        let isUniform = stride(from: 0, to: given.count, by: expected.count).allSatisfy {
            Array(given[$0..<min(given.count, $0 + expected.count)]) == perDirection
        }
        if layer.kind == .rnn, isUniform, perDirection == ["affine"], isIdentity(node) {
            layer.isLinear = true
        } else if layer.kind == .rnn, isUniform, let activation = Activation(rawValue: perDirection[0]) {
            layer.activation = activation
        } else if perDirection != expected || !isUniform {
            let names = node.texts("activations") ?? []
            structure.obstacles.append("\(name): activations \(names.joined(separator: ", "))")
        }
    }

    /// Whether an Affine activation, αx + β, changes nothing.
    private func isIdentity(_ node: ONNXGraph.Node) -> Bool {
        guard case .floats(let alpha) = node.attributes["activation_alpha"], alpha.allSatisfy({ $0 == 1 }) else {
            return false
        }
        if case .floats(let beta) = node.attributes["activation_beta"] { return beta.allSatisfy { $0 == 0 } }
        return true
    }

    /// Initial states: zeros, constants, or an input of the model, which is zero until the sequence gives it.
    private mutating func setStates(
        _ node: ONNXGraph.Node, _ layer: inout FoundLayer, _ scope: ONNXScope, _ name: String
    ) throws(WeightsError) {
        for (input, state) in [(5, "h"), (6, "c")] {
            guard input == 5 || layer.kind == .lstm, let value = node.input(input) else { continue }
            if try scope.isZero(value) {
                taken.insert(value)
                continue
            }
            guard case .tensor(let tensor) = try scope.constant(value) else {
                if scope.reaches(value) {
                    model.notes.append(
                        "\(WeightsError.quoted(name)) takes \(state)0 from an input of the model; it is zero unless --input gives \(state)0"
                    )
                } else {
                    structure.obstacles.append("\(name): its initial \(state) is computed")
                }
                continue
            }
            let values = try tensor.finiteValues()
            guard values.count == layer.directions.count * layer.hidden else {
                throw CellArrays.shape(tensor, "[\(layer.directions.count), 1, \(layer.hidden)]")
            }
            for index in layer.directions.indices {
                layer.directions[index].states[state] = Array(values[index * layer.hidden..<(index + 1) * layer.hidden])
            }
            layer.hasGivenStates = true
            taken.insert(tensor.name)
        }
    }
}

extension ONNXScope {
    /// Whether a value is an input of the model, perhaps in another shape.
    func reaches(_ name: String) -> Bool {
        var name = name
        for _ in 0..<64 {
            if inputs.contains(name) { return true }
            guard let node = producer(of: name)?.node,
                ONNXWalk.moving.union(["Slice", "Gather", "Expand"]).contains(node.operation),
                let input = node.input(0)
            else { return false }
            name = input
        }
        return false
    }
}

extension Dialect {
    static let onnx = Dialect(name: "onnx", title: "ONNX", cells: [])

    /// One direction of a node.
    static func onnxPattern(_ kind: RecurrentKind, reset: ResetGate) -> CellPattern {
        let gates: [CellPattern.Gate] =
            switch kind {
            case .lstm: .onnxLSTM
            case .gru: .kerasGRU
            case .rnn: .single
            }
        return CellPattern(
            kind: kind, gates: gates, input: .stacked("W"), recurrent: .stacked("R"),
            biases: [.outer(.stacked("Wb")), .recurrent(.stacked("Rb"))], reset: reset,
            peepholes: ["P_i", "P_f", "P_o"])
    }
}

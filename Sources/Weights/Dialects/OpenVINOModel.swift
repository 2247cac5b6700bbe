import ExactMath
import Recurrence
import Scenes

/// The recurrent operations of an OpenVINO model, in the file that the converting command writes of it.
enum OpenVINOModel {
    private static let kinds: [(String, RecurrentKind)] = [
        ("LSTMSequence", .lstm), ("GRUSequence", .gru), ("RNNSequence", .rnn), ("LSTMCell", .lstm), ("GRUCell", .gru),
        ("RNNCell", .rnn),
    ]

    /// The model, or nil where the file is no such one.
    static func read(_ table: ArrayTable, file: TensorFile) -> FoundModel? {
        guard let description = file["operations.json"], description.type == .u8 else { return nil }
        let attributes: [DocumentNode]
        do {
            let root = try DocumentReader.read(Array(description.file[description.range])).root
            attributes = root.kind == .sequence ? Array(root.children) : []
        } catch { return nil }
        var model = FoundModel(dialect: .openVINO)
        var structure = FoundStructure(order: [])
        var taken: Set<String> = ["operations.json"]
        var counts: [String: Int] = [:]
        for (index, attributes) in attributes.enumerated() {
            if attributes["type"]?.text == "model" {
                for (key, value) in attributes.pairs where key.text != "type" {
                    counts[key.text] = Int(value.text) ?? 1
                }
            }
            guard let type = attributes["type"]?.text, let kind = kinds.first(where: { $0.0 == type })?.1 else {
                continue
            }
            let path = "\(type).\(index)"
            for state in ["H", "C"] {
                guard let source = attributes[state]?.text else { continue }
                // What a model reads or keeps from outside is zero unless an input says otherwise.
                if ["Parameter", "ReadValue"].contains(source) {
                    model.notes.append(
                        "\(path): its initial \(state.lowercased()) comes from outside the model, so it is 0")
                } else {
                    structure.obstacles.append(
                        "\(path): its initial \(state.lowercased()) is computed by \(WeightsError.quoted(source))")
                }
            }
            taken.formUnion(["W", "R", "B", "H", "C"].map { "\(path).\($0)" })
            model.modules.append(module(kind, at: path, attributes, table, &structure))
            structure.order?.append(path)
        }
        for entry in table.entries
        where entry.name.hasSuffix(".weight") && entry.tensor.shape.count == 2 && entry.tensor.type.isRead {
            let path = ModulePath.split(entry.name).path
            let bias = table[path + ".bias"]
            taken.formUnion([entry.name, path + ".bias"])
            model.matrices.append(
                FoundMatrix(
                    path: path, weight: entry.tensor, bias: bias?.tensor, isTransposed: false,
                    role: path.hasPrefix("embedding") ? .embedding : .linear))
        }
        let embeddings = model.matrices.filter { $0.role == .embedding }
        if embeddings.count == 1 { structure.embedding = embeddings[0].path }
        OpenVINOChain(attributes).check(&model, &structure)
        addObstacles(counts, of: model, to: &structure)
        for entry in table.entries where !taken.contains(entry.name) {
            model.rest.append(FoundModel.Rest(name: entry.name, shape: entry.tensor.shape, obstacle: nil))
        }
        model.structure = structure
        return model
    }

    /// Operations that move numbers and change none.
    private static let idle: Set<String> = [
        "type", "Parameter", "Constant", "Result", "Convert", "ConvertLike", "Squeeze", "Unsqueeze", "Reshape",
        "Transpose", "Gather",
        "ShapeOf", "Concat", "Broadcast", "ReadValue", "Assign",
    ]

    /// What the model computes beside its layers, and no scene has.
    private static func addObstacles(_ counts: [String: Int], of model: FoundModel, to structure: inout FoundStructure)
    {
        let linear = model.matrices.filter { $0.role == .linear }
        var known = ["MatMul": linear.count, "Add": linear.count { $0.bias != nil }]
        let function = linear.first { $0.path == structure.readout }?.activation?.rawValue.capitalized
        if let function { known[function] = 1 }
        for (type, count) in counts.sorted(by: { $0.key < $1.key })
        where !idle.contains(type) && !kinds.contains(where: { $0.0 == type }) && count > known[type] ?? 0 {
            structure.obstacles.append("an operation \(WeightsError.quoted(type)), which no scene has in its place")
        }
    }

    private static func module(
        _ kind: RecurrentKind, at path: String, _ attributes: DocumentNode, _ table: ArrayTable,
        _ structure: inout FoundStructure
    ) -> FoundModule {
        var module = FoundModule(path: path, title: path)
        module.sources = Set(["W", "R", "B", "H", "C"].map { "\(path).\($0)" }.filter { table[$0] != nil })
        let direction = attributes["direction"]?.text ?? "forward"
        if direction == "reverse" { structure.obstacles.append("\(path): direction: reverse") }
        if let clip = attributes["clip"]?.text, let value = Double(clip), value > 0, value.isFinite {
            structure.obstacles.append("\(path): clip: \(clip)")
        }
        let functions = attributes["activations"].map { $0.kind == .sequence ? $0.children.map(\.text) : [] } ?? []
        let expected = kind == .lstm ? ["sigmoid", "tanh", "tanh"] : kind == .gru ? ["sigmoid", "tanh"] : []
        if kind != .rnn, !functions.isEmpty, functions != expected {
            structure.obstacles.append("\(path): activations \(functions.joined(separator: ", "))")
        }
        do {
            var directions: [CellArrays] = []
            let count = table["\(path).W"]?.tensor.shape.first ?? 1
            for index in 0..<(direction == "bidirectional" ? 2 : 1) {
                directions.append(try arrays(kind, at: path, index, of: count, table))
            }
            try FoundLayer.checkTwins(directions)
            var layer = FoundLayer(directions: directions)
            if kind == .rnn, let function = functions.first {
                layer.activation = Activation(rawValue: function)
                if layer.activation == nil { structure.obstacles.append("\(path): activation \(function)") }
            }
            module.layers = [layer]
        } catch { module.problem = error }
        return module
    }

    /// One direction: a slice of the first index, which a cell does not have.
    private static func arrays(
        _ kind: RecurrentKind, at path: String, _ direction: Int, of count: Int, _ table: ArrayTable
    ) throws(WeightsError) -> CellArrays {
        guard let pattern = Dialect.openVINO.cells.first(where: { $0.kind == kind }) else { throw .noModule }
        func slice(_ letter: String, rank: Int) throws(WeightsError) -> Tensor? {
            guard let tensor = table["\(path).\(letter)"]?.tensor else { return nil }
            guard tensor.shape.count == rank + 1 else { return tensor }
            return try tensor.slice(direction)
        }
        let w = try slice("W", rank: 2)
        let r = try slice("R", rank: 2)
        var bias = try slice("B", rank: 1)
        var inner: Tensor?
        if kind == .gru, let r, r.shape.count == 2, let whole = bias, whole.shape == [4 * r.shape[1]] {
            let values = try whole.values()
            let hidden = r.shape[1]
            bias = Tensor(name: whole.name, shape: [3 * hidden], computed: Array(values[..<(3 * hidden)]))
            inner = Tensor(name: whole.name, shape: [hidden], computed: Array(values[(3 * hidden)...]))
        }
        var arrays = try CellArrays(pattern) { ["W": w, "R": r, "B": bias, "Rbh": inner][$0] ?? nil }
        if kind == .gru, inner == nil { arrays.setResetBefore() }
        for (letter, state) in [("H", "h"), ("C", "c")] {
            guard let tensor = table["\(path).\(letter)"]?.tensor else { continue }
            let values = try tensor.finiteValues()
            guard values.contains(where: { $0 != 0 }), values.count % arrays.hidden == 0 else { continue }
            let start = direction * arrays.hidden
            guard start + arrays.hidden <= values.count else { continue }
            arrays.states[state] = Array(values[start..<start + arrays.hidden])
        }
        return arrays
    }
}

extension Tensor {
    /// The part with one first index.
    func slice(_ index: Int) throws(WeightsError) -> Tensor {
        guard let size = shape.first, index < size else {
            throw .tensor(name: name, "its first dimension should count directions, at least \(index + 1)")
        }
        let values = try values()
        let count = values.count / size
        return Tensor(
            name: name, shape: Array(shape.dropFirst()), computed: Array(values[index * count..<(index + 1) * count]))
    }
}

extension CellArrays {
    /// A GRU whose reset acts before the product has no bias inside it.
    mutating func setResetBefore() {
        reset = .before
        vectors["c_h"] = nil
    }
}

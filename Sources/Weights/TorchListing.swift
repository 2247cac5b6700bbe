/// What `import --list` prints: every tensor with its type, its shape and what it is taken to be, then the modules.
public struct TorchListing {
    private let file: TensorFile
    private let modules: [String: Result<TorchModule, WeightsError>]
    /// The widths between which a readout and an embedding fit, by the path beside whose members they stand.
    private let surroundings: [String: [(input: Int, output: Int)]]

    public init(_ file: TensorFile) {
        self.file = file
        let index = TorchIndex(file)
        var modules: [String: Result<TorchModule, WeightsError>] = [:]
        var surroundings: [String: [(input: Int, output: Int)]] = [:]
        for prefix in index.prefixes {
            modules[prefix] = Result { () throws(WeightsError) in try TorchModule(at: prefix, in: index) }
        }
        let selections =
            index.prefixes.map { try? TorchSelection($0, in: index) } + [try? TorchSelection(nil, in: index)]
        for selection in selections.compactMap(\.self) {
            surroundings[selection.surroundings, default: []].append((selection.inputWidth, selection.outputWidth))
        }
        self.modules = modules
        self.surroundings = surroundings
    }

    /// Lines of text without control characters.
    public var lines: [String] {
        let rows = file.tensors.map { tensor in
            [Self.plain(tensor.name), tensor.type.rawValue, "\(tensor.shape)", meaning(of: tensor)]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return (cells + [row[3]]).joined(separator: "  ")
        }
        return table + modules.keys.sorted().map(summary)
    }

    /// The name itself where it is plain and short, else quoted and cut.
    private static func plain(_ name: String) -> String {
        let quoted = WeightsError.quoted(name)
        return quoted.dropFirst().dropLast() == name && !name.isEmpty ? name : quoted
    }

    private func meaning(of tensor: Tensor) -> String {
        guard let name = TorchName(tensor.name), let module = modules[name.prefix] else { return other(tensor) }
        guard case .success(let module) = module else { return "of a module that does not fit together" }
        let layer = module.layers[name.layer]
        let direction = layer.directions.count == 1 ? "" : name.isReverse ? " backward" : " forward"
        let gates = layer.cell.torchGates.isEmpty ? "" : " of \(layer.cell.torchGates)"
        let role =
            switch name.role {
            case .weightIH: "W\(gates)"
            case .weightHH: "U\(gates)"
            case .biasIH, .biasHH: "b\(gates), added to its twin"
            case .h0, .c0: "the initial \(name.role == .h0 ? "h" : "c")"
            case .projection: "a projection"
            }
        return "\(layer.cell.rawValue) layer \(name.layer)\(direction): \(Self.bias(role, name, layer.cell))"
    }

    /// Torch's GRU keeps the second bias of n apart, inside the reset's product.
    private static func bias(_ role: String, _ name: TorchName, _ cell: TorchCell) -> String {
        guard cell == .gru else { return role }
        return switch name.role {
        case .biasIH: "b of r, z, n; those of r and z are added to their twins"
        case .biasHH: "b of r, z, added to their twins, and c_h for n"
        default: role
        }
    }

    private func other(_ tensor: Tensor) -> String {
        let (prefix, leaf) = TorchName.split(tensor.name)
        let (path, owner) = TorchName.split(prefix)
        let neighbours = surroundings[path] ?? []
        switch (owner, leaf, tensor.shape.count) {
        case ("readout", "weight", 2) where neighbours.contains { $0.output == tensor.shape[1] }: return "readout: W_y"
        case ("readout", "bias", 1) where !neighbours.isEmpty: return "readout: b_y"
        case ("embedding", "weight", 2) where neighbours.contains { $0.input == tensor.shape[1] }: return "embedding: E"
        default: return "not used"
        }
    }

    private func summary(_ prefix: String) -> String {
        let option = prefix.isEmpty ? "" : "--prefix \(Self.plain(prefix)): "
        switch modules[prefix] {
        case .success(let module):
            let layers = module.layers
            let kinds = layers.map(\.cell.rawValue)
            let kind = Set(kinds).count == 1 ? kinds[0] : kinds.joined(separator: ", ")
            let count = layers.count == 1 ? "1 layer" : "\(layers.count) layers"
            let direction = layers.contains { $0.directions.count == 2 } ? ", bidirectional" : ""
            let hidden = Set(layers.map(\.hidden)).sorted().map(String.init).joined(separator: ", ")
            let choice = layers.contains { $0.cell == .rnn } ? " (or linear: --cell linear)" : ""
            return "\(option)\(kind)\(choice), \(count)\(direction), input \(module.inputWidth), hidden \(hidden)"
        case .failure(let error): return "\(option)\(error)"
        case nil: return option
        }
    }
}

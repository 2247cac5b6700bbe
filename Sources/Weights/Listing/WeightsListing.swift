/// What `import --list` prints: every array with its type, its shape and what it is taken to be, then the modules.
public struct WeightsListing {
    private let file: TensorFile
    private let model: FoundModel?
    private let problem: WeightsError?
    private let roles: [String: String]

    /// Throws nothing: where no module is recognised, the reason is the last line.
    public init(_ file: TensorFile, from dialect: String? = nil) {
        self.file = file
        do {
            let model = try Recognition.model(of: file, from: dialect)
            self.model = model
            problem = nil
            roles = Self.roles(model)
        } catch {
            model = nil
            problem = error
            roles = [:]
        }
    }

    /// Lines of text without control characters.
    public var lines: [String] {
        let rows = file.tensors.map { tensor in
            [Self.plain(tensor.name), tensor.type.rawValue, "\(tensor.shape)", roles[tensor.name] ?? "not used"]
        }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return (cells + [row[3]]).joined(separator: "  ")
        }
        guard let model else { return table + (problem.map { ["\($0)"] } ?? []) }
        let dialect = "dialect: \(model.dialect.name), \(model.dialect.title)"
        return table + [dialect] + model.modules.map(Self.summary) + model.notes.map { "note: \($0)" }
    }

    /// The name itself where it is plain and short, else quoted and cut.
    private static func plain(_ name: String) -> String {
        let quoted = WeightsError.quoted(name)
        return quoted.dropFirst().dropLast() == name && !name.isEmpty ? name : quoted
    }

    private static func roles(_ model: FoundModel) -> [String: String] {
        var roles: [String: String] = [:]
        for module in model.modules {
            for (number, layer) in module.layers.enumerated() {
                for (index, arrays) in layer.directions.enumerated() {
                    let direction = layer.directions.count == 1 ? "" : index == 0 ? " forward" : " backward"
                    let place = "\(layer.kind.rawValue) layer \(number)\(direction)"
                    for name in arrays.sources { roles[name] = "\(place): \(arrays.meanings[name] ?? "")" }
                }
            }
            if module.problem != nil {
                for name in module.sources { roles[name] = "of a module that does not fit together" }
            }
        }
        for matrix in model.matrices {
            let role: String
            switch matrix.role {
            case .linear: role = "readout, \(matrix.inputs) → \(matrix.outputs)"
            case .embedding: role = "embedding of \(matrix.tokens) tokens"
            case .either:
                role = "embedding of \(matrix.tokens) tokens, or readout, \(matrix.inputs) → \(matrix.outputs)"
            }
            for name in matrix.sources { roles[name] = role }
        }
        for rest in model.rest { roles[rest.name] = rest.obstacle ?? "not used" }
        // What was computed has the role of its parts in the file.
        for (computed, parts) in model.origins.sorted(by: { $0.key < $1.key }) {
            guard let role = roles[computed] else { continue }
            for part in parts where roles[part] == nil { roles[part] = role }
        }
        return roles
    }

    private static func summary(_ module: FoundModule) -> String {
        let option = module.title.isEmpty ? "" : "--prefix \(plain(module.title)): "
        if let problem = module.problem { return "\(option)\(problem)" }
        let kinds = module.layers.map(\.kind.rawValue)
        let kind = Set(kinds).count == 1 ? kinds[0] : kinds.joined(separator: ", ")
        let count = module.layers.count == 1 ? "1 layer" : "\(module.layers.count) layers"
        let direction = module.layers.contains { $0.directions.count == 2 } ? ", bidirectional" : ""
        let hidden = Set(module.layers.map(\.hidden)).sorted().map(String.init).joined(separator: ", ")
        let choice = module.layers.contains { $0.kind == .rnn } ? " (or linear: --cell linear)" : ""
        return "\(option)\(kind)\(choice), \(count)\(direction), input \(module.inputWidth), hidden \(hidden)"
    }
}

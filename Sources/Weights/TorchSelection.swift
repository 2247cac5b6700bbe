import Scenes

/// The modules of a file that become one scene: one module, or a list `layers.0`, `layers.1`, … of them.
struct TorchSelection {
    /// Bottom first; one reads what the one before gives.
    var modules: [TorchModule]
    /// The path beside whose members a readout and an embedding are looked for.
    var surroundings: String

    /// Chooses by a path, or what is the only choice.
    init(_ prefix: String?, in index: TorchIndex) throws(WeightsError) {
        let found = index.prefixes
        guard !found.isEmpty else { throw .noModule }
        let wanted = prefix.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } ?? ""
        if prefix != nil, index.hasModule(at: wanted) {
            try self.init([wanted], surroundings: TorchName.split(wanted).prefix, in: index)
            return
        }
        let candidates = wanted.isEmpty ? found : found.filter { $0.hasPrefix(wanted + ".") }
        if let list = Self.list(candidates) {
            let paths = candidates.indices.map { TorchName.join(list, String($0)) }
            try self.init(paths, surroundings: TorchName.split(list).prefix, in: index)
        } else if candidates.count == 1 {
            try self.init(candidates, surroundings: TorchName.split(candidates[0]).prefix, in: index)
        } else {
            throw .severalModules(candidates.isEmpty ? wanted : nil, found)
        }
    }

    private init(_ paths: [String], surroundings: String, in index: TorchIndex) throws(WeightsError) {
        modules = []
        self.surroundings = surroundings
        for path in paths {
            let module = try TorchModule(at: path, in: index)
            if let below = modules.last, below.outputWidth != module.inputWidth {
                throw .tensor(
                    name: module.layers[0].directions[0].weightIH.name,
                    "it reads \(module.inputWidth) numbers, but \(below.prefix) gives \(below.outputWidth)")
            }
            modules.append(module)
        }
        guard layers.count <= SceneLimits.layers else {
            throw .tooLarge("layers", layers.count, limit: SceneLimits.layers)
        }
        let numbers = layers.flatMap(\.directions).reduce(0) { $0 + $1.weightIH.count + $1.weightHH.count }
        guard numbers <= DocumentLimits().nodes else {
            throw .tooLarge("weights", numbers, limit: DocumentLimits().nodes)
        }
    }

    /// The path of the list whose members 0 … n − 1 are exactly these paths.
    private static func list(_ paths: [String]) -> String? {
        guard let first = paths.first else { return nil }
        let list = TorchName.split(first).prefix
        return Set(paths) == Set(paths.indices.map { TorchName.join(list, String($0)) }) ? list : nil
    }

    var layers: [TorchModule.Layer] { modules.flatMap(\.layers) }
    var inputWidth: Int { modules[0].inputWidth }
    var outputWidth: Int { modules[modules.count - 1].outputWidth }
}

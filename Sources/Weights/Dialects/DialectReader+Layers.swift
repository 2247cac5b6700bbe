import Scenes

extension DialectReader {
    mutating func numberedModules() -> [FoundModule] {
        let patterns = dialect.cells.filter(\.isNumbered)
        let stems = Set(patterns.flatMap { $0.requiredNames + $0.optionalNames } + ["h0", "c0", "weight_hr"])
        guard !patterns.isEmpty else { return [] }
        var members: [String: [(NumberedName, ArrayTable.Entry)]] = [:]
        var paths: Set<String> = []
        for entry in table.entries {
            guard !entry.isBookkeeping, let name = NumberedName(entry.name), stems.contains(name.stem) else { continue }
            members[name.path, default: []].append((name, entry))
            if name.stem.hasPrefix("weight_") { paths.insert(name.path) }
        }
        let projections = table.entries.filter { $0.name.hasSuffix(".weight_ho") }
        return paths.sorted().map { path in
            var module = FoundModule(path: path, title: path)
            let members = members[path] ?? []
            module.sources = Set(members.map(\.1.name))
            do throws(WeightsError) {
                if let projection = projection(at: path, among: projections) {
                    throw WeightsError.projection(tensor: projection)
                }
                module.layers = try layers(of: members, at: path)
            } catch { module.problem = error }
            taken.formUnion(module.sources)
            return module
        }
    }

    /// Paddle keeps projections' matrices under the names of cells only.
    private func projection(at path: String, among entries: [ArrayTable.Entry]) -> String? {
        entries.first { Dialect.isPaddleDouble($0.name, of: [path]) }?.tensor.name
    }

    private func layers(of members: [(NumberedName, ArrayTable.Entry)], at path: String) throws(WeightsError)
        -> [FoundLayer]
    {
        if let projection = members.first(where: { $0.0.stem == "weight_hr" }) {
            throw .projection(tensor: projection.1.tensor.name)
        }
        let count = (members.map(\.0.layer).max() ?? 0) + 1
        guard count <= SceneLimits.layers else { throw .tooLarge("layers", count, limit: SceneLimits.layers) }
        let isBidirectional = members.contains { $0.0.isReverse }
        var layers: [FoundLayer] = []
        for number in 0..<count {
            var directions: [CellArrays] = []
            for isReverse in isBidirectional ? [false, true] : [false] {
                directions.append(try direction(number, isReverse: isReverse, at: path))
            }
            let layer = FoundLayer(directions: directions)
            if let below = layers.last, below.outputWidth != layer.inputWidth {
                throw .tensor(
                    name: directions[0].sources[0],
                    "it reads \(layer.inputWidth) numbers, but the layer below gives \(below.outputWidth)")
            }
            try FoundLayer.checkTwins(directions)
            layers.append(layer)
        }
        return layers
    }

    private func direction(_ layer: Int, isReverse: Bool, at path: String) throws(WeightsError) -> CellArrays {
        let suffix = "_l\(layer)\(isReverse ? "_reverse" : "")"
        let find = { (name: String) in table[ModulePath.join(path, name + suffix)]?.tensor }
        let patterns = dialect.cells.filter(\.isNumbered)
        guard let pattern = pattern(isNumbered: true, find: find) else {
            let error = misfit(at: path, patterns, find)
            if case .missingTensor(let name) = error { throw .missingTensor(name + suffix) }
            throw error
        }
        var arrays = try CellArrays(pattern, find: find)
        for state in arrays.kind.states {
            guard let tensor = find(state + "0") else { continue }
            guard tensor.isVector(of: arrays.hidden) else { throw CellArrays.shape(tensor, "[\(arrays.hidden)]") }
            arrays.states[state] = try tensor.finiteValues()
            arrays.sources.append(tensor.name)
            arrays.meanings[tensor.name] = "the initial \(state)"
        }
        return arrays
    }

    /// Paddle's cells that double the layers around them.
    mutating func takeDoubles(_ modules: [FoundModule]) {
        let layered = Set(modules.filter { !$0.layers.isEmpty }.map(\.path))
        for entry in table.entries where Dialect.isPaddleDouble(entry.name, of: layered) { taken.insert(entry.name) }
    }
}

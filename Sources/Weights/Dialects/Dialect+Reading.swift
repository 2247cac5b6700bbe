import Recurrence
import Scenes

extension Dialect {
    /// Everything that this dialect sees in the arrays.
    func read(_ table: ArrayTable) -> FoundModel {
        var reader = DialectReader(self, table)
        return reader.model()
    }
}

/// Reads arrays by one dialect's table.
struct DialectReader {
    private let dialect: Dialect
    private let table: ArrayTable
    private var taken: Set<String> = []

    init(_ dialect: Dialect, _ table: ArrayTable) {
        self.dialect = dialect
        self.table = table
    }

    mutating func model() -> FoundModel {
        var model = FoundModel(dialect: dialect)
        let numbered = numberedModules()
        model.modules = numbered + plainModules(besides: Set(numbered.map(\.path)))
        guard !model.modules.isEmpty else { return model }
        model.modules.sort { $0.path < $1.path }
        model.notes = table.notes
        model.origins = table.origins
        takeDoubles(model.modules)
        if dialect.pairsDirections { model.modules = Self.paired(model.modules) }
        model.matrices = matrices()
        model.rest = rest(model)
        return model
    }

    /// The pattern whose arrays stand under these names, and fit one another as far as their first sizes tell.
    private func pattern(isNumbered: Bool, find: (String) -> Tensor?) -> CellPattern? {
        let found = dialect.cells.filter { pattern in
            pattern.isNumbered == isNumbered && pattern.requiredNames.allSatisfy { find($0) != nil }
                && pattern.excluded.allSatisfy { find($0) == nil }
        }
        return found.first { pattern in
            guard case .stacked(let name) = pattern.recurrent, let shape = find(name)?.shape else { return true }
            guard shape.count == 2 else { return false }
            let (rows, columns) = pattern.isTransposed ? (shape[1], shape[0]) : (shape[0], shape[1])
            return rows == pattern.gates.count * columns && columns > 0
        }
    }

    // MARK: Cells

    /// Modules that are one cell, by the names of their recurrent arrays.
    private mutating func plainModules(besides layered: Set<String>) -> [FoundModule] {
        var anchors: Set<String> = []
        for pattern in dialect.cells where !pattern.isNumbered {
            anchors.insert(pattern.recurrent.names[0])
            if pattern.input.names[0].hasPrefix("weight_ih") { anchors.insert(pattern.input.names[0]) }
        }
        var paths: Set<String> = []
        for entry in table.entries where !entry.isBookkeeping {
            for part in [entry.leaf, entry.tail] where anchors.contains(part) {
                paths.insert(String(entry.name.dropLast(min(part.count + 1, entry.name.count))))
            }
        }
        // A dataset `vars.1` is a bias of any layer; only a cell has a recurrent matrix there.
        if dialect.weight.hasPrefix("vars") { paths = paths.filter(isKerasCell) }
        for refused in dialect.refused {
            for entry in table.entries
            where !entry.isBookkeeping && (entry.leaf == refused.ending || entry.tail == refused.ending) {
                paths.insert(String(entry.name.dropLast(min(refused.ending.count + 1, entry.name.count))))
            }
        }
        paths = paths.filter { !Dialect.isPaddleDouble($0 + ".weight_hh", of: layered) }
        return paths.sorted().map { path in module(at: path) }
    }

    private func isKerasCell(_ path: String) -> Bool {
        guard let recurrent = table[path + ".vars.1"]?.tensor, recurrent.shape.count == 2 else { return false }
        return path.split(separator: ".").contains("cell")
    }

    private mutating func module(at path: String) -> FoundModule {
        var module = FoundModule(path: path, title: title(path))
        let table = table
        let find = { (name: String) in table[ModulePath.join(path, name)]?.tensor }
        let candidates = dialect.cells.filter { !$0.isNumbered }
        for name in Set(candidates.flatMap { $0.requiredNames + $0.optionalNames }) {
            if find(name) != nil { module.sources.insert(ModulePath.join(path, name)) }
        }
        for refused in dialect.refused where find(refused.ending) != nil {
            let mgu = refused.ending != "hf.kernel" || find("hi.kernel") == nil
            if mgu { module.problem = .layer(ModulePath.join(path, refused.ending), refused.reason) }
        }
        if module.problem == nil {
            do throws(WeightsError) {
                guard let pattern = pattern(isNumbered: false, find: find) else {
                    throw misfit(at: path, candidates, find)
                }
                module.layers = [FoundLayer(directions: [try CellArrays(pattern, find: find)])]
                module.sources = Set((pattern.requiredNames + pattern.optionalNames).map { ModulePath.join(path, $0) })
                    .filter { table[$0] != nil }
            } catch { module.problem = error }
        }
        taken.formUnion(module.sources)
        return module
    }

    /// Why no pattern takes the arrays at a path.
    private func misfit(at path: String, _ patterns: [CellPattern], _ find: (String) -> Tensor?) -> WeightsError {
        let recurrent = patterns.compactMap { find($0.recurrent.names[0]) }.first
        if let recurrent, let pattern = patterns.first(where: { $0.requiredNames.allSatisfy { find($0) != nil } }) {
            let sizes =
                pattern.isTransposed
                ? "columns should be 1 (rnn), 3 (gru) or 4 (lstm) times its rows"
                : "rows should be 1 (rnn), 3 (gru) or 4 (lstm) times its columns"
            return .tensor(name: recurrent.name, "its shape is \(recurrent.shape); \(sizes)")
        }
        let missing = patterns.flatMap(\.requiredNames).first { find($0) == nil } ?? patterns[0].requiredNames[0]
        return .missingTensor(ModulePath.join(path, missing))
    }

    /// A path without the parts that only hold a cell.
    private func title(_ path: String) -> String {
        var parts = path.split(separator: ".").map(String.init)
        while let last = parts.last, parts.count > 1, dialect.wrappers.contains(last) { parts.removeLast() }
        while let first = parts.first, parts.count > 1, first == "params" { parts.removeFirst() }
        return parts.joined(separator: ".")
    }

    // MARK: Numbered layers

    /// A name such as `weight_hh_l0_reverse`.
    struct NumberedName {
        var path: String
        var stem: String
        var layer: Int
        var isReverse: Bool

        init?(_ name: String) {
            guard name.contains("_l") else { return nil }
            let (path, leaf) = ModulePath.split(name)
            let isReverse = leaf.hasSuffix("_reverse")
            let rest = isReverse ? leaf.dropLast("_reverse".count) : leaf[...]
            guard let mark = rest.range(of: "_l", options: .backwards) else { return nil }
            let digits = rest[mark.upperBound...]
            guard let layer = Int(digits), String(layer) == digits, (0..<1_000).contains(layer) else { return nil }
            self.path = path
            stem = String(rest[..<mark.lowerBound])
            self.layer = layer
            self.isReverse = isReverse
        }
    }

    private mutating func numberedModules() -> [FoundModule] {
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
            try Self.checkTwins(directions)
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

    /// Both directions of a layer are of one kind, width and make.
    static func checkTwins(_ directions: [CellArrays]) throws(WeightsError) {
        guard directions.count == 2 else { return }
        let (forward, backward) = (directions[0], directions[1])
        guard forward.kind == backward.kind, forward.hidden == backward.hidden,
            forward.inputWidth == backward.inputWidth,
            forward.reset == backward.reset, forward.hasPeepholes == backward.hasPeepholes
        else {
            throw .tensor(name: backward.sources[0], "its shape is not that of the other direction of its layer")
        }
        guard forward.hasBias == backward.hasBias else {
            throw .tensor(name: forward.sources[0], "one direction of its layer has biases, the other has none")
        }
    }

    // MARK: Pairs, doubles, and what stands around

    /// Paddle's cells that double the layers around them.
    private mutating func takeDoubles(_ modules: [FoundModule]) {
        let layered = Set(modules.filter { !$0.layers.isEmpty }.map(\.path))
        for entry in table.entries where Dialect.isPaddleDouble(entry.name, of: layered) { taken.insert(entry.name) }
    }

    /// Two cells whose paths differ in one part, forward here and backward there, are one layer.
    private static func paired(_ modules: [FoundModule]) -> [FoundModule] {
        let places = Dictionary(modules.enumerated().map { ($1.path, $0) }) { first, _ in first }
        var isTaken = [Bool](repeating: false, count: modules.count)
        var result: [FoundModule] = []
        for (index, module) in modules.enumerated() where !isTaken[index] {
            isTaken[index] = true
            let twin = twins(of: module.path).lazy.compactMap { places[$0] }.first { !isTaken[$0] }
            guard let twin else {
                result.append(module)
                continue
            }
            isTaken[twin] = true
            let isSwapped = isBackward(module.path)
            result.append(isSwapped ? pair(modules[twin], module) : pair(module, modules[twin]))
        }
        return result
    }

    private static func isBackward(_ path: String) -> Bool {
        path.split(separator: ".").contains { $0.hasPrefix("backward") || $0 == "cell_bw" }
    }

    private static func twins(of path: String) -> [String] {
        let parts = path.split(separator: ".").map(String.init)
        let words = [("forward", "backward"), ("backward", "forward"), ("cell_fw", "cell_bw"), ("cell_bw", "cell_fw")]
        return parts.indices.flatMap { index in
            words.compactMap { word, other in
                guard parts[index].hasPrefix(word) else { return nil }
                var twin = parts
                twin[index] = other + parts[index].dropFirst(word.count)
                return twin.joined(separator: ".")
            }
        }
    }

    private static func pair(_ forward: FoundModule, _ backward: FoundModule) -> FoundModule {
        var module = forward
        let parts = forward.path.split(separator: ".").map(String.init)
        let cut = parts.firstIndex { $0.hasPrefix("forward") || $0 == "cell_fw" } ?? 0
        module.title = cut == 0 ? forward.title : parts[..<cut].filter { $0 != "params" }.joined(separator: ".")
        module.sources.formUnion(backward.sources)
        module.problem = forward.problem ?? backward.problem
        guard module.problem == nil, forward.layers.count == 1, backward.layers.count == 1 else { return module }
        let directions = [forward.layers[0].directions[0], backward.layers[0].directions[0]]
        do throws(WeightsError) {
            try checkTwins(directions)
            module.layers = [FoundLayer(directions: directions)]
        } catch { module.problem = error }
        return module
    }

    /// Matrices outside the modules, each with the bias beside it.
    private mutating func matrices() -> [FoundMatrix] {
        var matrices: [FoundMatrix] = []
        for entry in table.entries where !taken.contains(entry.name) {
            let tensor = entry.tensor
            guard tensor.shape.count == 2, tensor.shape.allSatisfy({ $0 > 0 }), tensor.type.isRead,
                tensor.count <= SceneLimits.parameters, !entry.isBookkeeping
            else { continue }
            func path(_ leaf: String) -> String? {
                entry.name == leaf
                    ? "" : entry.name.hasSuffix("." + leaf) ? String(entry.name.dropLast(leaf.count + 1)) : nil
            }
            if let path = path(dialect.weight) {
                let bias = table[ModulePath.join(path, dialect.bias)]
                let outputs = dialect.isTransposed ? tensor.shape[1] : tensor.shape[0]
                if let bias, bias.tensor.isVector(of: outputs), !taken.contains(bias.name) {
                    taken.formUnion([entry.name, bias.name])
                    matrices.append(
                        FoundMatrix(
                            path: path, weight: tensor, bias: bias.tensor, isTransposed: dialect.isTransposed,
                            role: .linear))
                    continue
                }
                guard bias == nil else { continue }
                taken.insert(entry.name)
                matrices.append(
                    FoundMatrix(
                        path: path, weight: tensor, isTransposed: dialect.isTransposed, role: dialect.role(of: path)))
            } else if let path = path(dialect.embedding) {
                taken.insert(entry.name)
                matrices.append(FoundMatrix(path: path, weight: tensor, isTransposed: false, role: .embedding))
            }
        }
        return matrices
    }

    private func rest(_ model: FoundModel) -> [FoundModel.Rest] {
        table.entries.filter { !taken.contains($0.name) }.map { entry in
            let tensor = entry.tensor
            let isIdle =
                entry.isBookkeeping || !tensor.type.isRead || tensor.count == 0
                || tensor.shape.isEmpty && Self.isRecord(entry)
            return FoundModel.Rest(
                name: entry.sources.first ?? entry.name, shape: tensor.shape,
                obstacle: isIdle ? nil : Self.guess(entry, table))
        }
    }

    /// Whether a single number records a training by its name, and is no factor of the model.
    private static func isRecord(_ entry: ArrayTable.Entry) -> Bool {
        let words = [
            "loss", "step", "epoch", "iter", "lr", "rate", "best", "acc", "metric", "score", "count", "time",
            "momentum",
            "decay", "seed", "perplexity", "bleu", "version",
        ]
        return words.contains { entry.name.lowercased().contains($0) }
    }

    /// What an array outside all modules probably is.
    private static func guess(_ entry: ArrayTable.Entry, _ table: ArrayTable) -> String {
        let (path, leaf) = ModulePath.split(entry.name)
        let owner = ModulePath.split(path).leaf.lowercased()
        let isVector = entry.tensor.shape.count == 1
        let norms = [
            "scale", "gamma", "beta", "running_mean", "running_var", "mean", "var", "moving_mean", "moving_variance",
        ]
        if norms.contains(leaf) || isVector && (owner.contains("norm") || owner.hasPrefix("ln")) {
            return "a normalization, which no scene has"
        }
        if isVector, leaf == "weight" || leaf == "bias",
            table[ModulePath.join(path, "weight")]?.tensor.shape.count ?? 1 == 1
        {
            return "a normalization or another layer of vectors, which no scene has"
        }
        if entry.tensor.count == 1 { return "a single number, perhaps a factor, which no scene has" }
        if entry.tensor.shape.filter({ $0 != 1 }).count <= 1, entry.tensor.shape.count >= 2 {
            return "a vector, perhaps a learned initial state under a name that is not known, such as h0 and c0 are"
        }
        if entry.tensor.shape.count >= 3 { return "a convolution or another layer that no scene has" }
        return "of no layer that is known here"
    }
}

extension Dialect {
    /// Whether a name is of one of the two cells of Paddle's `BiRNN`, which no other tool calls so.
    static func isOfBiRNN(_ name: String) -> Bool {
        let parts = name.split(separator: ".").suffix(2)
        return parts.count == 2 && ["cell_fw", "cell_bw"].contains(parts.first)
            && parts.last?.hasPrefix("weight_") == true
    }

    /// Whether a name is Paddle's second one of an array: `rnn.0.cell.weight_ih` beside `rnn.weight_ih_l0`.
    static func isPaddleDouble(_ name: String, of modules: Set<String>) -> Bool {
        let parts = name.split(separator: ".")
        guard parts.count >= 3, ["cell", "cell_fw", "cell_bw"].contains(parts[parts.count - 2]),
            Int(parts[parts.count - 3]) != nil
        else { return false }
        return modules.contains(parts.dropLast(3).joined(separator: "."))
    }
}

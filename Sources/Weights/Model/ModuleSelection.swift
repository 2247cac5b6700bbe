import Scenes

/// The modules of a file that become a scene's stack, bottom first.
struct ModuleSelection {
    var modules: [FoundModule]
    /// Whether the user named one module, and what stands around it is not asked for.
    var isNarrowed = false
    /// The path that the user named where it holds the modules with what stands around them; nil for the whole file.
    private(set) var scope: String?
    /// A line about how several came into their order.
    var note: String?

    var layers: [FoundLayer] { modules.flatMap(\.layers) }
    var inputWidth: Int { modules.first?.inputWidth ?? 0 }
    var outputWidth: Int { modules.last?.outputWidth ?? 0 }

    /// Takes what `--stack` or `--prefix` names, or all where they have one order only.
    init(_ model: FoundModel, stack: [String]?, prefix: String?, isOrdered: Bool) throws(WeightsError) {
        modules = []
        if let stack {
            for path in stack { modules.append(try Self.one(path, in: model, option: "--stack")) }
        } else if let prefix {
            let found = model.modules(at: prefix)
            guard !found.isEmpty else { throw .severalModules(prefix, model.modules.map(\.title)) }
            let wanted = ArrayTable.plain(prefix)
            scope = Self.holdsMore(wanted, than: found, model) ? wanted : nil
            isNarrowed = scope == nil
            try choose(among: found, model, isOrdered: isOrdered)
        } else {
            try choose(among: model.modules, model, isOrdered: isOrdered)
        }
        for module in modules { if let problem = module.problem { throw problem } }
        try check()
    }

    /// Whether a path is a model with matrices of its own around the modules, as in a checkpoint of two models.
    private static func holdsMore(_ path: String, than found: [FoundModule], _ model: FoundModel) -> Bool {
        guard found.allSatisfy({ $0.path != path && $0.title != path && $0.alias != path }) else { return false }
        return model.matrices.contains { ModulePath.isWithin($0.path, path) }
    }

    private static func one(_ path: String, in model: FoundModel, option: String) throws(WeightsError) -> FoundModule {
        let found = model.modules(at: path)
        guard found.count == 1, let module = found.first else {
            let names = model.modules.map(\.name).joined(separator: ", ")
            let what = found.isEmpty ? "no recurrent module" : "\(found.count) recurrent modules"
            throw .option("\(option) \(WeightsError.plain(path))", "\(what) of this path; there are \(names)")
        }
        return module
    }

    private mutating func choose(among found: [FoundModule], _ model: FoundModel, isOrdered: Bool) throws(WeightsError)
    {
        guard found.count <= SceneLimits.layers else {
            throw .tooLarge("layers", found.count, limit: SceneLimits.layers)
        }
        guard found.count > 1 else {
            modules = found
            return
        }
        if let problem = found.lazy.compactMap(\.problem).first { throw problem }
        let titles = found.map(\.title)
        if let order = model.structure?.order, order.count == found.count {
            modules = order.compactMap { path in found.first { $0.path == path } }
            note = "stacked as the file says: \(modules.map(\.name).joined(separator: ", "))"
            return
        }
        if isOrdered, let list = Self.list(found) {
            modules = list
            return
        }
        var orders = Self.orders(of: found)
        if orders.count > 1 { orders = orders.filter { Self.fits($0, between: model.matrices) } }
        guard let only = orders.first, orders.count == 1, Set(found.map(\.inputWidth)).count == found.count else {
            if orders.isEmpty { throw .severalModules(nil, titles) }
            throw .severalOrders(titles, isUnique: orders.count == 1)
        }
        modules = only
        note = "stacked in the one order that their widths allow: \(modules.map(\.name).joined(separator: ", "))"
    }

    /// The members 0 … n − 1 of a list that are exactly these.
    private static func list(_ modules: [FoundModule]) -> [FoundModule]? {
        guard let first = modules.first else { return nil }
        let list = ModulePath.split(first.path).path
        let members = modules.indices.compactMap { index in
            modules.first { $0.path == ModulePath.join(list, String(index)) }
        }
        return members.count == modules.count ? members : nil
    }

    /// Up to two orders in which each module reads what the one before gives.
    private static func orders(of modules: [FoundModule]) -> [[FoundModule]] {
        guard modules.count <= 12 else { return [] }
        var orders: [[FoundModule]] = []
        var budget = 100_000
        func extend(_ chain: [FoundModule], _ rest: [FoundModule]) {
            budget -= 1
            guard orders.count < 2, budget > 0 else { return }
            if rest.isEmpty { orders.append(chain) }
            for index in rest.indices where chain.last.map({ $0.outputWidth == rest[index].inputWidth }) ?? true {
                var remaining = rest
                extend(chain + [remaining.remove(at: index)], remaining)
            }
        }
        extend([], modules)
        return orders
    }

    /// Whether an order begins with what an embedding gives and ends with what a readout reads, where there are such.
    private static func fits(_ order: [FoundModule], between matrices: [FoundMatrix]) -> Bool {
        let embeddings = matrices.filter { $0.role != .linear }
        let readouts = matrices.filter { $0.role == .linear }
        return (embeddings.isEmpty || embeddings.contains { $0.width == order.first?.inputWidth })
            && (readouts.isEmpty || readouts.contains { $0.inputs == order.last?.outputWidth })
    }

    /// Every module reads what the one below gives, and all fit into a scene.
    private func check() throws(WeightsError) {
        for (below, module) in zip(modules, modules.dropFirst()) where below.outputWidth != module.inputWidth {
            throw .tensor(
                name: module.layers.first?.directions[0].sources.first ?? module.path,
                "it reads \(module.inputWidth) numbers, but \(below.title) gives \(below.outputWidth)")
        }
        guard layers.count <= SceneLimits.layers else {
            throw .tooLarge("layers", layers.count, limit: SceneLimits.layers)
        }
        let numbers = layers.flatMap(\.directions).flatMap(\.matrices.values).reduce(0) { $0 + $1.values.count }
        guard numbers <= DocumentLimits().nodes else {
            throw .tooLarge("weights", numbers, limit: DocumentLimits().nodes)
        }
    }
}

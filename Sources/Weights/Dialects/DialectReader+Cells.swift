extension DialectReader {
    /// Modules that are one cell, by the names of their recurrent arrays.
    mutating func plainModules(besides layered: Set<String>) -> [FoundModule] {
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

    /// A path without the parts that only hold a cell.
    private func title(_ path: String) -> String {
        var parts = path.split(separator: ".").map(String.init)
        while let last = parts.last, parts.count > 1, dialect.wrappers.contains(last) { parts.removeLast() }
        while let first = parts.first, parts.count > 1, first == "params" { parts.removeFirst() }
        return parts.joined(separator: ".")
    }
}

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
    let dialect: Dialect
    let table: ArrayTable
    /// The names of the arrays that are used already.
    var taken: Set<String> = []

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
        if dialect.pairsDirections { model.modules = FoundModule.paired(model.modules) }
        model.matrices = matrices()
        model.rest = rest(model)
        return model
    }

    /// The pattern whose arrays stand under these names, and fit one another as far as their first sizes tell.
    func pattern(isNumbered: Bool, find: (String) -> Tensor?) -> CellPattern? {
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

    /// Why no pattern takes the arrays at a path.
    func misfit(at path: String, _ patterns: [CellPattern], _ find: (String) -> Tensor?) -> WeightsError {
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
}

import Scenes

/// Arrays without names, `arr_0`, `arr_1`, … or, of a pickled list, `0`, `1`, … in the order in which a tool hands them out: Keras' `get_weights` and Equinox'
/// leaves. Which tool and which layers it was, their shapes tell.
enum PositionalArrays {
    /// The model that the arrays are, or nil where they have names.
    static func read(_ table: ArrayTable, dialect wanted: String?) -> FoundModel? {
        guard !table.entries.isEmpty, let ordered = ordered(table) else { return nil }
        let readings = [Dialect.keras, Dialect.equinox]
            .filter { wanted == nil || $0.name == wanted }
            .map { Reader($0, ordered).model() }
        return readings.max { $0.modules.count < $1.modules.count }
    }

    private static func ordered(_ table: ArrayTable) -> [Tensor]? {
        var tensors: [Tensor] = []
        for index in table.entries.indices {
            guard let entry = table["arr_\(index)"] ?? table["\(index)"] else { return nil }
            tensors.append(entry.tensor)
        }
        return tensors
    }

    private struct Reader {
        let dialect: Dialect
        let tensors: [Tensor]
        var place = 0

        init(_ dialect: Dialect, _ tensors: [Tensor]) {
            self.dialect = dialect
            self.tensors = tensors
        }

        func model() -> FoundModel {
            var reader = self
            var model = FoundModel(dialect: dialect)
            while reader.place < tensors.count { reader.step(&model) }
            model.notes.append("the arrays have no names; their shapes were read as \(dialect.title)'s, in their order")
            return model
        }

        private func tensor(_ offset: Int) -> Tensor? {
            place + offset < tensors.count ? tensors[place + offset] : nil
        }

        private mutating func step(_ model: inout FoundModel) {
            if let (arrays, count) = cell() {
                let path = tensors[place].name
                var module = FoundModule(path: path, title: path, layers: [FoundLayer(directions: [arrays])])
                module.sources = Set(tensors[place..<place + count].map(\.name))
                place += count
                model.modules.append(module)
                pairLast(&model)
            } else if let weight = tensor(0), weight.shape.count == 2, weight.shape.allSatisfy({ $0 > 0 }),
                weight.type.isRead
            {
                let outputs = dialect.isTransposed ? weight.shape[1] : weight.shape[0]
                let bias = tensor(1).flatMap { $0.shape == [outputs] ? $0 : nil }
                model.matrices.append(
                    FoundMatrix(
                        path: weight.name, weight: weight, bias: bias, isTransposed: dialect.isTransposed,
                        role: bias == nil ? .either : .linear))
                place += bias == nil ? 1 : 2
            } else {
                model.rest.append(
                    FoundModel.Rest(
                        name: tensors[place].name, shape: tensors[place].shape,
                        obstacle: tensors[place].shape.isEmpty || !tensors[place].type.isRead
                            ? nil : "of no layer that is known here"))
                place += 1
            }
        }

        /// A cell whose arrays stand next, and how many they are.
        private func cell() -> (CellArrays, Int)? {
            for pattern in dialect.cells {
                let names = pattern.requiredNames + pattern.optionalNames
                for count in stride(from: names.count, through: pattern.requiredNames.count, by: -1) {
                    guard fits(pattern, names, count) else { continue }
                    let find = { (name: String) -> Tensor? in
                        names.firstIndex(of: name).flatMap { $0 < count ? self.tensor($0) : nil }
                    }
                    if let arrays = try? CellArrays(pattern, find: find) { return (arrays, count) }
                }
            }
            return nil
        }

        private func fits(_ pattern: CellPattern, _ names: [String], _ count: Int) -> Bool {
            guard let input = tensor(0)?.shape, let recurrent = tensor(1)?.shape, tensor(count - 1) != nil,
                input.count == 2, recurrent.count == 2
            else { return false }
            let (rows, columns) = pattern.isTransposed ? (recurrent[1], recurrent[0]) : (recurrent[0], recurrent[1])
            guard columns > 0, rows == pattern.gates.count * columns,
                rows == (pattern.isTransposed ? input[1] : input[0])
            else { return false }
            // Two square matrices without a bias could as well be Linears.
            return pattern.kind != .rnn || count > 2
        }

        /// Two cells alike after one another are the two directions of a layer, where the second cannot read the first.
        private func pairLast(_ model: inout FoundModel) {
            guard model.modules.count >= 2, dialect.name == "keras" else { return }
            let (last, previous) = (model.modules[model.modules.count - 1], model.modules[model.modules.count - 2])
            guard last.layers.count == 1, previous.layers.count == 1, previous.layers[0].directions.count == 1,
                last.inputWidth == previous.inputWidth, last.outputWidth == previous.outputWidth,
                last.inputWidth != previous.outputWidth,
                (try? FoundLayer.checkTwins([previous.layers[0].directions[0], last.layers[0].directions[0]])) != nil
            else { return }
            model.modules.removeLast()
            model.modules[model.modules.count - 1].layers[0].directions.append(last.layers[0].directions[0])
            model.modules[model.modules.count - 1].sources.formUnion(last.sources)
        }
    }
}

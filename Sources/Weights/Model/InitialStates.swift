/// Learned initial states that a module keeps as arrays of its own: `h0`, `init_h`, `hidden0` and their like, of one number
/// for each unit of each layer and direction, in torch's order.
enum InitialStates {
    private static let names: [String: String] = [
        "h0": "h", "h_0": "h", "init_h": "h", "h_init": "h", "initial_h": "h", "hidden0": "h", "hidden_0": "h",
        "init_hidden": "h",
        "initial_hidden": "h", "hidden_init": "h", "initial_state": "h", "init_state": "h", "state0": "h",
        "c0": "c", "c_0": "c", "init_c": "c", "c_init": "c", "initial_c": "c", "cell0": "c", "cell_0": "c",
        "init_cell": "c",
        "initial_cell": "c", "cell_init": "c",
    ]

    /// Moves the states among what is left over into the layers that they belong to, and says so.
    static func take(from model: inout FoundModel, file: TensorFile, into selection: inout ModuleSelection)
        throws(WeightsError)
    {
        for rest in model.rest where rest.obstacle != nil {
            let (_, leaf) = ModulePath.split(ArrayTable.plain(rest.name))
            guard let state = names[leaf], let tensor = file[rest.name] else { continue }
            let count = selection.layers.reduce(0) { $0 + $1.outputWidth }
            guard tensor.count == count, selection.layers.allSatisfy({ $0.kind.states.contains(state) }) else {
                continue
            }
            var values = try tensor.finiteValues()[...]
            for module in selection.modules.indices {
                for layer in selection.modules[module].layers.indices {
                    for direction in selection.modules[module].layers[layer].directions.indices {
                        let hidden = selection.modules[module].layers[layer].hidden
                        selection.modules[module].layers[layer].directions[direction].states[state] = Array(
                            values.prefix(hidden))
                        values = values.dropFirst(hidden)
                    }
                }
            }
            model.rest.removeAll { $0.name == rest.name }
            model.notes.append(
                "\(WeightsError.quoted(rest.name)) is taken as the learned initial \(state), by its name and size")
        }
    }
}

extension Dialect {
    /// keras.layers.LSTM, GRU and SimpleRNN under the paths of their variables, Keras 3.15.
    ///
    /// Inputs × outputs; i, f, c, o and z, r, h; one bias, of a GRU with reset_after two rows, the second beside U; z keeps.
    static let keras = Dialect(
        name: "keras", title: "Keras", cells: kerasCells("kernel", "recurrent_kernel", "bias"), weight: "kernel",
        embedding: "embeddings", isTransposed: true,
        wrappers: ["cell", "lstm_cell", "gru_cell", "simple_rnn_cell"], activation: kerasActivation)

    /// The same layers in an HDF5 file of weights, which numbers the variables of each.
    static let kerasFile = Dialect(
        name: "keras", title: "Keras", cells: kerasCells("vars.0", "vars.1", "vars.2"), weight: "vars.0",
        bias: "vars.1",
        embedding: "vars.0", linearOwners: ["dense"], embeddingOwners: ["embedding"], isTransposed: true,
        wrappers: ["cell"], activation: kerasActivation)

    private static let kerasActivation = "tanh, Keras' default, since a file of weights does not say it"

    private static func kerasCells(_ kernel: String, _ recurrent: String, _ bias: String) -> [CellPattern] {
        let gates: [(RecurrentKind, [CellPattern.Gate])] = [(.lstm, .torchLSTM), (.gru, .kerasGRU), (.rnn, .single)]
        return gates.map { kind, gates in
            CellPattern(
                kind: kind, gates: gates, input: .stacked(kernel), recurrent: .stacked(recurrent),
                biases: [.rows(bias)],
                isTransposed: true)
        }
    }
}

extension Dialect {
    /// equinox.nn.LSTMCell and GRUCell, Equinox 0.13.
    ///
    /// Outputs × inputs; i, f, g, o and r, z, n; `bias` stands at the inputs' side, a GRU's `bias_n` inside the reset; z keeps.
    static let equinox = Dialect(
        name: "equinox", aliases: ["eqx"], title: "Equinox",
        cells: [
            CellPattern(
                kind: .lstm, gates: .torchLSTM, input: .stacked("weight_ih"), recurrent: .stacked("weight_hh"),
                biases: [.outer(.stacked("bias"))], excluded: ["bias_ih", "bias_hh"]),
            CellPattern(
                kind: .gru, gates: .torchGRU, input: .stacked("weight_ih"), recurrent: .stacked("weight_hh"),
                biases: [.outer(.stacked("bias")), .inner("bias_n")], excluded: ["bias_ih", "bias_hh"]),
        ],
        wrappers: ["cell"])
}

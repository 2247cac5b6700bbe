extension Dialect {
    /// mlx.nn.LSTM, GRU and RNN, mlx 0.32.
    ///
    /// Outputs × inputs; i, f, g, o and r, z, n; a GRU's biases are called `b` and, inside the reset, `bhn`, an RNN's
    /// matrices `Wxh` and `Whh`; z keeps.
    static let mlx = Dialect(
        name: "mlx", title: "MLX",
        cells: [
            CellPattern(
                kind: .lstm, gates: .torchLSTM, input: .stacked("Wx"), recurrent: .stacked("Wh"),
                biases: [.outer(.stacked("bias"))]),
            CellPattern(
                kind: .gru, gates: .torchGRU, input: .stacked("Wx"), recurrent: .stacked("Wh"),
                biases: [.outer(.stacked("b")), .inner("bhn")]),
            CellPattern(
                kind: .rnn, gates: .single, input: .stacked("Wxh"), recurrent: .stacked("Whh"),
                biases: [.outer(.stacked("bias"))]),
        ],
        activation: "tanh, MLX' default, since the file does not say it")
}

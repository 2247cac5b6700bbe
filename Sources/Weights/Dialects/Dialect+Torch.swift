extension Dialect {
    /// torch.nn.LSTM, GRU, RNN (`weight_ih_l0`) and LSTMCell, GRUCell, RNNCell (`weight_ih`), torch 2.13.
    ///
    /// Outputs × inputs; i, f, g, o and r, z, n; two biases that act as their sum, but for n's hidden one inside the reset;
    /// z keeps. Linear is outputs × inputs.
    static let torch = Dialect(
        name: "torch", aliases: ["pytorch"], title: "PyTorch",
        cells: torchCells(isNumbered: true) + torchCells(isNumbered: false),
        pairsDirections: false,
        refused: [("weight_hr", "a projection (proj_size), which no scene has")],
        activation: "tanh, torch's default, since the file does not say it")

    static func torchCells(isNumbered: Bool) -> [CellPattern] {
        let gates: [(RecurrentKind, [CellPattern.Gate])] = [(.rnn, .single), (.gru, .torchGRU), (.lstm, .torchLSTM)]
        return gates.map { kind, gates in
            CellPattern(
                kind: kind, gates: gates, input: .stacked("weight_ih"), recurrent: .stacked("weight_hh"),
                biases: [.outer(.stacked("bias_ih")), .recurrent(.stacked("bias_hh"))], excluded: ["bias", "bias_n"],
                isNumbered: isNumbered)
        }
    }
}

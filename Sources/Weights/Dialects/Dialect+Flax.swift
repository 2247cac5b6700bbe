extension Dialect {
    /// flax.nnx' LSTMCell, OptimizedLSTMCell, GRUCell and SimpleCell, flax 0.12.
    ///
    /// Inputs × outputs; an LSTM's bias stands at the recurrent side, which makes no difference, a GRU's at the inputs' side
    /// only, so that nothing is added inside the reset; z keeps.
    static let flaxNNX = Dialect(
        name: "flax-nnx", aliases: ["flax", "nnx"], title: "Flax NNX",
        cells: [
            CellPattern(
                kind: .lstm, gates: .torchLSTM,
                input: .separate(["ii.kernel", "if_.kernel", "ig.kernel", "io.kernel"]),
                recurrent: .separate(["hi.kernel", "hf.kernel", "hg.kernel", "ho.kernel"]),
                biases: [.outer(.separate(["hi.bias", "hf.bias", "hg.bias", "ho.bias"]))], isTransposed: true),
            dense(.lstm, .torchLSTM, bias: "dense_h.bias"), dense(.gru, .torchGRU, bias: "dense_i.bias"),
            dense(.rnn, .single, bias: "dense_i.bias"),
        ],
        weight: "kernel", embedding: "embedding", isTransposed: true, wrappers: ["cell"],
        activation: "tanh, Flax' default, since the file does not say it")

    private static func dense(_ kind: RecurrentKind, _ gates: [CellPattern.Gate], bias: String) -> CellPattern {
        CellPattern(
            kind: kind, gates: gates, input: .stacked("dense_i.kernel"), recurrent: .stacked("dense_h.kernel"),
            biases: [.outer(.stacked(bias))], isTransposed: true,
            excluded: [bias == "dense_h.bias" ? "dense_i.bias" : "dense_h.bias"])
    }

    /// flax.linen's LSTMCell, OptimizedLSTMCell (the same tree), GRUCell and SimpleCell, flax 0.12.
    ///
    /// Inputs × outputs, a matrix for each gate; of a GRU, `hn.bias` stands inside the reset; z keeps.
    static let flaxLinen = Dialect(
        name: "flax-linen", aliases: ["flax", "linen"], title: "Flax Linen",
        cells: [
            CellPattern(
                kind: .lstm, gates: .torchLSTM, input: .separate(["ii.kernel", "if.kernel", "ig.kernel", "io.kernel"]),
                recurrent: .separate(["hi.kernel", "hf.kernel", "hg.kernel", "ho.kernel"]),
                biases: [.outer(.separate(["hi.bias", "hf.bias", "hg.bias", "ho.bias"]))], isTransposed: true),
            CellPattern(
                kind: .gru, gates: .torchGRU, input: .separate(["ir.kernel", "iz.kernel", "in.kernel"]),
                recurrent: .separate(["hr.kernel", "hz.kernel", "hn.kernel"]),
                biases: [.outer(.separate(["ir.bias", "iz.bias", "in.bias"])), .inner("hn.bias")], isTransposed: true),
            CellPattern(
                kind: .rnn, gates: .single, input: .stacked("i.kernel"), recurrent: .stacked("h.kernel"),
                biases: [.outer(.stacked("i.bias"))], isTransposed: true),
        ],
        weight: "kernel", embedding: "embedding", isTransposed: true, wrappers: ["cell", "params"],
        refused: [("hf.kernel", "a minimal gated unit (MGUCell), which no scene has")],
        activation: "tanh, Flax' default, since the file does not say it")
}

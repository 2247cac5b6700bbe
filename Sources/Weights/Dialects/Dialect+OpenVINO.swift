extension Dialect {
    /// OpenVINO's LSTMSequence, GRUSequence and RNNSequence under the names that the command which converts its pair of
    /// files gives them, openvino 2026.4. One direction's arrays; `OpenVINOModel` cuts them out.
    ///
    /// f, i, c, o and z, r, h; an LSTM's bias is the sum, a GRU's has a fourth block where its reset acts after the product.
    static let openVINO = Dialect(
        name: "openvino", title: "OpenVINO",
        cells: [
            CellPattern(
                kind: .lstm, gates: .openVINOLSTM, input: .stacked("W"), recurrent: .stacked("R"),
                biases: [.outer(.stacked("B"))]),
            CellPattern(
                kind: .gru, gates: .kerasGRU, input: .stacked("W"), recurrent: .stacked("R"),
                biases: [.outer(.stacked("B")), .inner("Rbh")]),
            CellPattern(
                kind: .rnn, gates: .single, input: .stacked("W"), recurrent: .stacked("R"),
                biases: [.outer(.stacked("B"))]),
        ])
}

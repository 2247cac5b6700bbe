extension Dialect {
    /// paddle.nn.LSTM, GRU, SimpleRNN and their cells, paddlepaddle 3.3.
    ///
    /// As torch's, each a second time under `0.cell.…`; but Linear is inputs × outputs, square ones too.
    static let paddle = Dialect(
        name: "paddle", title: "PaddlePaddle",
        cells: torchCells(isNumbered: true) + torchCells(isNumbered: false), isTransposed: true,
        refused: [
            ("cell.weight_ho", "a projection (proj_size), which no scene has"),
            ("weight_ho", "a projection (proj_size), which no scene has"),
            ("cell_fw.weight_ho", "a projection (proj_size), which no scene has"),
        ],
        activation: "tanh, Paddle's default, since the file does not say it")
}

extension Dialect {
    /// Whether a name is of one of the two cells of Paddle's `BiRNN`, which no other tool calls so.
    static func isOfBiRNN(_ name: String) -> Bool {
        let parts = name.split(separator: ".").suffix(2)
        return parts.count == 2 && ["cell_fw", "cell_bw"].contains(parts.first)
            && parts.last?.hasPrefix("weight_") == true
    }

    /// Whether a name is Paddle's second one of an array: `rnn.0.cell.weight_ih` beside `rnn.weight_ih_l0`.
    static func isPaddleDouble(_ name: String, of modules: Set<String>) -> Bool {
        let parts = name.split(separator: ".")
        guard parts.count >= 3, ["cell", "cell_fw", "cell_bw"].contains(parts[parts.count - 2]),
            Int(parts[parts.count - 3]) != nil
        else { return false }
        return modules.contains(parts.dropLast(3).joined(separator: "."))
    }
}

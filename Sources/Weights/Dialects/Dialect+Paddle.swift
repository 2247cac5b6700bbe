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

extension Dialect {
    /// tinygrad.nn.LSTMCell, its only recurrent layer, tinygrad 0.14: as torch's cell; Linear too.
    static let tinygrad = Dialect(
        name: "tinygrad", title: "tinygrad", cells: torchCells(isNumbered: false).filter { $0.kind == .lstm })
}

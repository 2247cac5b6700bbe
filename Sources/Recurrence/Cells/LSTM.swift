import Formula

/// Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate and peepholes by Gers et al. 2000, 2002):
///
///     f = σ(W_f x_t + U_f h_{t−1} + V_f c_{t−1} + b_f)
///     i = σ(W_i x_t + U_i h_{t−1} + V_i c_{t−1} + b_i)
///     c_tilde = tanh(W_c x_t + U_c h_{t−1} + b_c)
///     c = f ⊙ c_{t−1} + i ⊙ c_tilde
///     o = σ(W_o x_t + U_o h_{t−1} + V_o c_t + b_o)
///     h = o ⊙ tanh(c)
///
/// The peepholes V are absent, diagonal (V ⊙ c) or full (V c); the output gate sees the new cell state.
public struct LSTM: Cell {
    public static let name = "lstm"
    public static let options: [CellOption] = [.peephole]
    public static let states = ["h", "c"]

    /// Whether the V are absent, vectors of width H, or H × H matrices.
    public let peephole: Peephole

    /// Reads `peephole` alone.
    public init(_ options: CellOptions) { peephole = options.peephole }

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let h = step.previous("h")
        let c = step.previous("c")
        let a_f = step.affine(
            "a_f", [.input("W_f", x), .recurrent("U_f", h)] + seeing("V_f", c), bias: .keeping("b_f"))
        let f = step.apply(.sigmoid, to: a_f, as: "f", .gate(.keeps, "forget"))
        let a_i = step.affine("a_i", [.input("W_i", x), .recurrent("U_i", h)] + seeing("V_i", c), bias: "b_i")
        let i = step.apply(.sigmoid, to: a_i, as: "i", .gate(.letsIn, "input"))
        let a_c = step.affine("a_c", [.input("W_c", x), .recurrent("U_c", h)], bias: "b_c")
        let c_tilde = step.apply(.tanh, to: a_c, as: "c_tilde", .candidate("new"))
        let c_new = step.productSum(f, c, i, c_tilde, as: "c", .state("cell"))
        let a_o = step.affine("a_o", [.input("W_o", x), .recurrent("U_o", h)] + seeing("V_o", c_new), bias: "b_o")
        let o = step.apply(.sigmoid, to: a_o, as: "o", .gate(.shows, "output"))
        _ = step.product(o, step.unnamed(.tanh, of: c_new), as: "h")
    }

    private func seeing(_ name: String, _ c: StepWriter.Value) -> [StepWriter.Product] {
        switch peephole {
        case .none: []
        case .diagonal: [.diagonalPeephole(name, c)]
        case .full: [.peephole(name, c)]
        }
    }
}

extension LSTM {
    public var letters: [Notation: CellLetters] {
        [
            .dalmau: CellLetters(stacks: ["f", "i", "c", "o"].map(MatrixStack.stateFirst)),
            .brasher: .affineNames(["a_f", "a_i", "a_c", "a_o"]),
            .mcallester: .indexed(["f", "i", "c", "o"]),
            .jumadinova: CellLetters(
                ["c_tilde": Letter("g")], stacks: ["f", "i", "c", "o"].map(MatrixStack.stateFirst)),
            .pytorch: CellLetters(
                [
                    "c_tilde": Letter("g"), "a_c": Letter("a_g"), "W_c": Letter("W_ig"), "U_c": Letter("W_hg"),
                    "b_c": Letter(.both("b_ig", "b_hg")),
                ].merging(
                    ["f", "i", "o"].flatMap { gate in
                        [
                            ("W_\(gate)", Letter("W_i\(gate)")), ("U_\(gate)", Letter("W_h\(gate)")),
                            ("b_\(gate)", Letter(.both("b_i\(gate)", "b_h\(gate)"))),
                        ]
                    }, uniquingKeysWith: { $1 })),
        ]
    }
}

import Formula

/// The update gate RNN (Collins, Sohl-Dickstein and Sussillo 2016; McAllester's residual connection through time):
///
///     R = tanh(W_R x_t + U_R h_{t−1} + b_R)
///     G = σ(W_G x_t + U_G h_{t−1} + b_G)
///     h = G ⊙ h_{t−1} + (1 − G) ⊙ R
public struct UGRNN: Cell {
    public static let name = "ugrnn"
    public static let options: [CellOption] = []
    public static let states = ["h"]

    /// Reads no option: the candidate is always tanh, and the gate σ.
    public init(_ options: CellOptions) {}

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let h = step.previous("h")
        let a_R = step.affine("a_R", [.input("W_R", x), .recurrent("U_R", h)], bias: "b_R")
        let R = step.apply(.tanh, to: a_R, as: "R", .candidate("new"))
        let a_G = step.affine("a_G", [.input("W_G", x), .recurrent("U_G", h)], bias: .keeping("b_G"))
        let G = step.apply(.sigmoid, to: a_G, as: "G", .gate(.keeps, "gate"))
        _ = step.blend(gate: G, h, R, as: "h")
    }
}

extension UGRNN {
    public var letters: [Notation: CellLetters] {
        [
            .brasher: .affineNames(["a_R", "a_G"]),
            .mcallester: .indexed(["R", "G"]),
        ]
    }
}

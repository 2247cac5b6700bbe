/// The minimal gated recurrent unit (Feng et al. 2024):
///
///     z = σ(W_z x_t + b_z)
///     h_tilde = W_h x_t + b_h
///     h = (1 − z) ⊙ h_{t−1} + z ⊙ h_tilde
///
/// Gate and candidate do not see h_{t−1}: all of them can be computed at once, and h is a linear recurrence in h.
public struct MinGRU: Cell {
    public static let name = "mingru"
    public static let options: [CellOption] = []
    public static let states = ["h"]

    /// Reads no option: the candidate is linear, and the gate is always σ.
    public init(_ options: CellOptions) {}

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let a_z = step.affine("a_z", [.input("W_z", x)], bias: .replacing("b_z"))
        let z = step.apply(.sigmoid, to: a_z, as: "z", .gate(.letsIn, "update"))
        let h_tilde = step.affine("h_tilde", [.input("W_h", x)], bias: "b_h", .candidate("new"))
        _ = step.blend(gate: z, h_tilde, step.previous("h"), as: "h")
    }
}

extension MinGRU {
    public var letters: [Notation: CellLetters] {
        [.mcallester: .indexed(["z", "h"])]
    }
}

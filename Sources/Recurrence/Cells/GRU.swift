import Formula

/// The gated recurrent unit (Cho et al. 2014, Chung et al. 2014):
///
///     z = σ(W_z x_t + U_z h_{t−1} + b_z)
///     r = σ(W_r x_t + U_r h_{t−1} + b_r)
///     h_tilde = tanh(W_h x_t + U_h (r ⊙ h_{t−1}) + b_h)              reset before the product
///     h_tilde = tanh(W_h x_t + b_h + r ⊙ (U_h h_{t−1} + c_h))        reset after it (cuDNN, PyTorch)
///     h = (1 − z) ⊙ h_{t−1} + z ⊙ h_tilde
public struct GRU: Cell {
    public static let name = "gru"
    public static let options: [CellOption] = [.reset]
    public static let states = ["h"]

    /// Which of the two equations of h_tilde is written; c_h belongs to `after`.
    public let reset: ResetGate

    /// Reads `reset` alone.
    public init(_ options: CellOptions) { reset = options.reset }

    public func write(_ step: inout StepWriter) {
        let x = step.input
        let h = step.previous("h")
        let a_z = step.affine("a_z", [.input("W_z", x), .recurrent("U_z", h)], bias: .replacing("b_z"))
        let z = step.apply(.sigmoid, to: a_z, as: "z", .gate(.letsIn, "update"))
        let a_r = step.affine("a_r", [.input("W_r", x), .recurrent("U_r", h)], bias: "b_r")
        let r = step.apply(.sigmoid, to: a_r, as: "r", .gate(.resets, "reset"))
        let a_h: StepWriter.Value
        switch reset {
        case .before:
            let rh = step.unnamedProduct(r, h)
            a_h = step.affine("a_h", [.input("W_h", x), .recurrent("U_h", rh)], bias: "b_h")
        case .after:
            let product = step.unnamedAffine([.recurrent("U_h", h)], bias: .recurrent("c_h"), of: "a_h")
            a_h = step.affine("a_h", [.input("W_h", x)], bias: "b_h", plus: r, times: product)
        }
        let h_tilde = step.apply(.tanh, to: a_h, as: "h_tilde", .candidate("new"))
        _ = step.blend(gate: z, h_tilde, h, as: "h")
    }
}

extension GRU {
    public var letters: [Notation: CellLetters] {
        [
            .dalmau: CellLetters(stacks: [.stateFirst("z"), .stateFirst("r"), .stateFirst("h")]),
            .brasher: .affineNames(["a_z", "a_r", "a_h"]),
            .mcallester: .indexed(["z", "r", "h"], bias: ["c_h": Letter("C", .negative)]),
            .jumadinova: CellLetters(stacks: [.stateFirst("z"), .stateFirst("r"), .stateFirst("h")]),
            .pytorch: pytorch,
        ]
    }

    /// z there is 1 − z here, so its weights have the other sign; h_tilde is n.
    private var pytorch: CellLetters {
        let after = reset == .after
        return CellLetters([
            "z": Letter("z", .complement), "a_z": Letter("a_z", .negative), "W_z": Letter("W_iz", .negative),
            "U_z": Letter("W_hz", .negative), "b_z": Letter(.both("b_iz", "b_hz"), .negative),
            "a_r": Letter("a_r"), "W_r": Letter("W_ir"), "U_r": Letter("W_hr"), "b_r": Letter(.both("b_ir", "b_hr")),
            "h_tilde": Letter("n"), "a_h": Letter("a_n"), "W_h": Letter("W_in"), "U_h": Letter("W_hn"),
            "b_h": after ? Letter("b_in") : Letter(.both("b_in", "b_hn")), "c_h": Letter("b_hn"),
        ])
    }
}

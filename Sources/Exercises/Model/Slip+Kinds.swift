extension Slip {
    /// The sentence for a student, in the letters of a kind of exercise.
    func message(in kind: String) -> String {
        if let own = ownMessage(kind) { return own }
        guard kind == "backward" else { return words.message }
        // A scene's letters are the explorer's.
        return Self.letters.reduce(words.message) { $0.replacing($1.0, with: $1.1) }
    }

    private static let letters = [
        ("∂L/∂W_aa", "∂L/∂U"), ("∂L/∂W_ax", "∂L/∂W"), ("∂L/∂W_ya", "∂L/∂W_y"), ("W_aa", "U"), ("W_ax", "W"),
        ("W_ya", "W_y"), ("index of a ", "index of the state "), ("a^0", "h_0"), ("a^1", "h_1"), ("a^t", "h_t"),
        ("δ^t", "∂L/∂h_t"), ("e^t", "∂L/∂y_t"),
    ]

    private func ownMessage(_ kind: String) -> String? {
        switch (self, kind) {
        case (.m01, "linear-bptt-last"):
            "This is ∂L_t/∂a^t, the slide read literally: each step's own loss. Here one loss is meant, the last step's, for every t."
        case (.m03, "affine-backward"): "The transpose is forgotten: look at the matrix in front of ∂L/∂z."
        case (.m03, "lstm-bptt"), (.m03, "gru-bptt"), (.m03, "ugrnn-bptt"):
            "The transpose is forgotten on the way back to h_0: look at the matrices U in front of the da."
        case (.m03, "vanish"): "The Jacobian is transposed: look at which index of U is that of the later state."
        case (.g07, "affine-backward"):
            "The activation's own derivative is missing between y and z: relu is flat below 0."
        case (.g08, "affine-backward"):
            "The activation's derivative stands in the wrong place: it comes first on the way back, before W."
        case (.g09, "affine-backward"): "z itself stands where relu's own derivative belongs, which is 0 or 1."
        case (.g07, "lstm-bptt"):
            "The candidate's own derivative is missing: c~ is a tanh, and the gradient goes through it to its pre-activation."
        case (.m05, "softmax-nll"): "The sign of the error is turned round: look at the order of ŷ and y in ∂L/∂a_y."
        case (.m22, "softmax-nll"): "The target is forgotten: look at ∂L/∂a_y once more."
        case (.g16, "softmax-nll"):
            "The probabilities are made from the scores themselves: a softmax takes an exponential first."
        default: nil
        }
    }
}

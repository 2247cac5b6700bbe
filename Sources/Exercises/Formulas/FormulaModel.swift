import Formula

/// A network whose equations formulas are about: the names, their shapes and their steps.
public enum FormulaModel: Sendable {
    /// a^t = W_aa a^{t−1} + W_ax x^t, ŷ^t = W_ya a^t, L = Σ ½‖ŷ^t − y^t‖², with its backward pass.
    case linear
    /// a^1 = tanh(W_aa a^0 + W_ax x^1 + b_a), a^t = tanh(W_aa a^{t−1} + W_ax ŷ^{t−1} + b_a), ŷ^t = W_ya a^t + b_y.
    case oneToMany

    /// Outputs that are fed back have the size of inputs.
    private var output: Dimension { self == .linear ? .letter("O") : .letter("I") }

    /// The names of the network with their shapes in H, I and O, and other spellings; t is for the task to add.
    public var vocabulary: Vocabulary {
        let (h, i): (Dimension, Dimension) = (.letter("H"), .letter("I"))
        var meanings: [String: Vocabulary.Meaning] = [
            "W_aa": .constant(MatrixShape(h, h)), "W_ax": .constant(MatrixShape(h, i)),
            "W_ya": .constant(MatrixShape(output, h)),
            "a": .sequence(rows: h), "x": .sequence(rows: i), "yhat": .sequence(rows: output), "T": .index,
        ]
        var aliases = [
            "Waa": "W_aa", "Wax": "W_ax", "Wya": "W_ya", "y_hat": "yhat", "h": "a",
        ]
        switch self {
        case .linear:
            meanings["y"] = .sequence(rows: output)
            meanings["e"] = .sequence(rows: output)
            meanings["delta"] = .sequence(rows: h)
            for name in ["d", "da", "Delta"] { aliases[name] = "delta" }
        case .oneToMany:
            meanings["b_a"] = .constant(.column(h))
            meanings["b_y"] = .constant(.column(output))
            aliases["ba"] = "b_a"
            aliases["by"] = "b_y"
            aliases["y"] = "yhat"
        }
        return Vocabulary(
            mode: .formula, meanings: meanings, aliases: aliases, functions: self == .linear ? [] : [.tanh])
    }

    /// The steps at which a sequence has elements.
    func steps(of name: String, last T: Int) -> ClosedRange<Int> {
        switch (self, name) {
        case (_, "a"): return 0...T
        case (.linear, "delta"): return 1...(T + 1)
        case (.oneToMany, "x"): return 1...1
        default: return 1...T
        }
    }
}

/// The sizes of a network.
struct FormulaSizes: Sendable {
    var state: Int
    var input: Int
    var output: Int
}

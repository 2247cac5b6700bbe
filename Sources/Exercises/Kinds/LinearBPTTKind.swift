import ExactMath

/// The whole backward pass of a linear network.
public struct LinearBPTTKind: LinearKind {
    public let id = "linear-bptt"
    public let title = "backpropagation through time, the whole backward pass"
    public let slips: [Slip] = Slip.allCases.filter { $0 <= .m26 }

    /// The kind with its four levels: networks of 2, 3, 4 and 5 steps whose states have 1, 2, 2 and 3 entries.
    public init() {}

    public func task(steps: Int, level: Int, seed: UInt64) -> LinearTask { .backward }

    public func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement] {
        [
            .paragraph(
                WrittenForm(
                    "With δ^t = ∂L/∂a^t, the total derivative through every later step, compute δ^\(network.steps) … δ^1, "
                        + "∂L/∂a^0 and the gradients of the three matrices, as fractions. "
                        + "A gradient has the shape of its matrix.",
                    "With $\\delta^t = \\partial L/\\partial a^t$, the total derivative through every later step, compute "
                        + "$\\delta^{\(network.steps)}, \\dots, \\delta^1$, $\\partial L/\\partial a^0$ and the gradients of "
                        + "the three matrices, as fractions. A gradient has the shape of its matrix."))
        ]
    }

    /// From the forward pass to δ^T, its recursion and its transposes, then to a^0 and the sum for W_aa.
    public func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String] {
        let T = network.steps
        return [
            "Do the forward pass first: every a^t, ŷ^t and e^t is needed on the way back.",
            "Start at t = \(T): nothing comes after it, so δ^\(T) has one term only, the one that comes through ŷ^\(T).",
            "For t < \(T), a^t reaches the loss on two ways: through ŷ^t, and through a^{t+1}. δ^t is the sum of both.",
            "Going back through y = W a turns ∂L/∂y into ∂L/∂a by the transpose of W, the same for both ways.",
            "a^0 has no output of its own: only one of the two ways is left for it.",
            "W_aa is used at every step, and each use adds one column times one row: what arrives at that step, and what the matrix was multiplied by there.",
        ]
    }
}

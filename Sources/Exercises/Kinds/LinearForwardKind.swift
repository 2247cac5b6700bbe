import ExactMath

/// The forward pass of a linear network.
public struct LinearForwardKind: LinearKind {
    public let id = "linear-forward"
    public let title = "the forward pass of a linear network"
    public let slips: [Slip] = [.m05, .m06, .m07, .m22, .m26]

    /// The kind with its four levels: networks of 2, 3, 4 and 5 steps, with halves among the weights from level 3 on.
    public init() {}

    public func task(steps: Int, level: Int, seed: UInt64) -> LinearTask { .forward }

    public func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement] {
        [
            .paragraph(
                WrittenForm(
                    "Compute every a^t, ŷ^t and e^t, and the loss L, as fractions.",
                    "Compute every $a^t$, $\\hat{y}^t$ and $e^t$, and the loss $L$, as fractions."))
        ]
    }

    /// From left to right through a^t and ŷ^t, and at last to the loss.
    public func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String] {
        [
            "Go from left to right: each state needs only the state before it and its own input.",
            "a^0 is given; a^1 needs two products, one with the state before and one with x^1. Then ŷ^1 needs a^1 alone.",
            "Once all a^t stand, multiply each by W_ya, subtract the target from the output, and square only at the very end.",
            "L has one term a step, each half the sum of the squares of the entries of e^t.",
        ]
    }
}

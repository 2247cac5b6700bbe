import ExactMath

/// The itemised terms ∂L_k/∂a^t: what each loss alone says to each state.
public struct LinearTriangleKind: LinearKind {
    public let id = "linear-triangle"
    public let title = "the triangle: what each loss alone says to each state"
    public let slips: [Slip] = [.m03, .m05, .m06, .m07, .m08, .m16, .m17, .m18, .m21, .m22, .m23, .m25, .m26]

    /// The kind with its four levels: networks of 2, 3, 4 and 5 steps, and so 3, 6, 10 and 15 terms.
    public init() {}

    public func task(steps: Int, level: Int, seed: UInt64) -> LinearTask { .triangle }

    public func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement] {
        [
            .paragraph(
                WrittenForm(
                    "Compute d_k_t = ∂L_k/∂a^t for every 1 ≤ t ≤ k ≤ \(network.steps), as fractions. "
                        + "Their sum over k is ∂L/∂a^t.",
                    "Compute $d_{k,t} = \\partial L_k/\\partial a^t$ for every $1 \\le t \\le k \\le \(network.steps)$, "
                        + "as fractions. Their sum over $k$ is $\\partial L/\\partial a^t$."))
        ]
    }

    /// One row of the triangle after another, each from its diagonal back.
    public func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String] {
        [
            "Take one loss L_k at a time and forget the others: a row of the triangle.",
            "A row begins on the diagonal, t = k, where the loss is reached through ŷ^k alone.",
            "From t + 1 to t inside a row there is one way only, through a^{t+1}: one product with one matrix.",
            "Each entry of a row is the one to its right multiplied once more; nothing is added inside a row.",
        ]
    }
}

import ExactMath

/// The lecture's exercise: one loss only, and how far back it reaches.
public struct LinearLastKind: LinearKind {
    public let id = "linear-bptt-last"
    public let title = "backpropagation through time from the last loss only"
    public let slips: [Slip] = [
        .m01, .m03, .m04, .m05, .m06, .m07, .m08, .m16, .m17, .m18, .m21, .m22, .m23, .m25, .m26,
    ]

    /// The kind with its four levels: networks of 2, 3, 4 and 5 steps, and one answer for each.
    public init() {}

    public func task(steps: Int, level: Int, seed: UInt64) -> LinearTask { .last }

    public func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement] {
        let T = network.steps
        return [
            .paragraph(
                WrittenForm(
                    "There is one loss only, L_\(T), at the last step; the other targets are given but not used by it. "
                        + "Compute δ^t = ∂L_\(T)/∂a^t for every t ≤ \(T), as fractions.",
                    "There is one loss only, $L_{\(T)}$, at the last step; the other targets are given but not used by it. "
                        + "Compute $\\delta^t = \\partial L_{\(T)}/\\partial a^t$ for every $t \\le \(T)$, as fractions."
                ))
        ]
    }

    /// From the last error alone to δ^T, and from there back by one product a step.
    public func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String] {
        let T = network.steps
        return [
            "Do the forward pass up to a^\(T) and ŷ^\(T). Of the errors only one is needed.",
            "δ^\(T) comes through ŷ^\(T) alone.",
            "For t < \(T), changing a^t changes L_\(T) only by way of a^{t+1}: δ^t follows from δ^{t+1} by one product.",
            "The same matrix takes every δ one step further back; mind which way round it stands.",
        ]
    }
}

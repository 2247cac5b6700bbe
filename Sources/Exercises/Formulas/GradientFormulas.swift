/// The gradients of the linear network's weights: sums of outer products over all steps.
extension FormulaTask {
    /// ∂L/∂W_aa
    static let recurrentGradient = FormulaTask(
        .recurrentGradient, .linear, rules: gradientRules,
        leftSides: ["dW_aa", "dL/dW_aa"],
        references: [Reference("sum(t=1..T, delta[t] a[t-1]')")],
        mistakes: mistakes("delta[t]", "a[t-1]", last: "delta[T] a[T-1]'", first: "delta[1] a[0]'")
            + adjointMistakes("a[t-1]") + [
                Mistake(.m09, "sum(t=1..T, delta[t] a[t]')"),
                Mistake(.m15, "sum(t=1..T, sum(k=1..t, (W_aa')^(t-k) delta[t] a[k-1]'))"),
                Mistake(.m19, "sum(t=1..T, delta[t]) sum(t=1..T, a[t-1])'"),
                Mistake(.m20, "sum(t=2..T, delta[t] a[t-1]')"),
                Mistake(.m24, "sum(t=1..T, delta[t] a[T-t]')"),
            ])

    /// ∂L/∂W_ax
    static let inputGradient = FormulaTask(
        .inputGradient, .linear, rules: gradientRules,
        leftSides: ["dW_ax", "dL/dW_ax"],
        references: [Reference("sum(t=1..T, delta[t] x[t]')")],
        mistakes: mistakes("delta[t]", "x[t]", last: "delta[T] x[T]'", first: "delta[1] x[1]'")
            + adjointMistakes("x[t]") + [
                Mistake(.m10, "sum(t=1..T, delta[t] x[t-1]')", "sum(t=2..T, delta[t] x[t-1]')"),
                Mistake(.m15, "sum(t=1..T, sum(k=1..t, (W_aa')^(t-k) delta[t] x[k]'))"),
                Mistake(.m19, "sum(t=1..T, delta[t]) sum(t=1..T, x[t])'"),
            ])

    /// ∂L/∂W_ya
    static let outputGradient = FormulaTask(
        .outputGradient, .linear, rules: gradientRules,
        leftSides: ["dW_ya", "dL/dW_ya"],
        references: [Reference("sum(t=1..T, e[t] a[t]')")],
        mistakes: mistakes("e[t]", "a[t]", last: "e[T] a[T]'", first: "e[1] a[1]'") + [
            Mistake(.m05, "sum(t=1..T, (y[t] - yhat[t]) a[t]')"),
            Mistake(.m11, "sum(t=1..T, e[t] a[t-1]')"),
            Mistake(.m22, "sum(t=1..T, yhat[t] a[t]')"),
        ])

    private static let gradientRules: FormulaRules = {
        var rules = FormulaRules()
        rules.inputBeforeFirstIsZero = true
        return rules
    }()

    /// The mistakes of every Σ left rightᵀ.
    ///
    /// M14, the outer product transposed, is not among them: a formula gives the whole gradient, so its transpose is the row layout.
    private static func mistakes(_ left: String, _ right: String, last: String, first: String) -> [Mistake] {
        [
            Mistake(.m06, "2 sum(t=1..T, \(left) \(right)')"),
            Mistake(.m07, "sum(t=1..T, \(left) \(right)') / T"),
            Mistake(.m12, last),
            Mistake(.m13, first),
        ]
    }

    /// The mistakes that lie in δ, where it is written out.
    private static func adjointMistakes(_ right: String) -> [Mistake] {
        func gradient(_ adjoint: String) -> String { "sum(t=1..T, (\(adjoint)) \(right)')" }
        return [
            Mistake(.m01, gradient("W_ya' e[t]")),
            Mistake(.m02, gradient("W_aa' delta[t+1]"), gradient("(W_aa')^(T-t) W_ya' e[T]")),
            Mistake(.m03, gradient("W_ya' e[t] + W_aa delta[t+1]"), gradient("sum(k=t..T, W_aa^(k-t) W_ya' e[k])")),
            Mistake(.m04, gradient("W_ya' e[t] + W_aa' W_ya' e[t+1]")),
            Mistake(
                .m05, gradient("sum(k=t..T, (W_aa')^(k-t) W_ya' (y[k] - yhat[k]))"),
                gradient("W_ya' (y[t] - yhat[t]) + W_aa' delta[t+1]")),
            Mistake(.m08, gradient("delta[t] .* (1 - a[t]^2)")),
            Mistake(.m16, gradient("sum(k=t..T, (W_aa')^(k-t+1) W_ya' e[k])")),
            Mistake(.m17, gradient("sum(k=t..T, (W_aa')^(k-t-1) W_ya' e[k])")),
            Mistake(
                .m18, gradient("sum(k=t..T, (W_aa').^(k-t) W_ya' e[k])"),
                gradient("W_ya' e[t] + sum(k=t+1..T, (W_aa').^(k-t) W_ya' e[k])")),
            Mistake(.m21, gradient("W_ya' e[t] + W_ax' delta[t+1]")),
            Mistake(
                .m22, gradient("sum(k=t..T, (W_aa')^(k-t) W_ya' yhat[k])"), gradient("W_ya' yhat[t] + W_aa' delta[t+1]")
            ),
            Mistake(.m23, gradient("e[t] + W_aa' delta[t+1]"), gradient("sum(k=t..T, (W_aa')^(k-t) e[k])")),
            Mistake(.m25, gradient("W_ya e[t] + W_aa' delta[t+1]"), gradient("sum(k=t..T, (W_aa')^(k-t) W_ya e[k])")),
        ]
    }
}

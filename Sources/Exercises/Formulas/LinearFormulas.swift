/// The formulas that the linear network's exercises ask for, with every named mistake written as a formula.
///
///     a^t = W_aa a^{t−1} + W_ax x^t    ŷ^t = W_ya a^t    L = Σ_t ½‖ŷ^t − y^t‖²    e^t = ŷ^t − y^t
extension FormulaTask {
    static let noAdjoint = ["delta": "the answer is written without δ"]

    /// ∂L_T/∂a^t of the last loss alone
    static let last = FormulaTask(
        .last, .linear, steps: { 1...$0 },
        rules: FormulaRules(forbidden: noAdjoint),
        leftSides: ["dL_T/da[t]", "dL/da[t]", "delta[t]", "d[t]", "da[t]"],
        references: [Reference("(W_aa')^(T-t) W_ya' e[T]")],
        mistakes: [
            Mistake(.m01, "W_ya' e[t]", "W_ya' e[T]"),
            Mistake(.m03, "W_aa^(T-t) W_ya' e[T]"),
            Mistake(.m05, "(W_aa')^(T-t) W_ya' (y[T] - yhat[T])"),
            Mistake(.m06, "2 (W_aa')^(T-t) W_ya' e[T]"),
            Mistake(.m07, "(W_aa')^(T-t) W_ya' e[T] / T"),
            Mistake(.m08, "((W_aa')^(T-t) W_ya' e[T]) .* (1 - a[t]^2)"),
            Mistake(.m16, "(W_aa')^(T-t+1) W_ya' e[T]"),
            Mistake(.m17, "(W_aa')^(T-t-1) W_ya' e[T]"),
            Mistake(.m18, "(W_aa').^(T-t) W_ya' e[T]"),
            Mistake(.m21, "(W_ax')^(T-t) W_ya' e[T]"),
            Mistake(.m22, "(W_aa')^(T-t) W_ya' yhat[T]"),
            Mistake(.m23, "(W_aa')^(T-t) e[T]"),
            Mistake(.m25, "(W_aa')^(T-t) W_ya e[T]"),
        ])

    /// δ^t from δ^{t+1}
    static let delta = FormulaTask(
        .delta, .linear, steps: { 1...$0 },
        rules: FormulaRules(asked: ("delta", .free), onlyAt: ["delta": 1]),
        leftSides: ["delta[t]", "d[t]", "da[t]", "dL/da[t]"],
        references: [Reference("W_ya' e[t] + W_aa' delta[t+1]")],
        mistakes: recursionMistakes + closedMistakes)

    private static let recursionMistakes = [
        Mistake(.m01, "W_ya' e[t]"),
        Mistake(.m02, "W_aa' delta[t+1]"),
        Mistake(.m03, "W_ya' e[t] + W_aa delta[t+1]"),
        Mistake(.m04, "W_ya' e[t] + W_aa' W_ya' e[t+1]"),
        Mistake(.m05, "W_ya' (y[t] - yhat[t]) + W_aa' delta[t+1]"),
        Mistake(.m06, "2 W_ya' e[t] + W_aa' delta[t+1]"),
        Mistake(.m07, "(W_ya' e[t] + W_aa' delta[t+1]) / T", "W_ya' e[t] / T + W_aa' delta[t+1]"),
        Mistake(
            .m08, "(W_ya' e[t] + W_aa' delta[t+1]) .* (1 - a[t]^2)", "W_ya' e[t] + (W_aa' delta[t+1]) .* (1 - a[t]^2)",
            "W_ya' e[t] + W_aa' (delta[t+1] .* (1 - a[t]^2))", "W_ya' e[t] + W_aa' (delta[t+1] .* (1 - a[t+1]^2))"),
        Mistake(.m21, "W_ya' e[t] + W_ax' delta[t+1]"),
        Mistake(.m22, "W_ya' yhat[t] + W_aa' delta[t+1]"),
        Mistake(.m23, "e[t] + W_aa' delta[t+1]"),
        Mistake(.m25, "W_ya e[t] + W_aa' delta[t+1]"),
    ]

    /// δ^t as a sum over the steps from t on
    static let closed = FormulaTask(
        .closed, .linear, steps: { 1...$0 },
        rules: FormulaRules(forbidden: noAdjoint),
        leftSides: ["delta[t]", "d[t]", "da[t]", "dL/da[t]"],
        references: [Reference("sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])")],
        mistakes: [
            Mistake(.m01, "W_ya' e[t]"),
            Mistake(.m02, "(W_aa')^(T-t) W_ya' e[T]", "sum(k=t+1..T, (W_aa')^(k-t) W_ya' e[k])"),
            Mistake(.m04, "W_ya' e[t] + W_aa' W_ya' e[t+1]"),
        ] + closedMistakes)

    private static let closedMistakes = [
        Mistake(.m03, "sum(k=t..T, W_aa^(k-t) W_ya' e[k])"),
        Mistake(.m05, "sum(k=t..T, (W_aa')^(k-t) W_ya' (y[k] - yhat[k]))"),
        Mistake(.m06, "2 sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])"),
        Mistake(.m07, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) / T"),
        Mistake(
            .m08, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) .* (1 - a[t]^2)",
            "sum(k=t..T, (W_aa')^(k-t) ((W_ya' e[k]) .* (1 - a[k]^2)))"),
        Mistake(.m16, "sum(k=t..T, (W_aa')^(k-t+1) W_ya' e[k])"),
        Mistake(.m17, "sum(k=t..T, (W_aa')^(k-t-1) W_ya' e[k])", "sum(k=t+1..T, (W_aa')^(k-t-1) W_ya' e[k])"),
        Mistake(
            .m18, "sum(k=t..T, (W_aa').^(k-t) W_ya' e[k])",
            "W_ya' e[t] + sum(k=t+1..T, (W_aa').^(k-t) W_ya' e[k])"),
        Mistake(.m21, "sum(k=t..T, (W_ax')^(k-t) W_ya' e[k])"),
        Mistake(.m22, "sum(k=t..T, (W_aa')^(k-t) W_ya' yhat[k])"),
        Mistake(.m23, "sum(k=t..T, (W_aa')^(k-t) e[k])"),
        Mistake(.m25, "sum(k=t..T, (W_aa')^(k-t) W_ya e[k])"),
    ]
}

/// Wrong formulas that got a name after the exercise's first version.
extension FormulaTask {
    static func later(_ question: FormulaQuestion) -> [Mistake] {
        switch question {
        case .last: [Mistake(.m31, "W_ya' (W_aa')^(T-t) e[T]")]
        case .delta:
            [
                Mistake(.m08, "W_ya' e[t] + (W_aa' delta[t+1]) .* (1 - a[t+1]^2)"),
                Mistake(.m28, "W_ya' (yhat[t] - y[t+1]) + W_aa' delta[t+1]"),
                Mistake(.m29, "W_ya' e[t+1] + W_aa' delta[t+1]"),
                Mistake(.m31, "sum(k=t..T, W_ya' (W_aa')^(k-t) e[k])"),
            ]
        case .closed: [Mistake(.m31, "sum(k=t..T, W_ya' (W_aa')^(k-t) e[k])")]
        case .recurrentGradient:
            [
                Mistake(.m32, "delta[1] a[1]' + sum(t=2..T, delta[t] a[t-1]')"),
                Mistake(.m36, "sum(t=1..T, e[t] a[t-1]')"),
            ]
        case .inputGradient: [Mistake(.m36, "sum(t=1..T, e[t] x[t]')")]
        case .outputGradient:
            [
                Mistake(.m27, "sum(t=1..T, delta[t] a[t]')"),
                Mistake(.m28, "sum(t=1..T, (yhat[t] - y[t+1]) a[t]')"),
            ]
        default: []
        }
    }
}

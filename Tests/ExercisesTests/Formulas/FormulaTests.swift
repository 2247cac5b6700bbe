import Exercises
import Testing

/// How a formula is judged, in a few words.
func judged(_ question: FormulaQuestion, _ text: String) throws -> String {
    let judgement = try FormulaJudge.of(question).judge(text)
    switch judgement.verdict {
    case .right(let remarks):
        return (["right"] + remarks.map { "\($0)" }).joined(separator: " ")
    case .wrong(let slips, let problem):
        let names = slips.map(\.id).joined(separator: " ")
        return ["wrong", names, problem.map { "\($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    case .unreadable(let problem): return "\(problem)"
    }
}

@Suite("Formulas")
struct FormulaTests {
    @Test(
        "δ^t in every spelling",
        arguments: [
            "Wya' (yhat[t] - y[t]) + Waa' delta[t+1]",
            "delta[t] = W_ya' e[t] + W_aa' delta[t+1]",
            "δ^t = W_yaᵀ e^t + W_aaᵀ δ^{t+1}",
            "W_{ya}^T e^t + W_{aa}^T \\delta^{t+1}",
            "W_{ya}^\\top e_t + W_{aa}^\\top \\delta_{t+1}",
            "W^T_{ya} e^{t} + W^{T}_{aa} \\delta^{(t+1)}",
            "W_{ya}^Te^t+W_{aa}^T\\delta^{t+1}",
            "transpose(Wya) e<t> + transpose(Waa) d<t+1>",
            "W_ya.T @ e[t] + W_aa.T @ delta[t+1]",
            "(e[t]' Wya)' + (delta[t+1]' Waa)'",
            "W_ya^\\top\\,\\left(\\hat{y}^t - y^t\\right) + W_aa^\\top da^{t+1}",
            "\\frac{\\partial L}{\\partial a^t} = W_{ya}^{\\top} \\cdot e^{t} + W_{aa}^{\\top} \\cdot \\delta^{t+1}",
            "Wya'*(ŷ[t]-y[t])+Waa'*δ[t+1]",
            "½ (2 Waa' d[t+1] + 2 Wya' e[t])",
            "Wya' (Wya a[t] - y[t]) + Waa' da[t+1]",
            "W_yaᵀ eₜ + W_aaᵀ δₜ₊₁",
            "-(Wya' (y^t - ŷ^t) - Waa' δ^(t+1))",
            "e^t' W_ya + δ^{t+1}' W_aa",
            "delta<t>=Wya' e<t> + Waa' delta<t+1>",
        ])
    func delta(text: String) throws {
        let verdict = try judged(.delta, text)
        #expect(verdict == (text.hasPrefix("e^t'") ? "right rowLayout" : "right"))
    }

    @Test(
        "Sums in every spelling",
        arguments: [
            "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k])", "sum_{k=t}^{T} (W_aa')^{k-t} W_ya' e^k",
            "Σ_{k=t}^T (W_aa^T)^{k-t} W_ya^T e^k",
            "\\sum_{k=t}^{T} \\left(W_{aa}^\\top\\right)^{k-t} W_{ya}^\\top e^{k}", "Σ_{k≥t} (W_aaᵀ)^{k−t} W_yaᵀ e^k",
            "\\sum_{k=0}^{T-t} (W_{aa}^{k})^T W_{ya}^T e^{t+k}", "sum(j=t..T, (Waa')^(j-t) Wya' (yhat[j]-y[j]))",
            "Wya' e[t] + Waa' sum(k=t+1..T, (Waa')^(k-t-1) Wya' e[k])", "Σ_{t≤k≤T} (W_aa^{k-t})ᵀ W_yaᵀ e^k",
            "(sum(k=t..T, e[k]' Wya Waa^(k-t)))'", "sum(k=t..T,(Waa')^(k-t)*Wya'*e[k])",
            "Σ_{k=t,…,T} (W_aaᵀ)ᵏ⁻ᵗ W_yaᵀ eᵏ",
        ])
    func closed(text: String) throws {
        #expect(try judged(.closed, text) == "right")
        #expect(try judged(.delta, text) == "right closedForm")
    }

    @Test(
        "Gradients",
        arguments: [
            (FormulaQuestion.recurrentGradient, "Σ δ^t (a^{t-1})ᵀ", "column 3: Found “δ”"),
            (.recurrentGradient, "Σ_t δ^t (a^{t-1})ᵀ", "right"),
            (.recurrentGradient, "\\sum_{t=1}^T \\delta^t {a^{t-1}}^T", "right"),
            (.recurrentGradient, "\\sum_{t=1}^T\\delta^ta^{t-1}^T", "right"),
            (.recurrentGradient, "dW_aa = sum(t=0..T-1, delta[t+1] a[t]')", "right"),
            (.recurrentGradient, "sum(t=1..T+1, delta[t] a[t-1]')", "right"),
            (.recurrentGradient, "sum(t=1..T, a[t-1] delta[t]')", "wrong M14"),
            (.recurrentGradient, "delta[1] a[0]' + sum(t=2..T, delta[t] a[t-1]')", "right"),
            (.recurrentGradient, "Σ_{t=1}^T Σ_{k=t}^T (Waa')^{k-t} Wya' e^k (a^{t-1})'", "right"),
            (.inputGradient, "sum(t=1..T, delta[t] x[t]')", "right"),
            (.inputGradient, "sum(t=1..T, x[t] delta[t]')", "wrong M14"),
            (
                .outputGradient, "\\frac{\\partial L}{\\partial W_{ya}} = \\sum_{t=1}^{T} (\\hat{y}^t - y^t) (a^t)^T",
                "right"
            ),
            (.last, "(W_aa')^(T-t) W_ya' e[T]", "right"),
            (.last, "(W_{aa}^T)^{T-t} W_{ya}^T e^T", "right"),
            (.last, "(e^T' Wya Waa^(T-t))'", "right"),
            (.firstStep, "tanh(W_aa a[0] + W_ax x[1] + b_a)", "right"),
            (.firstStep, "\\tanh(W_{ax} x^1 + b_a)", "right initialStateZero"),
            (.step, "a^t = tanh(W_aa a^{t-1} + W_ax ŷ^{t-1} + b_a)", "right"),
            (.step, "tanh(W_ax (W_ya a[t-1] + b_y) + W_aa a[t-1] + b_a)", "right"),
            (.outputStep, "W_ya a[t] + b_y", "right"),
            (.lastStep, "tanh(W_aa a[T-1] + W_ax yhat[T-1] + b_a)", "right"),
        ])
    func gradients(question: FormulaQuestion, text: String, expected: String) throws {
        #expect(try judged(question, text).hasPrefix(expected))
    }

    @Test(
        "What is wrong, and where",
        arguments: [
            (
                FormulaQuestion.delta, "Wya' e[t] + Waa' delta[t]",
                "wrong column 18: delta[t] is what is asked; it cannot stand in its own answer."
            ),
            (
                .delta, "Wya' e[t] + Waa' delta[t+2]",
                "wrong column 18: delta may be used only at t+1 in this answer, not at t+2."
            ),
            (
                .delta, "Wya e[t] + Waa' delta[t+1]",
                "wrong M25 column 5: A O×H times a O×1 does not exist: H columns meet O rows."
            ),
            (.delta, "Wya' e[t] + e[t]", "wrong column 13: A H×1 and a O×1 cannot be added."),
            (.delta, "Wya' e[t] + Waa' delta[t+1", "column 23: The bracket [ is never closed."),
            (.delta, "Wy' e[t]", "column 1: Wy is not known here; did you mean W_ya?"),
            (.delta, "W_ab' e[t]", "column 1: W_ab is not known here; did you mean W_aa?"),
            (
                .delta, "Wya' e^t-1",
                "column 8: It is not clear how far the index goes: write e[t-1] or leave a space before -."
            ),
            (.delta, "Wya' e + Waa' delta[t+1]", "column 6: e is a sequence, its step is missing: e[t], e[t-1], e[T]."),
            (
                .delta, "Wya' e[t] + Waa' a[t+9]",
                "wrong column 18: a has no step 10 at T = 2, t = 1: it runs from 0 to 2."
            ),
            (
                .delta, "delta[t+1] = Wya' e[t] + Waa' delta[t+1]",
                "column 1: The left side is not what is asked; delta[t] = …, or the right side alone, would fit."
            ),
            (.delta, "W_aa[1] e[t]", "column 5: W_aa is the same at every step and takes no index."),
            (
                .closed, "Wya' e[t] + Waa' delta[t+1]",
                "wrong column 18: delta may not be used in this answer: the answer is written without δ."
            ),
            (
                .recurrentGradient, "delta[t] a[t-1]'",
                "column 7: t stands for no step here; a sum over it, such as sum(t=1..T, …), would give it one."
            ),
            (.delta, "e[t]", "wrong column 1: The answer is O×1, and H×1 would fit."),
            (.delta, "tanh(e[t])", "column 1: tanh does not occur in this exercise."),
            (
                .closed, "sum(k=t..T, (Waa')^k-t Wya' e[k])",
                "column 20: It is not clear how far the index goes: write (Waa')[k-t] or leave a space before -."
            ),
            (.delta, "2^61 (Wya' e[t] + Waa' delta[t+1])", "wrong"),
            (.delta, "2305843009213693952 (Wya' e[t] + Waa' delta[t+1])", "wrong"),
            (.delta, "Wya' e[t] + Waa' delta[t+1] + (1/0) e[t]", "wrong column 31: A H×1 and a O×1 cannot be added."),
            (.delta, "0", "wrong column 1: The answer is 1×1, and H×1 would fit."),
        ])
    func faults(question: FormulaQuestion, text: String, expected: String) throws {
        #expect(try judged(question, text) == expected)
    }

    @Test("Every mistake of the table is recognised as itself", arguments: FormulaQuestion.allCases)
    func mistakes(question: FormulaQuestion) throws {
        let judge = try FormulaJudge.of(question)
        for mistake in FormulaTask.of(question).mistakes {
            for formula in mistake.formulas {
                guard case .wrong(let slips, _) = judge.judge(formula).verdict else {
                    Issue.record("\(mistake.slip.id) \(formula): \(judge.judge(formula).verdict)")
                    continue
                }
                // A recursion with a wrong carry cannot be told where the answer may not say it.
                #expect(
                    slips.contains(mistake.slip),
                    "\(question) \(mistake.slip.id) \(formula): \(slips) \(judge.judge(formula).verdict)")
            }
        }
    }
}

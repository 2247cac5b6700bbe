import Exercises
import Testing

/// Formulas as students write them on paper, in LaTeX and in Python.
@Suite struct StudentWritingTests {
    @Test(
        arguments: [
            (
                FormulaQuestion.closed,
                "\\sum_{j=t}^{T} \\left(\\prod_{k=t+1}^{j} W_{aa}^\\top\\right) W_{ya}^\\top e_j"
            ),
            (.delta, "np.dot(Wya.T, e[t]) + np.dot(Waa.T, delta[t+1])"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta_t \\otimes a_{t-1}"),
            (.last, "(W_{aa}^\\top)^{T-t} W_{ya}^\\top (\\hat{y}_T - y_T)"),
            (.delta, "W_ya' [yhat[t] - y[t]] + W_aa' delta[t+1]"),
            (.delta, "W_{ya}^\\top \\left[ \\hat{y}^{t} -y^{t} \\right] + W_{aa}^\\top \\delta^{t+1}"),
            (.delta, "W_{ya}^\\top e^{<t>} + W_{aa}^\\top \\delta^{<t+1>}"),
            (.delta, "W_{ya}^\\top e^{\\langle t\\rangle} + W_{aa}^\\top \\delta^{\\langle t+1\\rangle}"),
            (
                .delta,
                "\\mathbf{W}_{ya}^\\top (\\hat{\\mathbf{y}}^t - \\mathbf{y}^t) + \\mathbf{W}_{aa}^\\top \\boldsymbol{\\delta}^{t+1}"
            ),
            (
                .delta,
                "\\mathbf{W}_{ya}^\\top (\\mathbf{\\hat{y}}^t - \\mathbf{y}^t) + \\mathbf{W}_{aa}^\\top \\boldsymbol\\delta^{t+1}"
            ),
            (.delta, "Wya.transpose() @ e[t] + Waa.transpose() @ delta[t+1]"),
            (.delta, "np.matmul(np.transpose(Wya), e[t]) + np.matmul(Waa.T, delta[t+1])"),
            (.delta, "Wya.T.dot(e[t]) + Waa.T.dot(delta[t+1])"),
            (.delta, "W_ya^T e^t + W_aa^T ∂L/∂a^{t+1}"),
            (.delta, "W_{ya}^\\top e^t + W_{aa}^\\top \\frac{\\partial L}{\\partial a^{t+1}}"),
            (.delta, "𝑊_yaᵀ 𝑒ₜ + 𝑊_aaᵀ 𝛿ₜ₊₁."), (.delta, "Wya' e[t] + Waa' delta[t+1];"),
            (.delta, "Wya' e[t] + Waa' delta[t+1]   # the recursion"),
            (.closed, "sum(np.linalg.matrix_power(Waa.T, k-t) @ Wya.T @ e[k] for k in range(t, T+1))"),
            (.closed, "sum([np.linalg.matrix_power(Waa.T, k-t) @ Wya.T @ e[k] for k in range(t, T+1)])"),
            (.closed, "Σₖ₌ₜᵀ (W_aaᵀ)ᵏ⁻ᵗ W_yaᵀ eₖ"), (.closed, "sum((Waa')^[k-t] Wya' e[k] for k in range(T, t-1, -1))"),
            (.recurrentGradient, "sum(np.outer(delta[t], a[t-1]) for t in range(1, T+1))"),
            (.recurrentGradient, "np.sum([np.outer(delta[t+1], a[t]) for t in range(T)], axis=0)"),
            (.outputGradient, "\\sum_{t=1}^{T} e^{(t)} \\otimes a^{(t)}"),
            (.recurrentGradient, "sum(delta[t] a[t-1]' for t in range(1, T+1, 1))"),
            (.recurrentGradient, "sum(delta[t] a[t-1]' for t in range(T, 0, -1))"),
            (.recurrentGradient, "sum([delta[t] a[t-1]' for t in range(1, T+1)], 0)"),
            // A transpose behind the step or the power, in its group.
            (.closed, "\\sum_{k=t}^{T} W_{aa}^{(k-t)\\top} W_{ya}^\\top e^k"),
            (.closed, "\\sum_{k=t}^{T} W_{aa}^{k-t\\,\\top} W_{ya}^\\top e^k"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta^{(t)} h^{(t-1)\\top}"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta^t a^{(t-1)⊤}"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta^t a^{(t-1)T}"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta^t a^{(t-1)'}"),
            (.recurrentGradient, "\\sum_{t=1}^{T} \\delta^t a^{t-1\\,T}"),
            // Before a vector ∏ repeats its first factor alone.
            (.last, "\\prod_{k=t+1}^{T} W_{aa}^\\top W_{ya}^\\top e^T"),
        ])
    func areRight(question: FormulaQuestion, text: String) throws {
        #expect(try judged(question, text).hasPrefix("right"), "\(text)")
    }

    @Test(
        arguments: [
            (
                FormulaQuestion.delta, "W_{aa}^\\top \\delta_{t+1} \\odot (1-a_{t+1}^2) + W_{ya}^\\top e_t", "wrong M08"
            ),
            (
                .recurrentGradient, "delta_1 a_0^T + delta_2 a_1^T + delta_3 a_2^T",
                "wrong column 1: The sum is written out: this is right for T = 3 alone; Σ says it for every T."
            ),
            (
                .closed, "sum(k=t..T, W_aa^{T(k-t)} W_ya' e[k])",
                "column 18: It is not clear whether T is a transpose here or the last step: write (W_aa')^(…) for a transpose, W_aa^(T*(…)) for a product."
            ),
            (.closed, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) + (T-2)(T-3)(T-5) W_ya' e[t]", "wrong"),
            (.delta, "W_ya' e[t] + W_aa' delta[t+1] + (T-2)(T-3)(T-4)(T-5)(T-6)(T-7)(T-8)(T-9) W_ya' e[t]", "wrong"),
            (.recurrentGradient, "sum(t=1..T, a[t-1] delta[t]')", "wrong M14"),
            (.outputGradient, "(sum(t=1..T, e[t] a[t]'))'", "wrong M14"),
            (.recurrentGradient, "delta[1] a[1]' + sum(t=2..T, delta[t] a[t-1]')", "wrong M32"),
            (.delta, "W_ya' (yhat[t] - y[t+1]) + W_aa' delta[t+1]", "wrong M28"),
            // Right for few steps alone.
            (.last, "(W_aa')^(T-t) W_ya' e[T] + sum(k=10..T, W_ya' e[T])", "wrong"),
            (.closed, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) + sum(k=t..T-30, W_ya' e[T])", "wrong"),
            (.closed, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) + sum(k=15..t, W_ya' e[T])", "wrong"),
            (.step, "tanh(W_aa a[t-1] + W_ax yhat[t-1] + b_a) + (T-2)(T-3)(T-5) a[t-1]", "wrong"),
            (.outputStep, "W_ya a[t] + b_y + (T-2)(T-3)(T-5) b_y", "wrong"),
            (.lastStep, "tanh(W_aa a[T-1] + W_ax yhat[T-1] + b_a) + sum(k=6..T, b_a)", "wrong"),
        ])
    func areWrong(question: FormulaQuestion, text: String, expected: String) throws {
        #expect(try judged(question, text) == expected, "\(text)")
    }

    /// What could be read in two ways, or would have to be left out, is asked back.
    @Test(
        arguments: [
            (
                FormulaQuestion.recurrentGradient, "sum(delta[t] a[t-1]' for t in range(1, T+1, 2))",
                "1 or -1 would fit here."
            ),
            (
                .recurrentGradient, "sum(delta[t] a[t-1]' for t in range(1, T+1, 0))",
                "Found “0”, but 1 or -1 would fit here."
            ),
            (.recurrentGradient, "sum(delta[t] a[t-1]' for t in range(T, 0, -2))", "1 or -1 would fit here."),
            (
                .inputGradient, "sum([delta[t] x[t]' for t in range(1, T+1)], W_ax)",
                "Found “W”, but ) would fit here."
            ),
            (
                .recurrentGradient, "np.sum([np.outer(delta[t+1], a[t]) for t in range(T)], axis=1)",
                "Found “1”, but 0 would fit here."
            ),
            (
                .closed, "\\sum_{k=t}^{T} W_{aa}^{(k-t)T} W_{ya}^\\top e^k",
                "write (W_{aa}')^(…) for a transpose, W_{aa}^(T*(…)) for a product."
            ),
            (
                .last, "\\prod_{k=t+1}^{T} 2 W_{aa}^\\top",
                "It is not clear how much ∏ repeats: write ∏ (…) around that, or (∏ …) before the rest."
            ),
            (.last, "\\prod_{k=t+1}^{T} e^T", "Only a square matrix has powers, and this is O×1."),
            (
                .closed,
                "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) + (T-2)(T-3)(T-4)(T-5)(T-6)(T-7)(T-8)(T-9)(T-10) sum(k=1..T*T*T, 1) W_ya' e[t]",
                "This takes too long to compute; fewer or shorter sums would fit."
            ),
        ])
    func areAskedBack(question: FormulaQuestion, text: String, expected: String) throws {
        let verdict = try judged(question, text)
        #expect(verdict.hasPrefix("column") && verdict.hasSuffix(expected), "\(text): \(verdict)")
    }

    /// A product without factors is 1 or I, wherever its range ends; it is echoed as the product that was written.
    @Test(
        arguments: [
            (
                FormulaQuestion.delta, "W_ya' e[t] + prod(k=t+2..t, W_aa) W_aa' delta[t+1]", "right",
                "W_ya' e[t] + prod(k=t+2..t, W_aa) W_aa' delta[t+1]"
            ),
            (
                .delta, "W_ya' e[t] + prod(k=t+5..t, 2) W_aa' delta[t+1]", "right",
                "W_ya' e[t] + prod(k=t+5..t, 2) W_aa' delta[t+1]"
            ),
            (
                .delta, "W_ya' e[t] + prod(k=t+1..t+1, 2) W_aa' delta[t+1] / 2", "right",
                "W_ya' e[t] + prod(k=t+1..t+1, 2) W_aa' delta[t+1]/2"
            ),
            (.last, "∏_{k=t+2}^{T} W_aa' W_ya' e[T]", "wrong M17", "prod(k=t+2..T, W_aa') W_ya' e[T]"),
            (
                .last, "prod(Waa.T for k in range(t, T) for j in range(2, 3)) Wya' e[T]", "right",
                "prod(k=t..T-1, prod(j=2..3-1, W_aa')) W_ya' e[T]"
            ),
            (.last, "prod(Waa.T for k in range(t, T) for j in range(1, 3)) Wya' e[T]", "wrong", nil),
        ] as [(FormulaQuestion, String, String, String?)])
    func emptyProducts(question: FormulaQuestion, text: String, verdict: String, echo: String?) throws {
        #expect(try judged(question, text) == verdict, "\(text)")
        guard let echo else { return }
        #expect(try FormulaJudge.of(question).judge(text).echo == echo, "\(text)")
        #expect(try judged(question, echo) == verdict, "\(echo)")
    }

    /// tanh of a sum without terms is zero, of whatever shape.
    @Test func aFunctionOfAnEmptySumHasEveryShape() throws {
        #expect(try judged(.step, "tanh(W_aa a[t-1] + W_ax yhat[t-1] + b_a) + tanh(sum(k=2..1, b_a))") == "right")
    }

    /// A sum without terms is zero, also where one divides by it.
    @Test(
        arguments: [
            ("W_ya' e[t] / sum(k=2..1, 1)", "This is a division by zero."),
            ("\\frac{W_ya' e[t]}{sum(k=2..1, 1)}", "This is a division by zero."),
            (
                "(sum(k=2..1, 1))^0 W_ya' e[t]",
                "This is a power of a sum without terms; a positive whole power would fit."
            ),
        ])
    func nothingIsDividedByAnEmptySum(term: String, expected: String) throws {
        let verdict = try judged(.closed, "sum(k=t..T, (W_aa')^(k-t) W_ya' e[k]) + \(term)")
        #expect(verdict.hasPrefix("wrong column") && verdict.hasSuffix(expected), "\(term): \(verdict)")
    }
}

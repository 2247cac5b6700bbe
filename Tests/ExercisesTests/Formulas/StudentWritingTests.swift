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
        ])
    func areWrong(question: FormulaQuestion, text: String, expected: String) throws {
        #expect(try judged(question, text) == expected, "\(text)")
    }
}

import Testing

@testable import Lessons

/// The names of an equation's side as they stand there, and the arguments of those that are functions.
@Suite struct EquationNameTests {
    @Test(
        arguments: [
            ("W_aa a^{t−1} + b_a", ["W_aa", "a^{t−1}", "b_a"], []),
            ("tanh(W x_t) + σ(c~_t)", ["W", "x_t", "c~_t"], []),
            ("σ_t^j tanh(c_t^j)", ["σ_t^j", "c_t^j"], []),
            ("f_W(h_{t−1}, x_t)", ["f_W(h_{t−1}, x_t)"], ["h_{t−1}", " x_t"]),
            ("P(w_t | w₁, …, g(a, b))", ["P(w_t | w₁, …, g(a, b))"], ["w_t ", " w₁", " g(a, b)"]),
            ("F() + F(x)", ["F()", "F(x)"], ["x"]),
            ("∂L/∂W_aa + ∂L/x", ["∂L/∂W_aa", "∂L", "x"], []),
            ("∂h_t/∂h_{t−1}", ["∂h_t/∂h_{t−1}"], []),
            ("∂L/", ["∂L"], []),
            ("∇_θ L + ∇L", ["∇_θ", "L", "∇", "L"], []),
            ("readout.W_y + W.grad′", ["readout.W_y", "W.grad′"], []),
            ("h.", ["h"], []),
            ("h.5", ["h"], []),
            ("Σ_{k=t}^{T} (U)^T x_k", ["U", "x_k"], []),
            ("h[t−1, J] + W^{h,R}[j, I]", ["h[t−1, J]", "W^{h,R}[j, I]"], []),
            ("softmax_{w_t}(e)", ["softmax_{w_t}", "e"], []),
            ("relu(h₁₂ − 2 x2)", ["h₁₂", "x2"], []),
        ] as [(String, [String], [String])])
    func areFound(side: String, symbols: [String], arguments: [String]) {
        let names = EquationNames(side)
        #expect(names.symbols == symbols && names.arguments == arguments)
    }
}

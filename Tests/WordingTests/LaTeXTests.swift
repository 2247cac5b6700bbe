import Testing
import Wording

@Suite struct LaTeXTests {
    @Test(arguments: [
        ("a root such as √2/2 or √ρ", "a root such as $\\sqrt{2}$/2 or $\\surd$$\\rho$"),
        ("W_a ≤ 50 % of {x^2}", "W\\_a $\\le$ 50 \\% of \\{x\\textasciicircum{}2\\}"),
        ("über “σ” 雪", "über ``$\\sigma$'' ?"),
    ])
    func wordsAreEscaped(text: String, escaped: String) {
        #expect(LaTeX.escaped(text) == escaped)
    }
}

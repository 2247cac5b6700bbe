import TerminalUI
import Testing

@Suite("Formulas for the ear")
struct SpeechTests {
    @Test(
        "are words, numbers and −",
        arguments: [
            ("h₃ = tanh(a₃)", "h 3 is hyperbolic tangent of a 3"),
            ("∂L/∂h₁₂ = Uᵀ ∂a₁₃", "gradient of h 12 is U transposed gradient of a 13"),
            ("1.0000·(−0.2256) + 0.5 = −0.3", "1.0000 times −0.2256 plus 0.5 is −0.3"),
            ("[5, -1/2]", "5, −1 over 2"),
            ("W_aa = [[1, 1], [0, -1]]", "W aa is row 1: 1, 1; row 2: 0, −1"),
            ("2.454e−4", "2.454 times 10 to the −4"),
            ("c~₂ ⊙ i₂", "new c 2, times, entry by entry, i 2"),
            ("‖g‖ ≤ 1", "the norm of g at most 1"),
            ("many-to-many · T 4", "many to many, T 4"),
            ("b[1] − rate·∂b", "b, unit 1, minus rate times gradient of b"),
            ("y − target", "y minus target"),
            ("forward:3", "forward:3"),
            ("a^3 = tanh(z^3)", "a 3 is hyperbolic tangent of z 3"),
            ("δ^t = W_aaᵀ δ^{t+1}", "delta t is W aa transposed delta t plus 1"),
            ("W^{x,h} x[2,I]", "W x,h x 2,I"),
            ("‖U^k‖ < 2^11", "the norm of U to the k below 2 to the 11"),
            ("a[t-1] + h_{t−1}", "a t minus 1 plus h t minus 1"),
            ("W_aa' δ", "W aa prime delta"),
            ("x₁ 'tick' → h₁, target 'e'", "x 1 tick to h 1, target e"),
            ("g'(a) and h'(a)", "g prime a and h prime a"),
            ("a = W x      y = a", "a is W x; y is a"),
            ("Φ.init", "Phi.init"), ("x1->h1, h0 -> h1", "x1 to h1, h0 to h1"),
            ("t = 1 … 4, h1, h2, …, with", "t is 1 to 4, h1, h2, and so on, with"),
            ("a^T, δ^T and W_aa^T", "a T, delta T and W aa transposed"),
            (
                "h = (1 − z) ⊙ h_0 + z ⊙ n",
                "h is open bracket 1 minus z close bracket, times, entry by entry, h 0 plus z, times, entry by entry, n"
            ),
            ("2·(−0.5) = −1", "2 times −0.5 is −1"), ("f(x + 1)", "f x plus 1"),
            ("tanh(c₃)²", "hyperbolic tangent of c 3, all squared"),
            ("tanh(c₃²)", "hyperbolic tangent of c 3 squared"), ("σ(a)ᵀ b", "sigmoid of a, all transposed b"),
            ("f(x)^3", "f x, all to the 3"), ("f(x^3)", "f x 3"),
            ("½ ‖y − t‖²", "one half the norm of y minus t, all squared"), ("‖y²‖", "the norm of y squared"),
            ("the latch (one unit), and why (why?).", "the latch, one unit, and why, why?"),
            ("out again (everywhere ^G is Esc, too)", "out again, everywhere Control G is Esc, too"),
            ("What is ∂h₂/∂h₁ ?", "What is the derivative of h 2 by h 1?"),
            ("the net's own", "the nets own"), ("The weights' gradients", "The weights gradients"),
            ("Dalmau’s a", "Dalmaus a"), ("a parameter's W_aa' and g'", "a parameters W aa prime and g prime"),
            ("[-4,1;-1,-3]", "−4,1;−1,−3"), ("Σ_{k=t}^T δ^k", "sum over k is t to T of delta k"),
            ("Σ_t^{T−1} h", "sum over t to T minus 1 of h"), ("c\u{303}_t", "new c t"),
            ("c~ and c̃ₜ", "new c and new c t"),
            ("λ = 1 ± √2", "lambda is 1 plus or minus root of 2"),
            (
                "n = tanh(W x + U (r ⊙ h))",
                "n is hyperbolic tangent of W x plus U open bracket r, times, entry by entry, h close bracket"
            ),
            ("tanh(1)/2", "hyperbolic tangent of 1, all over 2"),
            ("type `set inputs 2 1 1/3`, or `W_aa'`.", "type set inputs 2 1 1 slash 3, or W underscore aa apostrophe."),
            ("the scene (`.yaml`) or a screen (`.txt` or `.svg`)", "the scene .yaml or a screen .txt or .svg"),
            ("a 2×2 matrix, ×3", "a 2 by 2 matrix, times 3"),
            ("∂a₂/∂w", "the derivative of a 2 by w"),
            ("∂L₈/∂h₁", "the derivative of L 8 by h 1"),
            ("f³₃ = σ(a³_f₃)", "f layer 3 3 is sigmoid of a f layer 3 3"),
            ("∂L/∂h→¹₂ is 0.5", "gradient of h forward layer 1 2 is 0.5"),
            ("f³, unit 1, is 2", "f layer 3, unit 1, is 2"), ("h→₂ and h←₂", "h forward 2 and h backward 2"),
            ("h²₃ = tanh(W² h¹₃ + b²)", "h layer 2 3 is hyperbolic tangent of W layer 2 h layer 1 3 plus b layer 2"),
            ("h>^(2)_3 = f^(3)_3", "h forward layer 2 3 is f layer 3 3"), ("c³_t", "c layer 3 t"),
            ("1 − h₃²", "1 minus h 3 squared"), ("1 − h²₃²", "1 minus h layer 2 3 squared"),
            ("g² and w² x", "g squared and w squared x"), ("tanh²(c₁)", "tanh squared c 1"),
            ("nothing yet: → plays on, ← goes back", "nothing yet: next plays on, back goes back"),
            ("press → or another; > x", "press next or another; next x"), ("loss 2 → 1", "loss 2 to 1"),
        ])
    func spoken(written: String, wanted: String) { #expect(Speech.text(written) == wanted) }

    @Test("say minus where there is no minus sign")
    func ascii() { #expect(Speech.text("a = -2", .ascii) == "a is minus 2") }
}

@Suite("Keys and words where no screen is drawn")
struct PlainLineTests {
    @Test("a key alone acts at once, letters make a line")
    func keys() {
        var line = PlainLine()
        #expect(line.feed(.right) == .key(.right))
        #expect(line.feed(.character(" ")) == .key(.character(" ")))
        #expect(line.feed(.character("n")) == .edited("n"))
        #expect(line.feed(.character("o")) == .edited("no"))
        #expect(line.feed(.backspace) == .edited("n"))
        #expect(line.feed(.enter) == .line("n"))
        #expect(line.feed(.enter) == .key(.enter))
    }

    @Test("lines come back, and Esc takes one away")
    func history() {
        var line = PlainLine()
        for word in ["next", "why h"] {
            for character in word { _ = line.feed(.character(character)) }
            #expect(line.feed(.enter) == .line(word))
        }
        #expect(line.feed(.up) == .key(.up))
        #expect(line.feed(.control("p")) == .edited("why h"))
        #expect(line.feed(.up) == .edited("next"))
        #expect(line.feed(.down) == .edited("why h"))
        #expect(line.feed(.control("g")) == .edited(""))
        #expect(line.isEmpty)
    }
}

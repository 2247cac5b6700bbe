import Lessons
import TerminalUI
import Testing

/// What a paragraph becomes on a terminal, and for a voice.
@Suite struct TextTests {
    private func prose(_ text: String) throws -> Prose {
        let lesson = """
            ---
            unfold-lesson: 1
            title: A
            source: b
            minutes: 1
            ---
            ## Step
            ```scene
            elman-by-hand
            ```

            \(text)
            """
        return try #require(try Lesson(text: lesson, name: "a").steps.first?.prose.first)
    }

    @Test(arguments: [
        (
            "The *state* `h[2]` is {{stack.0.h[2][2] = 0.595}}.", "The state h[2] is 0.595.",
            "The state h 2 is 0.595."
        ),
        (
            "$h_t = \\tanh(W x_t + U h_{t-1} + b)$", "h_t = tanh(W x_t + U h_{t−1} + b)",
            "h t is hyperbolic tangent of W x t plus U h t minus 1 plus b"
        ),
        (
            "$\\sum_t \\delta^{t} (a^{t-1})^\\top$", "Σ_t δ^t (a^{t−1})ᵀ",
            "the sum over t of delta at t open bracket a at t minus 1 close bracket transposed"
        ),
        ("$\\partial h_t = diag(g'(a_t)) U$", "∂h_t = diag(g′(a_t)) U", "partial h t is diag of g prime of a t U"),
        ("Press `[`, or type `why h[2]`.", "Press [, or type why h[2].", "Press left bracket, or type why h 2."),
        (
            "It is δ^2 = W_aaᵀ δ^3, and δ^t − 1.", "It is δ^2 = W_aaᵀ δ^3, and δ^t − 1.",
            "It is delta 2 is W aa transposed delta 3, and delta t minus 1."
        ),
        ("$\\delta^t = W_{ya}^\\top e^t$", "δ^t = W_yaᵀ e^t", "delta at t is W ya transposed e at t"),
        (
            "$\\tfrac{1}{2} \\lVert \\hat{y}^t - y^t \\rVert^2$", "½ ‖ŷ^t − y^t‖²",
            "half the norm of predicted y at t minus y at t squared"
        ),
        ("$c_3 = f_3 \\odot c_2$", "c₃ = f₃ ⊙ c₂", "c 3 is f 3 times, entry by entry, c 2"),
        (
            "$g \\cdot \\min(1, n)$, $-\\log(y)$", "g · min(1, n), −log(y)",
            "g times the minimum of 1, n, minus logarithm of y"
        ),
        ("A 5 \\* 3", "A 5 * 3", "A 5 times 3"),
        (
            "Type `tanh(1)/2` or `readout.W_y`.", "Type tanh(1)/2 or readout.W_y.",
            "Type tanh open bracket 1 close bracket slash 2 or readout.W y."
        ),
        ("$\\tanh(1)/2$", "tanh(1)/2", "hyperbolic tangent of 1, all over 2"),
        ("$\\frac{a + b}{c}$", "(a + b)/c", "open bracket a plus b close bracket over c"),
        ("The weights' $\\tilde{c}_t$", "The weights' c~_t", "The weights new c t"),
        ("$(W^T)^{t-k}$", "(W^T)^{t−k}", "open bracket W at T close bracket to the power t minus k"),
    ])
    func isShownAndSpoken(text: String, shown: String, spoken: String) throws {
        let prose = try prose(text)
        #expect(prose.text.split(separator: " ").joined(separator: " ") == shown)
        #expect(Speech.text(prose.spoken) == spoken)
    }

    @Test func aVoiceGetsNoSign() throws {
        for source in LessonLibrary.builtIn.sources {
            let lesson = try source.lesson()
            for step in lesson.steps {
                var texts =
                    step.prose + [step.task?.wording, step.task?.because].compactMap(\.self) + (step.task?.hints ?? [])
                if case .ask(let question)? = step.task?.kind { texts += question.wrong.map(\.reply) }
                for text in texts {
                    let bad = Speech.text(text.spoken).unicodeScalars.filter { !Speech.isSpoken($0) }
                    #expect(bad.isEmpty, "\(source.name): \(text.spoken)")
                }
            }
        }
    }

    @Test(arguments: [
        ("\u{1B}[2J", "12:1: the control character U+001B must not stand here"),
        ("{{stack.0.h[2] = ", "12:1: the {{ here is not closed in this line"),
        ("$x_{t$", "12:4: in $…$ stands an opening brace; its closing brace would fit"),
        ("{{boss-bga: loss = 1}}", "12:3: there is no built-in scene 'boss-bga'; did you mean boss-bag?"),
        ("{{loss < }}", "12:10: Found the end, but a number, a name or an opening bracket would fit here."),
    ])
    func whatCannotBeReadIsSaidWithItsPlace(text: String, problem: String) {
        #expect(throws: LessonProblem.self) { _ = try prose(text) }
        do { _ = try prose(text) } catch { #expect("\(error)" == problem) }
    }
}

import Lessons
import Testing

/// Equations between dollars: all are read, and those whose names a scene has are true in it.
@Suite struct EquationTests {
    private func problems(_ formula: String, _ scene: String = "lstm-keeps-a-bit") throws -> [String] {
        let lesson = """
            ---
            unfold-lesson: 1
            title: A
            source: b
            minutes: 1
            ---
            ## Step
            ```scene
            \(scene)
            ```

            \(formula)
            """
        let read = try Lesson(text: lesson, name: "a")
        return LessonProof.problems(of: read).map(\.description).filter { !$0.contains("6 to 15") }
    }

    @Test(arguments: [
        ("$c_t = f_t \\odot c_{t-1} + i_t \\odot \\tilde{c}_t$", "lstm-keeps-a-bit"),
        ("$f_t = \\sigma(W_f \\cdot [h_{t-1}, x_t] + b_f)$", "lstm-keeps-a-bit"),
        ("$dc_t = dh_t \\odot o_t \\odot (1 - \\tanh(c_t)^2) + dc_{t+1} \\odot f_{t+1}$", "lstm-two-ways"),
        ("$a^t = g_1(W_{aa} a^{t-1} + W_{ax} x^t + b_a)$", "elman-by-hand"),
        ("$\\delta^T = W_{ya}^\\top e^T$", "exact-fractions"),
        ("$\\partial L/\\partial W_{aa} = \\sum_t \\delta^t (a^{t-1})^\\top$", "exact-fractions"),
        ("$\\delta^t \\overset{?}{=} W_{ya}^\\top e^t$", "exact-fractions"),
        ("$y_t = F(x_t, y_{t-1})$", "exact-fractions"),
    ])
    func holds(formula: String, scene: String) throws { #expect(try problems(formula, scene) == []) }

    @Test func isComparedAtEveryStep() throws {
        #expect(
            try problems("$c_t = f_t \\odot c_{t-1} + o_t \\odot \\tilde{c}_t$") == [
                "12:2: c_t = f_t ⊙ c_{t−1} + o_t ⊙ c~_t does not hold in this scene: 0.9919, 0.4981 is not 1.6211, "
                    + "1.1272; what somebody claims is written \\overset{?}{=}"
            ])
        #expect(try problems("$\\delta^t = W_{ya}^\\top e^t$", "exact-fractions").count == 1)
    }

    @Test(arguments: [
        ("$c_t = f_t \\odot$", "Found the end, but a number, a name or an opening bracket would fit here."),
        ("$c_t = f(h_t, x_t + )$", "Found the end, but a number, a name or an opening bracket would fit here."),
        ("$c_t = (f_t + i_t$", "The bracket ( is never closed."),
        ("$c_t = \\tanh c_t$", "The argument of tanh stands in brackets: tanh(…)."),
    ])
    func whatIsNoEquationIsSaid(formula: String, why: String) throws {
        let found = try problems(formula)
        #expect(found.count == 1 && found.first?.hasSuffix(": " + why) ?? false, "\(found)")
    }

    /// So many of the course's equations are compared with numbers; none is false.
    @Test func theCourseIsCompared() throws {
        var (compared, read) = (0, 0)
        for source in LessonLibrary.builtIn.sources {
            for (text, outcome) in LessonProof.equations(of: try source.lesson()) {
                read += 1
                switch outcome {
                case .holds: compared += 1
                case .fails: Issue.record("\(source.name): \(text)")
                case .notHere: break
                }
            }
        }
        #expect(read > 70 && compared > 25, "\(compared) of \(read)")
    }
}

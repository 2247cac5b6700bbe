import Lessons
import Testing

/// Equations between dollars: all are read, and those whose names a scene has are true in it.
@Suite struct EquationTests {
    private func lesson(_ formula: String, _ scene: String) throws -> Lesson {
        let text = """
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
        return try Lesson(text: text, name: "a")
    }

    private func problems(_ formula: String, _ scene: String = "lstm-keeps-a-bit") throws -> [String] {
        LessonProof.problems(of: try lesson(formula, scene)).map(\.description).filter { !$0.contains("6 to 15") }
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

    /// What becomes of a text between dollars: it is compared, or has names that the scene has not, or is no equation.
    @Test(arguments: [
        ("h_T = \\tanh(a_T)", "elman-by-hand", "holds"), ("h_T = \\tanh(a_T) + 1", "elman-by-hand", "fails"),
        ("\\partial y_T = y_T - target_T", "elman-by-hand", "holds"),
        ("a^t = g_1(W_{aa} a^{t-1} + W_{ax} x^t + b_a)", "elman-by-hand", "holds"),
        ("a^t = g(W_{aa} a^{t-1} + W_{ax} x^t) + 1", "elman-by-hand", "fails"),
        ("\\delta^T = W_{ya}^\\top e^T", "exact-fractions", "holds"),
        ("\\delta^T = 2 W_{ya}^\\top e^T", "exact-fractions", "fails"),
        ("\\delta^t \\overset{?}{=} W_{ya}^\\top e^t", "exact-fractions", "is not compared"),
        ("\\partial L/\\partial W_{aa} = \\sum_t \\delta^t (a^{t-1})^\\top", "exact-fractions", "holds"),
        ("h_t = W x_t + U h_{t-1}", "exact-fractions", "holds"),
        ("h_t = W x_t + U h_{t-1} = W x_t", "exact-fractions", "fails"),
        ("W = [1, 0; 1/2, 1]", "exact-fractions", "holds"),
        ("dc_t = dh_t \\odot o_t \\odot (1 - \\tanh(c_t)^2) + dc_{t+1} \\odot f_{t+1}", "lstm-two-ways", "holds"),
        ("dc_t = dh_t \\odot o_t \\odot (1 - \\tanh(c_t)^2)", "lstm-two-ways", "fails"),
        ("c_{t + 1} = f_{t + 1} \\odot c_t + i_{t + 1} \\odot \\tilde c_{t + 1}", "lstm-two-ways", "holds"),
        ("c_{t + 1} = f_{t + 1} \\odot c_t", "lstm-two-ways", "fails"),
        ("y_t = F(x_t, y_{t-1})", "exact-fractions", "is not here"),
        ("y_t = F()", "exact-fractions", "is not here"),
        ("\\nabla_\\theta L = \\sum_t \\nabla_\\theta L_t", "exact-fractions", "is not here"),
        ("h_t", "exact-fractions", "is not compared"), ("h_t = (h_t, x_t)", "exact-fractions", "is not compared"),
        ("\\Phi = (W, U, b)", "exact-fractions", "is not compared"),
        ("h_t = f(h_t; x_t)", "exact-fractions", "is not compared"),
        ("(i; f) = (\\sigma; \\tanh) W (h_{t-1}; x_t)", "exact-fractions", "is not compared"),
    ])
    func hasAnOutcome(formula: String, scene: String, outcome: String) throws {
        let found = LessonProof.equations(of: try lesson("$\(formula)$", scene)).map { equation in
            switch equation.outcome {
            case .holds: "holds"
            case .fails: "fails"
            case .notHere: "is not here"
            }
        }
        #expect(found == (outcome == "is not compared" ? [] : [outcome]))
    }

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

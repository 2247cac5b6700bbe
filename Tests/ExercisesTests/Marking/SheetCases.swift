import ExactMath
import Exercises
import Formula
import Foundation
import Testing

/// A sheet's marks by the names of its answers.
func marks(_ kind: String, seed: Int, level: Int, _ answers: String) throws -> [String: MarkedAnswer] {
    let text = "exercise = \(kind)\nseed = \(seed)\nlevel = \(level)\n" + answers
    let sheet = MarkedSheet(file: "a.txt", bytes: Array(text.utf8), options: MarkingOptions())
    let marks = try #require(sheet.marks, "\(sheet.failure?.description ?? "")")
    return Dictionary(uniqueKeysWithValues: marks.answers.map { ($0.name, $0) })
}

/// Sheets as students hand them in.
@Suite struct SheetCases {
    @Test func theIndexAtTheFirstStep() throws {
        let marked = try marks(
            "linear-bptt", seed: 7, level: 2,
            """
            delta_3 = [-20, -17]
            delta_2 = [1, 40]
            delta_1 = [57, -78]
            da0 = [-135, 156]
            dW_aa = [[272, -334], [-118, -22]]
            dW_ax = [[97, -19], [-44, 32]]
            dW_ya = [[-38, 382], [56, -217]]
            """)
        #expect(marked["dW_aa"]?.slips == [.m32])
        #expect(marked["dW_aa"]?.message.contains("index of a") == true)
        #expect(marked.values.filter { $0.verdict == .right }.count == 6)
    }

    @Test(
        arguments: [
            ("delta_1", "[-10,875; 8,5]"), ("delta_3", "[-1,25; -2,5]"),
            ("delta_1", "[-10.875000000000001, 8.499999999999998]"), ("delta_1", "[Fraction(-87, 8), Fraction(17, 2)]"),
            ("dW_aa", "tensor([[-19.5000,  -4.3750],\n        [ 19.0000, -23.7500]])"),
            ("dW_aa", "array([[-19.5  ,  -4.375],\n       [ 19.   , -23.75 ]],\n      dtype=float32)"),
            ("delta_2", "array([1.25, 3.75])"), ("delta_3", "[np.float64(-1.25), np.float64(-2.5)]"),
            ("delta_4", "Matrix([[1], [-17/2]])"), ("delta_1", "-87/8, 17/2"), ("delta_3", "-5/4; -5/2"),
            ("delta_4", "[1, -8½]"), ("delta_4", "(1, -17/2)   # the last step"), ("delta_4", "[1, -17/2]."),
            ("delta_4", "[1, -17/2]^T"), ("dW_aa", "((-39/2, -35/8), (19, -95/4))"),
        ])
    func numbersAsTheyAreWritten(name: String, text: String) throws {
        #expect(try marks("linear-bptt", seed: 1, level: 3, "\(name) = \(text)\n")[name]?.verdict == .right)
    }

    @Test(arguments: [
        "delta_4: [1, -17/2]", "DELTA_4 = [1, -17/2]", "δ^4 = [1, -17/2]", "\\delta_{4} = [1, -17/2]",
        "δ₄ = [1, -17/2]",
    ])
    func namesAsTheyAreWritten(line: String) throws {
        #expect(try marks("linear-bptt", seed: 1, level: 3, line)["delta_4"]?.verdict == .right)
    }

    @Test func anIntegerIsAnInteger() throws {
        let exercise = try Catalogue.exercise("parameters", seed: 3, level: 4)
        guard case .exact(let total)? = exercise.working.answers().last else {
            Issue.record("no total")
            return
        }
        let right = total.entries[0].approximation
        let header = "exercise = parameters\nseed = 3\nlevel = 4\n"
        func verdict(_ text: String) throws -> Verdict? {
            try marks("parameters", seed: 3, level: 4, "total = \(text)")["total"]?.verdict
        }
        #expect(right > 1_000 && !header.isEmpty)
        #expect(try verdict(String(format: "%.0f", right)) == .right)
        #expect(try verdict(String(format: "%.2e", right + 0.4)) != .right)
        let digits = String(format: "%.0f", right)
        #expect(try verdict(digits.dropLast(3) + "'" + digits.suffix(3)) == .right)
    }

    /// h_1 = [0.5, 0.6] ⊙ tanh(c_1): o_1 is a number of the problem, though its formula sees c_1.
    @Test(arguments: [("[0.54, 0.83]", "[0.2465, 0.4083]"), ("[0.54, -0.5]", "[0.2465, -0.2773]")])
    func whatIsGivenStaysWhateverComesBefore(state: String, output: String) throws {
        let marked = try marks("lstm-step", seed: 10, level: 3, "version = 2\nc_1 = \(state)\nh_1 = \(output)\n")
        #expect(marked["c_1"]?.verdict == .wrong && marked["h_1"]?.verdict == .carried)
    }

    /// f and i exchanged: [0.7, 0.9] ⊙ [0.3, -0.4] + [0.4, 0.5] ⊙ [0.6, -0.7], and h_1 from it.
    @Test func exchangedGatesAreNamedWhereTheyAreGiven() throws {
        let marked = try marks(
            "lstm-step", seed: 10, level: 3, "version = 2\nc_1 = [0.45, -0.71]\nh_1 = [0.2109, -0.3664]\n")
        #expect(marked["c_1"]?.slips == [.g11] && marked["h_1"]?.verdict == .carried)
    }

    @Test func theLastOfTwoAnswersCounts() throws {
        let marked = try marks("linear-bptt", seed: 1, level: 3, "delta_4 = [0, 0]\nδ^4 = [1, -17/2]\n")
        #expect(marked["delta_4"]?.verdict == .right)
    }

    // MARK: Rounding

    /// What is exactly right is not rounded, though it has a point: 2. and -20.
    @Test func numbersWrittenWithAPointLoosenNothing() throws {
        let forward = try marks(
            "linear-forward", seed: 2, level: 2,
            """
            a_1 = [2., -3.]
            yhat_1 = [8.30, 3.40]
            e_1 = [10, 2]
            a_2 = [-3.45, -3.45]
            yhat_2 = [3, 3]
            e_2 = [5, 2]
            a_3 = [-10, -6]
            yhat_3 = [2, 6]
            e_3 = [0, 4]
            loss = 149/2
            """)
        #expect(forward.values.filter { $0.verdict != .right }.map(\.name).sorted() == ["a_2", "yhat_1"])
        let backward = try marks(
            "linear-bptt", seed: 7, level: 2,
            Self.printed + "da0 = [-134., 157.]\ndW_aa = [[-70., -165.], [354., -259.]]\n")
        #expect(backward.values.filter { $0.verdict != .right }.map(\.name).sorted() == ["dW_aa", "da0"])
    }

    /// Near what M09 makes, [[186, 237], [-426, 894]], is not what it makes.
    @Test func numbersWrittenWithAPointNameNothingThatIsOnlyNear() throws {
        let marked = try marks(
            "linear-bptt", seed: 7, level: 2,
            Self.printed + "da0 = [-135., 156.]\ndW_aa = [[187., 239.], [-429., 897.]]\n")
        #expect(marked["dW_aa"]?.verdict == .wrong && marked["dW_aa"]?.slips == [])
        #expect(marked.values.filter { $0.verdict == .right }.count == 6)
    }

    /// The other answers of linear-bptt, seed 7, as numpy prints them.
    private static let printed = """
        delta_3 = [-20., -17.]
        delta_2 = [ 1., 40.]
        delta_1 = [ 57., -78.]
        dW_ax = [[ 97., -19.], [-44.,  32.]]
        dW_ya = [[ -38.,  382.], [  56., -217.]]

        """

    /// c_1 = [0.54, −0.83] is exact, so that h_1 = 0.5 tanh(0.54) = 0.2465 is known to four places; a wrong c_1 with two decimals is
    /// no looser, 0.5 tanh(0.45) = 0.2109.
    @Test(arguments: [
        ("[0.54, -0.83]", "[0.248, -0.4083]", Verdict.right), ("[0.45, -0.71]", "[0.212, -0.3664]", Verdict.carried),
    ])
    func fewDecimalsLoosenNothing(state: String, output: String, second: Verdict) throws {
        let marked = try marks("lstm-step", seed: 10, level: 3, "version = 2\nc_1 = \(state)\nh_1 = \(output)\n")
        #expect(marked["h_1"]?.entries?.entries == [.wrong, second])
    }

    /// δ^1 = [-87/8, 17/2] with one decimal; ∂L/∂a^0 and ∂L/∂W_aa worked out from it.
    @Test func whatFollowsFromRoundedNumbersIsRight() throws {
        let marked = try marks(
            "linear-bptt", seed: 1, level: 3,
            """
            delta_4 = [1, -17/2]
            delta_3 = [-5/4, -5/2]
            delta_2 = [5/4, 15/4]
            delta_1 = [-10.9, 8.5]
            da0 = [-4.25, 19.40]
            dW_aa = [[-19.525, -4.375], [19, -23.75]]
            """)
        for name in ["delta_1", "da0", "dW_aa"] { #expect(marked[name]?.verdict == .right, "\(name)") }
    }

    // MARK: Work that is none

    @Test func zerosBesideARightWordCostOnlyThemselves() throws {
        let exercise = try Catalogue.exercise("find-mistake", seed: 1, level: 2)
        var sheet = answers(exercise)
        let field = try #require(exercise.fields.first { $0.name == "value" })
        sheet["value"] = AnswerReader.read(SourceText("[[0, 0], [0, 0]]"), for: field)
        let found = exercise.mark(sheet)
        #expect(found.score == 2)
        #expect(found.answers.allSatisfy { !$0.message.contains("no work") })

        let right = try marks("vanish", seed: 1, level: 2, "version = 2\nrho = 0\nverdict = explodes\n")
        #expect(right["verdict"]?.verdict == .right && right["rho"]?.verdict == .wrong)
        // Zeros beside a wrong word are no work; the word is no number.
        let wrong = try marks("vanish", seed: 1, level: 2, "version = 2\nrho = 0\nverdict = vanishes\n")
        #expect(wrong["rho"]?.message.contains("no work") == true)
        #expect(wrong["verdict"]?.message.contains("no work") == false)
    }

    @Test(arguments: Catalogue.kinds.map(\.id)) func zerosScoreNothing(kind: String) throws {
        for level in 1...4 {
            let exercise = try Catalogue.exercise(kind, seed: 4, level: level)
            var sheet = ""
            for field in exercise.fields where field.kind.isNumeric || field.kind == .settings {
                let zeros = [String](repeating: "0", count: field.shape.count)
                switch field.shape {
                case .scalar: sheet += "\(field.name) = 0\n"
                case .vector: sheet += "\(field.name) = [\(zeros.joined(separator: ", "))]\n"
                case .matrix(let rows, let columns):
                    let row = "[" + [String](repeating: "0", count: columns).joined(separator: ", ") + "]"
                    sheet += "\(field.name) = [\([String](repeating: row, count: rows).joined(separator: ", "))]\n"
                }
            }
            let text = "exercise = \(kind)\nseed = 4\nlevel = \(level)\n" + sheet
            let marked = MarkedSheet(file: "a", bytes: Array(text.utf8), options: MarkingOptions())
            #expect(marked.marks?.score == 0, "\(kind), level \(level)")
        }
    }

    @Test func copiesScoreNothing() throws {
        let exercise = try Catalogue.exercise("linear-bptt", seed: 4, level: 2)
        let given = exercise.text().statement.compactMap { part -> String? in
            if case .given(_, let value) = part { value.text } else { nil }
        }
        let vectors = given.filter { !$0.hasPrefix("[[") }
        let matrices = given.filter { $0.hasPrefix("[[") }
        var sheet = ""
        for (place, field) in exercise.fields.enumerated() {
            if case .matrix = field.shape {
                sheet += "\(field.name) = \(matrices[place % matrices.count])\n"
            } else {
                sheet += "\(field.name) = \(vectors[place % vectors.count])\n"
            }
        }
        let marked = try marks("linear-bptt", seed: 4, level: 2, sheet)
        #expect(marked.values.allSatisfy { $0.verdict == .wrong && $0.slips.isEmpty })
        #expect(marked["delta_1"]?.message.contains("copied") == true)
    }

    // MARK: Nothing is named that is not certain

    /// What M09 makes, with multiples of 2^61 − 1 added: the same residues, and other numbers.
    @Test func numbersAreNotTheirResidues() throws {
        let marked = try marks(
            "linear-bptt", seed: 7, level: 2,
            "dW_aa = [[2305843009213694137, 237], [-426, -6917529027641080959]]\n")
        #expect(marked["dW_aa"]?.verdict == .wrong && marked["dW_aa"]?.slips == [])
        let small = try marks("linear-bptt", seed: 7, level: 2, "dW_aa = [[186, 237], [-426, 894]]\n")
        #expect(small["dW_aa"]?.slips == [.m09])
    }

    @Test func randomNumbersHaveNoName() throws {
        var generator = SeededGenerator(seed: 17)
        for kind in [
            "linear-bptt", "linear-forward", "truncated", "linear-triangle", "affine-backward", "rnn-bptt", "lstm-bptt",
        ] {
            for level in 2...4 {
                let exercise = try Catalogue.exercise(kind, seed: 9, level: level)
                for _ in 0..<6 {
                    var answers: StudentAnswers = [:]
                    for field in exercise.fields {
                        let entries = (0..<field.shape.count).map { _ in
                            ReadNumber(
                                .exact(
                                    Rational(generator.integer(in: -999...999))
                                        / Rational(generator.integer(in: 1...99))))
                        }
                        answers[field.name] = (.numbers(Shaped(field.shape, entries)), "")
                    }
                    let marks = exercise.mark(answers)
                    #expect(marks.answers.flatMap(\.slips) == [], "\(kind), level \(level)")
                }
            }
        }
    }
}

import ExactMath
import Exercises
import Formula
import Scenes
import Testing

/// The kinds that ask about a network: a mistaken sheet, the ways through a cell, stacked matrices, what a loss reaches.
@Suite struct QuestionKindsTests {
    private static let kinds = ["find-mistake", "paths", "stacked", "reach"]

    /// A sheet as a student hands it in: the answers under slips, written out and read again.
    private func marked(_ exercise: Exercise, _ slips: SlipSet = []) -> MarkedAnswers? {
        let key = exercise.answerKey()
        let lines = zip(exercise.fields, exercise.working.answers(slips)).map { field, value in
            "\(field.name) = \(field.kind.keyText(value))"
        }
        let head = key.split(separator: "\n").prefix { !$0.hasPrefix("student") }.joined(separator: "\n")
        let sheet = head + "\n" + lines.joined(separator: "\n") + "\n"
        return MarkedSheet(file: "sheet", bytes: Array(sheet.utf8), options: MarkingOptions()).marks
    }

    @Test(arguments: kinds, [1, 2, 3, 4])
    func aKeyIsAllRightAndASlipIsNamed(kind: String, level: Int) throws {
        for seed in UInt64(1)...6 {
            let exercise = try Catalogue.exercise(kind, seed: seed, level: level)
            #expect(try #require(marked(exercise)).isAllRight, "\(kind) \(seed) \(level)")
            for slip in exercise.slips where level > 1 {
                let marks = try #require(marked(exercise, SlipSet(slip)))
                #expect(!marks.isAllRight)
                #expect(marks.diagnosis == [slip], "\(kind) \(seed) \(level) \(slip.id): \(marks.diagnosis)")
            }
        }
    }

    @Test(arguments: kinds, [1, 2, 3, 4])
    func allThatIsPrintedHasLettersThatLaTeXKnows(kind: String, level: Int) throws {
        let exercise = try Catalogue.exercise(kind, seed: 2, level: level)
        let latex = exercise.problemLaTeX()
        #expect(latex.unicodeScalars.allSatisfy { $0.isASCII || (0xC0...0xFF).contains($0.value) })
        #expect(exercise.text().hints.count >= 4 && !exercise.text().solution.isEmpty)
        // The network beside it on the screen can be opened.
        let scene = try #require(exercise.text().scene)
        _ = try Scene(text: scene.text(), file: "exercise")
    }

    // MARK: find-mistake

    @Test func aSlipIsReadByItsIdAndByItsWords() {
        let field = AnswerField("slip", .scalar, .slip([.m03, .m25, .m26]), WrittenForm("", ""))
        func read(_ text: String) -> StudentAnswer { AnswerReader.read(SourceText(text), for: field).answer }
        #expect(read("M26") == .word("M26"))
        #expect(read("m26") == .word("M26"))
        #expect(read("initial state forgotten") == .word("M26"))
        #expect(read("M26: initial state forgotten") == .word("M26"))
        // Two of the list are called that.
        guard case .unreadable = read("transpose forgotten") else { Issue.record("read"); return }
        guard case .unreadable = read("M99") else { Issue.record("read"); return }
    }

    @Test func theWrongLineIsReadAsAnAnswersNameIs() {
        let field = AnswerField("line", .scalar, .word(["delta_3", "c_tilde_1", "dW_aa"]), WrittenForm("", ""))
        func read(_ text: String) -> StudentAnswer { AnswerReader.read(SourceText(text), for: field).answer }
        for text in ["delta_3", "δ^3", "\\delta_{3}", "δ₃"] { #expect(read(text) == .word("delta_3"), "\(text)") }
        for text in ["dW_aa", "∂L/∂W_aa", "∂L/∂W_{aa}"] { #expect(read(text) == .word("dW_aa"), "\(text)") }
        for text in ["c~_1", "\\tilde{c}_1", "c\u{303}_1"] { #expect(read(text) == .word("c_tilde_1"), "\(text)") }
        guard case .unreadable = read("δ^9") else { Issue.record("read"); return }
    }

    // MARK: paths

    private static let waysOfAnLSTM =
        "h0->o->h1, h0->c_tilde->c1->h1, h0->f->c1->h1, h0->i->c1->h1"

    @Test(arguments: [
        "h0->o->h1, h0->c_tilde->c1->h1, h0->f->c1->h1, h0->i->c1->h1",
        "h_0 → f_1 → c_1 → h_1; h0 to i to c1 to h1; h0 -> c~ -> c1 -> h1; h_prev -> o_t -> h_t",
        "h_{t-1} \\to f_t \\to c_t \\to h_t, h0->i->c1->h1, h0->\\tilde{c}_1->c1->h1, h0->o->h1",
        // The single arrows of which the ways are made.
        "h0->f, h0->i, h0->c_tilde, h0->o, f->c1, i->c1, c_tilde->c1, c1->h1, o->h1",
        // A state that is passed, without its step.
        "h0->o->h1, h0->c_tilde->c->h1, h0->f->c->h1, h0->i->c->h1",
        "h0->f, h0->i, h0->c~, h0->o, f->c, i->c, c~->c, c->h, o->h",
    ])
    func waysAreReadAsTheyAreWritten(text: String) throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        let field = try #require(exercise.fields.first { $0.name == "ways_h_h" })
        #expect(AnswerReader.read(SourceText(text), for: field).answer == .word(Self.waysOfAnLSTM))
    }

    @Test(arguments: ["h0->q->h1", "h0", "->", "h->o->h1", "h0->h0->h1->h0, h1->h0, h0->f"])
    func whatIsNoWayIsSaidToBeNone(text: String) throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        let field = try #require(exercise.fields.first { $0.name == "ways_h_h" })
        guard case .unreadable = AnswerReader.read(SourceText(text), for: field).answer else {
            Issue.record("\(text) was read")
            return
        }
    }

    @Test func aWrongListSaysWhatDoesNotBelongAndHowManyAreMissing() throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        let field = try #require(exercise.fields.first { $0.name == "ways_h_h" })
        let read = AnswerReader.read(SourceText("h0->o->h1, h0->f->h1, h0->i->c1->h1"), for: field)
        let marked = exercise.mark([field.name: read])
        #expect(marked.answers[0].message.hasPrefix("These do not belong: h0->f->h1; 2 ways are still missing."))
    }

    @Test func anArrowOnNoWayDoesNotBelong() throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        let field = try #require(exercise.fields.first { $0.name == "ways_h_c" })
        let arrows = "h0->c_tilde, c_tilde->c1, h0->f, f->c1, h0->i, i->c1"
        func marked(_ text: String) -> MarkedAnswer? {
            exercise.mark([field.name: AnswerReader.read(SourceText(text), for: field)]).answers.first {
                $0.name == field.name
            }
        }
        #expect(marked(arrows)?.verdict == .right)
        let wrong = marked(arrows + ", h1->f, o->c_tilde")
        #expect(wrong?.verdict == .wrong)
        #expect(wrong?.message.hasPrefix("These do not belong: h1->f, o->c_tilde.") == true)
    }

    @Test func aCircleOfArrowsIsSaidToBeOne() throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        let field = try #require(exercise.fields.first { $0.name == "ways_h_h" })
        #expect(
            AnswerReader.read(SourceText("h0->f, f->f"), for: field).answer
                == .unreadable("line 1, column 1: The arrows go in a circle at f."))
    }

    @Test func aFactorIsJudgedAsAFunction() throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        func verdict(_ name: String, _ formula: String) throws -> Verdict {
            let marks = exercise.mark([name: (.formula(SourceText(formula)), "")])
            return try #require(marks.answers.first { $0.name == name }).verdict
        }
        // h0->o->h1
        let name = "factor_h_h_1"
        #expect(try verdict(name, "U_o' (dh_1 .* tanh(c_1) .* o_1 .* (1 - o_1))") == .right)
        #expect(try verdict(name, "U_o^T (o_1 ⊙ (1 - o_1) ⊙ tanh(c_1) ⊙ dh_1)") == .right)
        #expect(try verdict(name, "(dh1 .* h1 .* (1 - o1))' U_o") == .right)
        #expect(try verdict(name, "U_o (dh_1 .* tanh(c_1) .* o_1 .* (1 - o_1))") == .wrong)
        #expect(try verdict(name, "dh_1 .* tanh(c_1) .* o_1 .* (1 - o_1)") == .wrong)
        #expect(try verdict(name, "U_o' (") == .unreadable)
        #expect(try verdict("factor_c_c_1", "f_1 .* dc_1") == .right)
        // Numbers beyond the largest double are equal to nothing.
        for wrong in [
            "10^400 * dc_1", "-10^300 * 10^300 * dc_1", "dc_1 / 10^-200 / 10^-200", "10^200 * 10^200 * f_1 .* dc_1",
        ] {
            #expect(try verdict("factor_c_c_1", wrong) != .right)
        }
    }

    /// c~_1 is the candidate, not the state.
    @Test func aTildeBelongsToItsLetter() throws {
        let exercise = try Catalogue.exercise("paths", scene: scene("lstm"), name: "lstm")
        func verdict(_ candidate: String) throws -> Verdict {
            // h0->c_tilde->c1->h1
            let formula = "U_c' (dh_1 .* o_1 .* (1 - tanh(c_1)^2) .* i_1 .* (1 - \(candidate)^2))"
            let marks = exercise.mark(["factor_h_h_2": (.formula(SourceText(formula)), "")])
            return try #require(marks.answers.first { $0.name == "factor_h_h_2" }).verdict
        }
        for candidate in [
            "c_tilde_1", "c~_1", "c~[1]", "\\tilde{c}_1", "\\tilde c_1", "c\u{303}_1", "\\mathbf{\\tilde{c}}_1",
        ] {
            #expect(try verdict(candidate) == .right, "\(candidate)")
        }
        #expect(try verdict("c_1") == .wrong)
        // No name of an LSTM, and no o_1 either.
        #expect(try verdict("o~_1") == .unreadable)
        // Between words it is LaTeX's space.
        #expect(try verdict("~c_tilde_1~") == .right)
    }

    @Test func everyBuiltInCellIsAskedAboutAtSomeLevel() throws {
        var asked: Set<String> = []
        for level in 1...4 {
            for seed in UInt64(1)...12 {
                let text = try Catalogue.exercise("paths", seed: seed, level: level).text()
                let cell = text.given.first { member in member.key == "cell" }
                asked.insert(cell.map { $0.value.text() } ?? "")
            }
        }
        #expect(
            asked == ["\"linear\"", "\"rnn\"", "\"feedforward\"", "\"ugrnn\"", "\"gru\"", "\"lstm\"", "\"mingru\""])
    }

    // MARK: stacked

    @Test func aMatrixOfAnotherSizeThanASlipMakesIsMarked() throws {
        for level in 1...4 {
            for seed in UInt64(1)...4 {
                let exercise = try Catalogue.exercise("stacked", seed: seed, level: level)
                let lines = exercise.fields.map { field -> String in
                    guard case .matrix(let rows, let columns) = field.shape else { return "\(field.name) = 1" }
                    let row = "[" + (0..<columns).map { "\($0 + 1)" }.joined(separator: ", ") + "]"
                    return "\(field.name) = [" + [String](repeating: row, count: rows).joined(separator: ", ") + "]"
                }
                let sheet =
                    "exercise = stacked\nseed = \(seed)\nlevel = \(level)\n" + lines.joined(separator: "\n") + "\n"
                let marks = MarkedSheet(file: "x", bytes: Array(sheet.utf8), options: MarkingOptions()).marks
                #expect(try #require(marks).answers.first?.verdict == .wrong)
            }
        }
    }

    // MARK: reach

    @Test func aLossReachesWhatItWasComputedFrom() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model:
                  stack: [{cell: lstm, hidden: 2}]
                  readout: {size: 1}
                sequence:
                  inputs: [[1], [2], [3]]
                  targets: [null, [1], null]
                loss: mse
                parameters: {initialize: {scheme: zero}}
                """, file: "x")
        let exercise = try Catalogue.exercise("reach", scene: scene, name: "x")
        let table = zip(exercise.fields, exercise.working.answers()).map { "\($0.name) = \($0.kind.keyText($1))" }
        #expect(
            table == [
                "dh = [yes, yes, no]", "dc = [yes, yes, no]", "dx = [yes, yes, no]", "db = [yes, yes, yes, yes]",
                "dW = [yes, yes, yes, yes]", "dU = [yes, yes, yes, yes]", "db_y = yes", "dW_y = yes",
            ])
        // With the only loss at the first step, nothing has multiplied a state yet that is not zero.
        let first = try Scene(
            text: """
                unfold: 1
                model:
                  stack: [{cell: rnn, hidden: 2}]
                  readout: {size: 1}
                sequence:
                  inputs: [[1], [2]]
                  targets: [[1], null]
                loss: mse
                parameters: {initialize: {scheme: zero}}
                """, file: "x")
        let other = try Catalogue.exercise("reach", scene: first, name: "x")
        #expect(
            zip(other.fields, other.working.answers()).map { "\($0.name) = \($0.kind.keyText($1))" } == [
                "dh = [yes, no]", "dx = [yes, no]", "db = yes", "dW = yes", "dU = no", "db_y = yes", "dW_y = yes",
            ])
    }

    @Test(arguments: ["yes no yes", "[Yes, No, Yes]", "1 0 1", "ja, nein, ja", "[y; n; y]"])
    func yesAndNoAreReadAsTheyAreWritten(text: String) {
        let field = AnswerField("dh", .vector(3), .flags, WrittenForm("", ""))
        let read = AnswerReader.read(SourceText(text), for: field)
        #expect(read.answer == .settings([1, 0, 1]) && read.echo == "[yes, no, yes]")
    }

    // MARK: A teacher's scene

    private func scene(_ cell: String) throws -> Scene {
        try Scene(
            text: """
                unfold: 1
                model:
                  stack: [{cell: \(cell), hidden: 2}]
                sequence:
                  inputs: [[1]]
                parameters: {initialize: {scheme: zero}}
                """, file: "x")
    }

    @Test(arguments: Catalogue.kinds.map(\.id))
    func whatIsMadeOfABuiltInSceneHasARightKey(kind: String) throws {
        var taken: [String] = []
        for entry in BuiltInScenes.all {
            guard
                let exercise = try? Catalogue.exercise(kind, scene: try SceneLookup.scene(entry.name).scene, name: "x")
            else { continue }
            taken.append(entry.name)
            #expect(exercise.mark(answers(exercise)).isAllRight, "\(kind) \(entry.name)")
        }
        let few = ["shape", "gate-logic", "affine-backward", "rnn-bptt", "vanish", "one-to-many", "attention-step"]
        #expect(!taken.isEmpty || few.contains(kind), "\(kind)")
    }

    @Test(arguments: [
        ("vanish", "  stack: [{cell: linear, hidden: 2, bias: false}]", "[[1]]"),
        (
            "one-to-many", "  shape: one-to-many\n  stack: [{cell: rnn, hidden: 2}]\n  readout: {size: 1}",
            "[[1]]\n  length: 3"
        ),
    ])
    func kindsThatNoBuiltInSceneFitsTakeATeachersOwn(kind: String, model: String, inputs: String) throws {
        let values =
            kind == "vanish"
            ? "values: {stack.0.W: [[1], [1]], stack.0.U: [[1/2, 1], [0, 1/4]]}" : "initialize: {scheme: zero}"
        let scene = try Scene(
            text: "unfold: 1\nmodel:\n\(model)\nsequence:\n  inputs: \(inputs)\nparameters: {\(values)}\n", file: "x")
        let exercise = try Catalogue.exercise(kind, scene: scene, name: "x")
        #expect(exercise.mark(answers(exercise)).isAllRight)
    }
}

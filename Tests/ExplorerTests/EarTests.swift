import Explorer
import TerminalUI
import Testing

/// What is heard: one sentence first, in words, and every key has its word.
@Suite("By ear")
struct EarTests {
    /// Carries out a line and returns what is printed.
    private func said(_ line: String, _ explored: inout Explored) -> String {
        do {
            return try explored.state.perform(line).output.spoken()
        } catch {
            return Speech.text("\(error)") + "\n"
        }
    }

    private static let lines = [
        "next", "next 2", "in", "next", "out", "down", "up", "right", "why", "goto loss", "goto backward:1", "why h",
        "show",
        "gradients", "table", "triangle", "attention", "step", "last", "weights", "notes", "help", "notation", "scenes",
        "set rate 0.5", "undo", "nonsense", "home", "exercise linear-bptt 1 2", "answer delta_3 [5, -1/2]", "check",
        "hint",
    ]

    @Test("only letters, digits, . , : ; ? and − are printed", arguments: Explored.builtIn)
    func signs(scene: String) throws {
        var explored = try Explored(scene)
        for line in Self.lines {
            let text = said(line, &explored)
            let strange = text.unicodeScalars.filter { !Speech.isSpoken($0) }
            #expect(strange.isEmpty, "\(line): \(strange) in \(text)")
        }
    }

    @Test("the asked number stands within twelve words")
    func early() throws {
        var explored = try Explored("elman-by-hand")
        func words(before number: String, _ line: String) -> Int {
            let text = said(line, &explored)
            guard let range = text.firstRange(of: number) else { return .max }
            return text[..<range.lowerBound].split(whereSeparator: \.isWhitespace).count
        }
        #expect(words(before: "0.7616", "next") <= 12)
        #expect(words(before: "0.4896", "next 2") <= 12)
        #expect(words(before: "0.5104", "goto backward:3") <= 12)
        #expect(words(before: "0.4414", "goto backward:1") <= 12)
        #expect(words(before: "0.2384", "down") <= 12)
        #expect(words(before: "0.4414", "gradients") <= 12)
        _ = said("step", &explored)
        #expect(words(before: "0.2384", "in") <= 12)
        #expect(words(before: "0.5", "set stack.0.U 1 1 0.5") <= 12)
    }

    @Test("a key says one sentence, the edge of a list too")
    func keys() throws {
        var explored = try Explored("elman-by-hand")
        #expect(explored.state.answer(to: .right).output.spoken() == "forward 1: h 1, unit 1, is 0.7616.\n")
        #expect(explored.state.answer(to: .down).output.spoken() == "a y 1 is 0.7616.\n")
        #expect(explored.state.answer(to: .down).output.spoken() == "y 1 is 0.7616.\n")
        #expect(explored.state.answer(to: .down).output.spoken() == "this is the last row\n")
        #expect(explored.state.answer(to: .character("u")).output.spoken() == "nothing to undo\n")
    }

    @Test("what is printed is read again: −, a decimal comma, a name with a blank")
    func readAgain() throws {
        var explored = try Explored("elman-by-hand")
        #expect(said("set stack.0.U 1 2 −0.5", &explored).hasPrefix("stack.0.U row 1 column 2 is −0.5, was "))
        #expect(said("set readout.W y row 1 column 1 0,25", &explored).hasPrefix("readout.W y row 1 column 1 is "))
        #expect(said("weights readout.W y", &explored) == "1 matrix, 2 numbers.\nreadout.W y row 1: 0.25, 0\n")
        #expect(said("goto 2", &explored).hasPrefix("forward 2: "))
    }

    @Test("what help offers to type can be typed")
    func offered() throws {
        var explored = try Explored("elman-by-hand")
        #expect(said("help", &explored).contains("set inputs 2 1 1 slash 3"))
        #expect(
            said("help", &explored).contains("the scene .yaml, its trace .json or .csv or this screen .txt or .svg"))
        #expect(said("set inputs 2 1 1/3", &explored).hasPrefix("inputs step 2 entry 1 is 1 over 3, was 0. Loss "))
        #expect(
            said("set inputs 2 1 2 over 3", &explored).hasPrefix("inputs step 2 entry 1 is 2 over 3, was 1 over 3."))
    }

    @Test("parameters are set and listed by the same names, and counted by their numbers")
    func names() throws {
        var explored = try Explored("elman-by-hand")
        #expect(said("weights", &explored).hasPrefix("3 matrices and 1 vector, 10 numbers.\n"))
        #expect(said("weights W", &explored).hasPrefix("1 matrix, 2 numbers.\nstack.0.W row 1: "))
        #expect(said("set W 1 1 0.5", &explored).hasPrefix("stack.0.W row 1 column 1 is 0.5, was 1. Loss "))
        #expect(said("set Q 1 1 0.5", &explored) == "no parameter is called Q; weights lists them\n")
        #expect(
            said("set inputs 4 1 1 3", &explored)
                == "inputs takes two indices at most, and then one value; 4 1 1 3 is one number too many\n")
    }

    @Test("moments are gone to by their names, with the colon of the screens and without")
    func moments() throws {
        var explored = try Explored("elman-by-hand")
        #expect(said(":forward:2", &explored).hasPrefix("forward 2: "))
        _ = said("goto loss", &explored)
        #expect(said("forward:2", &explored).hasPrefix("forward 2: "))
        #expect(said("help\u{0C}", &explored) == said("help", &explored))
    }

    @Test("rows, graph and arrows have the letters of one notation")
    func letters() throws {
        var explored = try Explored("elman-by-hand")
        explored.state.notation = .dalmau
        let text = said("goto forward:2", &explored) + said("show", &explored)
        #expect(text.contains("computed: x 2 to a 2; a 1 to a 2; a 2 to predicted y 2\n"))
        #expect(!text.contains("to h 2"))
    }

    @Test("graph says which graph it is, and its arrows")
    func graph() throws {
        var explored = try Explored("elman-by-hand")
        _ = said("next 2", &explored)
        let lectures = said("graph", &explored)
        #expect(
            lectures.hasPrefix(
                "the computational graph: the shared weights are one node, every L t goes into one L\ncomputed: x 2 to h 2; "
            ))
        #expect(
            said("graph", &explored).hasPrefix("the unfolded graph: one copy of the cell for each step\ncomputed: x 2 ")
        )
    }

    @Test("the gradient of a parameter is explained as its sum over time")
    func parameter() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        #expect(said("why U_f 1 1", &explored).contains("whole when the backward pass is through"))
        _ = said("goto update", &explored)
        let text = said("why U_f 1 1", &explored)
        #expect(text.hasPrefix("gradient of stack.0.U f row 1 column 1 is "))
        #expect(said("next", &explored).hasPrefix("epoch 2 begins, from the updated weights"))
    }

    @Test(
        "a number that the moment does not have is refused, and the number of a step is not taken for it",
        arguments: [("loss", "h"), ("loss", "y"), ("update", "x"), ("update", "h 2")])
    func besideTheSteps(moment: String, name: String) throws {
        var explored = try Explored("elman-by-hand")
        explored.go(to: moment)
        let node = String(name.prefix(1))
        #expect(
            said("why \(name)", &explored)
                == "there is no number \(node) at \(moment); it stands at a step, such as forward:4\n")
        #expect(said("why q", &explored) == "there is no number q at this step\n")
        #expect(!said("why", &explored).contains("no number"))
    }

    @Test("a key that can be recorded has a word that does the same")
    func recorded() throws {
        var (pressed, typed) = (try Explored("elman-by-hand"), try Explored("elman-by-hand"))
        let keys: [(Key, String)] = [(.right, "next"), (.character(" "), "next"), (.left, "back"), (.end, "last")]
        for (key, word) in keys {
            #expect(pressed.state.word(for: key) == word)
            _ = pressed.state.answer(to: key)
            _ = said(word, &typed)
            #expect(pressed.state.playhead == typed.state.playhead)
        }
    }

    @Test("every key of every screen has its word", arguments: Explorer.screens.map { $0.name })
    func parity(screen: String) throws {
        // What a phrase does with more words: goto 3, why h, write FILE, goto NAME.
        let phrased: Set<Key> = [.character("t"), .character("y"), .character("w"), .character(":"), .character("'")]
        var explored = try Explored(screen == "attention" ? "attention-looks-back" : "elman-by-hand")
        explored.go(to: "update")
        _ = explored.state.show(named: screen)
        for binding in explored.state.keys.bindings where !binding.keys.isEmpty {
            #expect(
                !binding.words.isEmpty || binding.keys.contains(where: phrased.contains),
                "\(binding.names(.unicode)): \(binding.help)")
        }
    }

    @Test("the bottom row keeps the answer where the screen speaks")
    func speaking() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("S→")
        #expect(explored.bottom == " forward 1: h 1, unit 1, is 0.7616.")
        explored.press("S")
        #expect(explored.bottom.contains("→ next"))
    }
}

import Explorer
import Recurrence
import TerminalUI
import Testing

@Suite("Predict before reveal")
struct PredictionTests {
    @Test("the next value stays hidden until a guess is typed, and the score stays in sight")
    func predict() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("v→")
        #expect(explored.state.playhead == Playhead(position: 0))
        #expect(explored.text.contains("what will h₁[1] be?"))
        #expect(!explored.text.contains("0.7616"))
        explored.press("0.76↵")
        #expect(explored.state.playhead == Playhead(position: 1))
        #expect(explored.text.contains("right: h₁[1] is 0.7616. h₁ = tanh(a₁)"))
        explored.press("→+↵")
        #expect(explored.text.contains("wrong: h₂[1] is 0.0000"))
        #expect(explored.text.contains("right 1 of 2"))
        explored.press("→smaller↵")
        #expect(explored.text.contains("right: h₃[1] is −0.4896"))
        explored.press("→nonsense↵")
        #expect(explored.bottom.hasPrefix(" nonsense is no guess"))
        explored.press("→⎋")
        #expect(explored.state.playhead == Playhead(position: 3))
        explored.press("v")
        #expect(explored.bottom == " no more predictions; 2 of 3 were right")
    }

    @Test("in words")
    func plain() throws {
        var explored = try Explored("elman-by-hand")
        _ = try explored.state.perform("predict")
        let asked = try explored.state.perform("next").output.spoken()
        #expect(asked.hasPrefix("what will h 1, unit 1, be?"))
        #expect(try explored.state.perform("guess −3").output.spoken().hasPrefix("wrong: h 1, unit 1, is 0.7616."))
    }

    @Test("a guess where no number comes next is told so")
    func nothing() throws {
        var explored = try Explored("elman-by-hand")
        _ = try explored.state.perform("predict")
        explored.go(to: "update")
        do {
            _ = try explored.state.perform("guess 1")
            Issue.record("a guess at the end is not told that nothing comes")
        } catch { #expect("\(error)" == "nothing can be guessed here: the next moment brings no number") }
    }

    @Test("gradients are asked for on the way back")
    func backward() throws {
        var explored = try Explored("elman-by-hand")
        explored.go(to: "backward:4")
        explored.press("v→")
        #expect(explored.text.contains("what will ∂L/∂h₃[1] be?"))
        explored.press("larger↵")
        #expect(explored.text.contains("right: ∂L/∂h₃[1] is 0.5104"))
    }
}

@Suite("Going anywhere by name")
struct CompletionTests {
    @Test("Tab completes beginnings and parts of names, and lists what there are")
    func complete() throws {
        var explored = try Explored("elman-by-hand")
        explored.press(":gradi⇥↵")
        #expect(explored.state.screenName == "gradients")
        explored.press(":backw⇥")
        #expect(explored.text.contains("go to: backward:"))
        #expect(explored.text.contains("backward:4"))
        explored.press("2↵")
        #expect(explored.state.session.map { $0.name(of: explored.state.playhead) } == "backward:2")
        explored.press(":zzz⇥")
        #expect(explored.text.contains("no name has this in it"))
        explored.press("⎋:triang↵")
        #expect(explored.state.screenName == "triangle")
    }

    @Test("a number by its name: node, step and unit")
    func number() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.press(":f[3][2]↵")
        #expect(explored.state.session.map { $0.name(of: explored.state.playhead) } == "forward:3")
        #expect(explored.text.contains("f₃ = σ(a_f₃)"))
        #expect(explored.state.focus.unit == 1)
        explored.press(":f[99]↵")
        #expect(explored.text.contains("nothing is called f[99] here"))
    }
}

@Suite("Help that acts")
struct HelpTests {
    @Test("filters as one types, by word or by key, and Enter does the entry")
    func filter() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("?gradients↵")
        #expect(explored.state.screenName == "gradients")
        explored.press("?b")
        #expect(explored.text.contains("Keys with b"))
        explored.press("↵")
        #expect(explored.state.screenName == "table")
        explored.press("s?undo↵")
        #expect(explored.bottom == " nothing to undo")
        explored.press("?qqq")
        #expect(explored.text.contains("no key has this in it"))
        explored.press("⎋")
        #expect(!explored.text.contains("Keys"))
    }

    @Test("says what the signs of the screen mean")
    func signs() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("→?⇲")
        #expect(explored.text.contains("not computed yet"))
        #expect(explored.text.contains("the present moment"))
    }
}

@Suite("Nothing typed is lost")
struct KeptAnswerTests {
    @Test("an exercise's answers come back when it is opened again, what is half typed among them")
    func answers() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("X↓↵12↵7")
        let kept = explored.state.answers
        #expect(kept.cells.count == 1)
        #expect(kept.cells.values.first?.first?.prefix(2) == ["12", "7"])
        var again = try Explored("elman-by-hand")
        again.state.answers = kept
        again.press("X↓↵")
        #expect(again.text.contains("12 ") && again.text.contains("7 "))
        again.press("v")
        #expect(again.state.answers == kept)
        again.press("⎋↓↑↵")
        #expect(again.text.contains("12 "))
    }
}

@Suite("Labels")
struct LabelTests {
    @Test("letters stand on the numbers and nodes in sight; typing one goes there")
    func labels() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("→→'")
        // h₁ … h₄ come first, then the numbers of the panel.
        #expect(explored.text.contains("ah₁") && explored.text.contains("dh₄"))
        explored.press("d")
        #expect(explored.state.session.map { $0.name(of: explored.state.playhead) } == "forward:4")
        explored.press("'e")
        #expect(explored.state.focus.row == 0)
        explored.press("'Z")
        #expect(explored.bottom == " no number has this letter")
        explored.press("'⎋")
        #expect(explored.state.focus.row == 0)
    }
}

@Suite("A line that was left before it was finished")
struct DraftTests {
    @Test("is there again, under what it was typed for alone, and gone once it is carried out")
    func lines() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("e↵0.25⎋")
        #expect(!explored.text.contains("0.25"))
        explored.press("→↵")
        #expect(!explored.text.contains("0.25"))
        explored.press("⎋←↵")
        #expect(explored.text.contains("new value: 0.25"))
        // A digit begins anew.
        explored.press("⎋7x↵")
        #expect(explored.text.contains("7x is no number"))
        explored.press("↵⌫↵")
        #expect(explored.state.history.isUnsaved)
        explored.press("↵")
        #expect(explored.text.contains("now 7, new value: "))
        #expect(explored.state.answers.cells.isEmpty)
        explored.press("⎋⎋v→0.3⎋")
        #expect(explored.state.answers.cells.values.first == [["0.3"]])
        explored.press("→")
        #expect(explored.text.contains("be? 0.3"))
        explored.press("↵→")
        #expect(!explored.text.contains("be? 0.3"))
        #expect(explored.state.answers.cells.isEmpty)
    }

    @Test("of a lesson stands in its step alone; its form comes back, too")
    func lesson() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("N↓↓↵cfrom⎋")
        _ = explored.state.handle(.pageDown)
        explored.press("c")
        #expect(!explored.text.contains("answer: from"))
        explored.press("⎋")
        _ = explored.state.handle(.pageUp)
        explored.press("c")
        #expect(explored.text.contains("answer: from"))
        #expect(Array(explored.state.answers.cells.keys) == ["lesson-02-one-cell-unfolded-1"])
        explored.press(" x₂ and from h₁↵")
        #expect(explored.text.contains("Right."))
        #expect(explored.state.answers.cells.isEmpty)
    }
}

@Suite("A file that is there already")
struct ReplacingTests {
    @Test(
        "y writes over it, any other key leaves it",
        arguments: [(80, 24, "notes.yaml is there already."), (12, 4, "y replaces")])
    func asked(width: Int, height: Int, question: String) throws {
        var explored = try Explored("elman-by-hand", width, height)
        explored.state.askWhetherToReplace("notes.yaml")
        #expect(explored.text.contains(question))
        #expect(explored.press("y") == .save(path: "notes.yaml", replacing: true))
        explored.state.askWhetherToReplace("notes.yaml")
        #expect(explored.press("n") == Effect.none)
        #expect(explored.state.message?.text == "nothing was written")
        #expect(!explored.text.contains(question))
    }
}

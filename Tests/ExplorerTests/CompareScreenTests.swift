import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("The Compare screen")
struct CompareScreenTests {
    private static let firstBit = """
        unfold: 1
        title: The first bit
        model: {shape: many-to-one, stack: [{cell: rnn, hidden: 4}], readout: {size: 1}}
        sequence: {task: first-bit, length: 12, seed: 1}
        loss: mse
        parameters: {initialize: {scheme: uniform, seed: 1, forget_bias: 3}}
        training: {optimizer: adam, rate: 0.02, epochs: 300, clip: {by: norm, at: 1}}
        """

    private func explored(_ keys: String, _ width: Int = 80, _ height: Int = 24) throws -> Explored {
        var explored = try Explored(yaml: Self.firstBit, width, height)
        for key in keys {
            explored.press(String(key))
            explored.state.settle()
        }
        return explored
    }

    private func columns(_ explored: Explored) throws -> [String] {
        let text = try #require(explored.state.top as? CompareScreen).words(explored.state).render(.unicode)
        return text.split(separator: "\n").compactMap { line in
            CellColumn.known.first { line.hasPrefix("\($0): ") }
        }
    }

    @Test("stepped together, trained together, and two sequences")
    func screens() throws {
        try explored("m7→").expectScreen("compare-stepped")
        try explored("m⇲").expectScreen("compare-stepped-end")
        try explored("m⇲", 120, 36).expectScreen("compare-stepped-120x36")
        try explored("m⇥90→").expectScreen("compare-trained")
        try explored("m⇥90→", 120, 36).expectScreen("compare-trained-120x36")
        try explored("m⇥⇥⇲").expectScreen("compare-sequences")
    }

    @Test("each cell has the numbers of a scene of its own, and nothing is shown before it is computed")
    func numbers() throws {
        var explored = try explored("m⇲")
        let yaml = Self.firstBit.replacing("cell: rnn", with: "cell: gru")
        let gru = try Scene(text: yaml, file: "test").trace(as: Double.self)
        #expect(explored.text.contains("loss \(Numbers(.unicode).text(gru.loss))"))
        explored.press("⇱")
        #expect(!explored.text.contains("▂") && !explored.text.contains("loss 0"))
        explored.press("5→")
        #expect(!explored.text.contains("×"))
    }

    @Test("any two to four cells stand there, the scene's own first")
    func cells() throws {
        var explored = try explored("m")
        #expect(try columns(explored) == ["rnn", "ugrnn", "gru", "lstm"])
        explored.press("↓c")
        #expect(try columns(explored) == ["rnn", "mingru", "gru", "lstm"])
        explored.press("oo")
        #expect(try columns(explored) == ["rnn", "mingru"])
        explored.press("o")
        #expect(try columns(explored) == ["rnn", "ugrnn", "gru", "lstm"])
        explored.press("↑↑↑c")
        #expect(explored.bottom == " the first is the scene's own cell; ↓ chooses another")
    }

    @Test("trained together, every cell is where its own training is")
    func trained() throws {
        let explored = try explored("m⇥20→")
        let group = try #require(explored.state.top as? CompareScreen).group
        for (cell, run) in zip(["rnn", "ugrnn", "gru", "lstm"], group.runs) {
            let yaml = Self.firstBit.replacing("cell: rnn", with: "cell: \(cell)")
            var trainer = try Scene(text: yaml, file: "test").trainer()
            for _ in 0..<20 { _ = trainer.step() }
            #expect(run.look.trainer.state == trainer.state, "\(cell)")
        }
    }

    @Test("the lesson's four cells: with one seed the Elman net alone does not learn, with another it learns first")
    func lesson() throws {
        func firstBelow(_ seed: Int) throws -> [Int?] {
            var explored = try Explored(
                yaml: """
                    unfold: 1
                    model: {shape: many-to-one, stack: [{cell: rnn, hidden: 4}], readout: {size: 1}}
                    sequence: {task: first-bit, length: 50, seed: \(seed)}
                    loss: mse
                    parameters: {initialize: {scheme: uniform, seed: \(seed), forget_bias: 3}}
                    training: {optimizer: adam, rate: 0.02, epochs: 300, batch: 8, seed: \(seed), clip: {by: norm, at: 1}}
                    """)
            explored.press("m⇥a")
            explored.state.settle()
            let group = try #require(explored.state.top as? CompareScreen).group
            return group.runs.map { run in run.records.first { $0.loss < 0.01 }?.epoch }
        }
        #expect(try firstBelow(2) == [nil, 35, 64, 33])
        #expect(try firstBelow(1) == [38, 138, 80, 64])
    }

    @Test("two sequences that differ in x₁ alone: the distance of the states is that of two traces")
    func sequences() throws {
        var explored = try explored("m⇥⇥⇲")
        let scene = try #require(explored.state.session).scene
        let first = try #require(scene[.input(step: 0, unit: 0)])
        let other = try scene.setting(.input(step: 0, unit: 0), to: Number(first.double + 0.1))
        let (a, b) = (scene.trace(as: Double.self), other.trace(as: Double.self))
        let state = a.network.parts.flatMap(\.states)[0]
        let distance = euclideanNorm(zip(a.value(state, at: 12), b.value(state, at: 12)).map { $0 - $1 })
        #expect(explored.text.contains("\(Numbers(.unicode).short(distance)) at t = 12"))
        #expect(explored.text.contains("merging"))
        explored.press("+")
        #expect(explored.text.contains("it is \(first.description) and \(Number(first.double + 0.125).description)"))
        var tokens = try Explored("spell-hello")
        tokens.press("m⇥⇥")
        #expect(tokens.state.screenName == "compare")
        explored.press("⇱")
        #expect(explored.text.contains("Nothing is computed yet"))
    }

    @Test("the factors are those of the verdict: of the last loss alone, from its step on, c by what is handed back")
    func factors() throws {
        var deep = try Explored("deep-both-ways", 120, 36)
        deep.press("m⇲")
        #expect(deep.text.contains("t = 3 → 1: ×0.322 of ‖∂L/∂h³‖, 2 → 1: ×0.949 of ‖∂L/∂c³‖"))
        #expect(!deep.text.contains("×inf"))
        var ways = try Explored("lstm-two-ways", 120, 36)
        ways.press("m⇲")
        #expect(ways.text.contains("t = 4 → 1: ×0.202 of ‖∂L₄/∂h‖, 3 → 1: ×0.733 of ‖∂L₄/∂c‖"))
        #expect(ways.text.contains(" ‖∂L₄/∂·‖ ") && !ways.text.contains("∂L/∂"))
    }

    @Test("what runs backward is read from its end: its first step is computed last")
    func backward() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1, bidirectional: true}]}
                sequence: {inputs: [[1], [2], [4]], targets: [[0, 0], null, null]}
                loss: mse
                parameters: {values: {
                  stack.0.forward.W: [[1]], stack.0.forward.U: [[0]],
                  stack.0.backward.W: [[1]], stack.0.backward.U: [[0.5]]}}
                """)
        explored.press("m⇲")
        // h₃ = 4, h₂ = 2 + 2, h₁ = 1 + 2; ∂L/∂h₁ = 3, and a half a step on its way to t = 3.
        let rows = explored.text.split(separator: "\n").filter { $0.hasPrefix("  h") || $0.hasPrefix("  ‖") }.prefix(2)
        #expect(rows.first?.contains(" 3.0000") == true)
        #expect(rows.last?.contains(" 0.7500") == true)
        #expect(explored.text.contains("t = 1 → 3: ×0.25 of"))
    }

    @Test("a decoder's state has the letter that it has in the graph")
    func letter() throws {
        var explored = try Explored("attention-soft", 120, 36)
        for key in "m⇥⇥⇲" {
            explored.press(String(key))
            explored.state.settle()
        }
        #expect(explored.text.contains("‖s_t − s′_t‖") && !explored.text.contains("‖h_t"))
        explored.press("g")
        #expect(explored.text.contains("‖∂L/∂s_t‖ over t, decoder"))
        #expect(explored.text.contains("from s_{t−1} to s_t"))
        #expect(explored.text.contains("‖δ_t s_{t−1}ᵀ‖"))
    }

    @Test("two sequences that leave the finite numbers are no factor apart")
    func notFinite() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}]}
                sequence: {inputs: [[1], [1], [1]], targets: [[0], [0], [0]]}
                loss: mse
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1.0e200]]}}
                """)
        for key in "m⇥⇥⇲" {
            explored.press(String(key))
            explored.state.settle()
        }
        #expect(explored.text.contains("‖h_t − h′_t‖: 0.1 at t = 1, nan at t = 3: no longer finite"))
    }

    @Test("a scene without a loss waits for none")
    func withoutLoss() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 1}]}
                sequence: {inputs: [[1], [0]]}
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """)
        explored.press("m⇲")
        let words = try #require(explored.state.top as? CompareScreen).words(explored.state).render(.unicode)
        #expect(words.contains("rnn: this scene has no loss\n") && !words.contains("no loss yet"))
    }

    @Test("speaks: one sentence a word, with the number early")
    func words() throws {
        var explored = try Explored(yaml: Self.firstBit)
        func said(_ line: String) -> String {
            do { return try explored.state.perform(line).output.spoken() } catch { return "\(error)\n" }
        }
        #expect(said("compare").hasPrefix("rnn: nothing is computed yet.\n4 cells on one sequence, unit 1\n"))
        #expect(said("next").hasPrefix("forward 1: rnn: h is "))
        _ = said("pane")
        #expect(said("epoch 5").hasPrefix("epoch 5: loss of rnn "))
        _ = said("pane")
        #expect(said("show").contains("Two sequences through The first bit"))
    }

    @Test("says where there is nothing to compare")
    func refused() throws {
        var explored = try Explored("one-input-one-answer")
        explored.press("m")
        #expect(explored.state.screenName == "compare" || explored.bottom.contains("no recurrent layer"))
    }
}

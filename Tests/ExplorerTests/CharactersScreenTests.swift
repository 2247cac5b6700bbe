import ExactMath
import Recurrence
import Scenes
import TerminalUI
import Testing

@testable import Explorer

@Suite("The Characters screen")
struct CharactersScreenTests {
    @Test("a word, and a text after 30 epochs")
    func screens() throws {
        var word = try Explored("spell-hello")
        word.press("C→→")
        try word.expectScreen("characters-hello")
        var text = try poem(epochs: 30)
        text.press("C90→")
        try text.expectScreen("characters-poem")
        text.state.size = Size(width: 120, height: 36)
        text.press("]---")
        try text.expectScreen("characters-poem-120x36")
    }

    private func poem(epochs: Int) throws -> Explored {
        var scene = TaskScene(Characters())
        scene.hidden = 16
        scene.batch = 4
        var explored = Explored(scene.scene)
        explored.press("L")
        explored.state.go(toEpoch: epochs)
        explored.state.settle()
        return explored
    }

    @Test("reads symbol by symbol what the trace of the whole has")
    func reads() throws {
        let scene = try #require(BuiltInScenes.named("spell-hello")).scene()
        let reading = try #require(SymbolReading(scene))
        let trace = scene.trace(as: Double.self)
        let state = trace.network.parts.flatMap(\.states)[0]
        for t in 1...4 {
            #expect(zip(reading.states[t - 1], trace.value(state, at: t)).allSatisfy { abs($0 - $1) < 1e-12 })
            #expect(zip(reading.next[t - 1], trace.output(at: t)).allSatisfy { abs($0 - $1) < 1e-12 })
        }
        #expect(reading.text.map { reading.symbols[$0] } == ["h", "e", "l", "l"])
        #expect(reading.name(ofUnit: 2) == "h[3]")
    }

    @Test("a low temperature says the likeliest, every draw has its share, and a seed says the same again")
    func samples() throws {
        let scene = try #require(BuiltInScenes.named("spell-hello")).scene()
        let reading = try #require(SymbolReading(scene))
        let cold = reading.sample(after: 1, length: 4, temperature: 0.01, seed: 7)
        #expect(cold.map { reading.symbols[$0] } == ["e", "l", "l", "o"])
        #expect(
            reading.sample(after: 2, length: 50, temperature: 2, seed: 3)
                == reading.sample(after: 2, length: 50, temperature: 2, seed: 3))
        var generator = SeededGenerator(seed: 1)
        let draws = (0..<20_000).map { _ in SymbolReading.draw([0.1, 0.2, 0, 0.7], 1, &generator) }
        let shares = (0..<4).map { place in Double(draws.count { $0 == place }) / 20_000 }
        #expect(zip(shares, [0.1, 0.2, 0, 0.7]).allSatisfy { abs($0 - $1) < 0.02 })
        #expect(shares[2] == 0)
    }

    @Test("shows the weights of the training, and only what has been read")
    func trained() throws {
        var explored = try poem(epochs: 3)
        #expect(explored.text.firstMatch(of: /y₂₅: (line end|blank|.) gets 0\.0/) != nil)
        explored.press("C")
        #expect(explored.state.screenName == "characters")
        #expect(explored.text.contains("after epoch 3"))
        #expect(explored.text.contains("1 of 400 read"))
        explored.press("L")
        #expect((explored.state.top as? TrainingScreen)?.group.runs.first?.latest == 3)
        explored.press("+")
        #expect(explored.bottom.hasPrefix(" rate "))
    }

    @Test("says where there is no text")
    func refused() throws {
        var explored = try Explored("gru-resets")
        explored.press("C")
        #expect(explored.bottom == " this scene reads no characters; Training has a task that does (o)")
    }

    @Test("speaks: one sentence a word, with the number early")
    func words() throws {
        var explored = try Explored("spell-hello")
        func said(_ line: String) -> String {
            do { return try explored.state.perform(line).output.spoken() } catch { return "\(error)\n" }
        }
        #expect(said("characters").hasPrefix("h, character 1: likeliest next is e, 0."))
        #expect(said("next").hasPrefix("e, character 2: likeliest next is l, 0."))
        #expect(said("more") == "temperature 1.1\n")
        #expect(said("last").hasPrefix("l, character 4: likeliest next is o, 0."))
    }
}

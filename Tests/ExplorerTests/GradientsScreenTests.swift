import Testing

@Suite("The Gradients screen, as text")
struct GradientsScreenTests {
    @Test(
        "Norms appear step by step, parameters at the end, clipped ones after the clip",
        arguments: ["loss", "backward:12", "backward:7", "backward:1", "clip", "update"])
    func moments(moment: String) throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: moment)
        explored.press("g")
        try explored.expectScreen("gradients-\(moment.replacing(":", with: "-"))")
    }

    @Test("An LSTM's h and c are drawn together and apart")
    func lstm() throws {
        var explored = try Explored("lstm-keeps-a-bit", 100, 30)
        explored.go(to: "update")
        explored.press("g")
        try explored.expectScreen("gradients-lstm-100x30")
    }

    @Test("One loss among several is chosen by [ and ], a layer by Tab")
    func choices() throws {
        var explored = try Explored("attention-looks-back")
        explored.go(to: "update")
        explored.press("g")
        #expect(explored.text.contains("L_4 alone"))
        explored.press("[")
        #expect(explored.text.contains("L_3 alone"))
        #expect(explored.text.contains("over t, decoder"))
        explored.press("⇥")
        #expect(explored.text.contains("over t, stack.0"))
    }

    @Test("y lists every entry of the chosen parameter, before and after clipping")
    func entries() throws {
        var explored = try Explored("exploding-gradient")
        explored.go(to: "update")
        explored.press("g↓y")
        try explored.expectScreen("gradients-entries")
    }
}

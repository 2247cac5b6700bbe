import Testing

@Suite("The Step screen, as text")
struct StepScreenTests {
    @Test(
        "An LSTM's whole line of moments at 80×24",
        arguments: [
            "start", "forward:1", "forward:2", "forward:2.1", "forward:2.7", "forward:8", "loss", "backward:8",
            "backward:2",
            "backward:2.1", "backward:2.4", "clip", "update",
        ])
    func lstm(moment: String) throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.go(to: moment)
        try explored.expectScreen("lstm-\(moment.replacing(":", with: "-"))")
    }

    @Test(
        "Every shape has its picture and its numbers",
        arguments: [
            ("elman-by-hand", "backward:2"), ("gru-resets", "backward:3"), ("exact-fractions", "backward:2"),
            ("spell-hello", "loss"), ("one-seed-a-spiral", "forward:3"), ("seq2seq-reverses", "decode:2"),
            ("attention-looks-back", "backward:decode:2"), ("deep-both-ways", "backward:1.backward:3"),
            ("remember-first-bit", "backward:5"), ("exploding-gradient", "clip"),
        ])
    func shapes(scene: String, moment: String) throws {
        var explored = try Explored(scene)
        explored.go(to: moment)
        try explored.expectScreen("\(scene)-\(moment.replacing(":", with: "-"))")
    }

    @Test("More room shows more, less room the same in short", arguments: [(60, 16), (120, 36), (200, 50)])
    func sizes(width: Int, height: Int) throws {
        var explored = try Explored("gru-resets", width, height)
        explored.go(to: "backward:3")
        try explored.expectScreen("gru-resets-\(width)x\(height)")
    }

    @Test("In ASCII every character is ASCII")
    func ascii() throws {
        var explored = try Explored("lstm-keeps-a-bit", glyphs: .ascii)
        explored.go(to: "backward:3")
        try explored.expectScreen("lstm-ascii")
        #expect(explored.text.allSatisfy { $0.isASCII })
    }

    @Test("A wide state becomes strips with one unit beside them")
    func wide() throws {
        var explored = try Explored(yaml: wideScene, 80, 24)
        explored.go(to: "backward:30")
        explored.press("]", times: 40)
        try explored.expectScreen("wide-unit-41")
    }
}

/// H = 64 and T = 60: wider and longer than any screen.
let wideScene = """
    unfold: 1
    title: Wide and long
    model:
      shape: many-to-one
      stack: [{cell: lstm, hidden: 64}]
      readout: {size: 1}
    sequence: {task: first-bit, length: 60, seed: 3}
    loss: mse
    parameters: {initialize: {scheme: uniform, seed: 7}}
    """

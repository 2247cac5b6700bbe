import Testing

@testable import Explorer

@Suite("Table, Triangle and Attention, as text")
struct TableScreensTests {
    @Test("The table shows what is computed so far, of one unit; Tab its gradients")
    func table() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.press("b")
        #expect(explored.text.contains("nothing is computed yet"))
        explored.go(to: "forward:3")
        try explored.expectScreen("table-forward-3")
        explored.press("]")
        #expect(explored.text.contains("values of unit 2"))
        explored.go(to: "backward:6")
        explored.press("⇥")
        try explored.expectScreen("table-gradients-backward-6")
    }

    @Test("The triangle: each loss alone, their sum, the norms", arguments: ["backward:3", "update"])
    func triangle(moment: String) throws {
        var explored = try Explored("elman-by-hand")
        explored.press("r")
        #expect(explored.text.contains("Nothing has come back yet"))
        explored.go(to: moment)
        try explored.expectScreen("triangle-\(moment.replacing(":", with: "-"))")
        explored.press("o")
        #expect(explored.text.contains("norms do not add"))
    }

    @Test("What takes too long for a key is sent back beside the keys, and is the same in the end")
    func longTriangle() throws {
        let rows = (0..<1_500).map { "[\(Double($0 % 7) / 10)]" }.joined(separator: ", ")
        let yaml = """
            unfold: 1
            model:
              shape: many-to-many
              stack: [{cell: gru, hidden: 40}]
              readout: {size: 1}
            sequence:
              inputs: [\(rows)]
              targets: [\(rows)]
            loss: mse
            parameters: {initialize: {scheme: uniform, seed: 1}}
            """
        var explored = try Explored(yaml: yaml)
        explored.press("r⇲")
        #expect(explored.state.pace != nil)
        explored.state.settle()
        #expect(explored.state.pace == nil)
        let settled = explored.text
        #expect(settled.contains("Each column adds up over all k to ∂L/∂h_t."))
        // So it is where the timeline plays on by itself.
        var playing = try Explored(yaml: yaml)
        playing.press("r")
        playing.go(to: "loss")
        playing.press("a")
        playing.state.tick()
        #expect(playing.text.contains("losses in sight are still being sent back"))
        // Drawn without a key that began anything, it is computed at once.
        var other = try Explored(yaml: yaml)
        other.press("r")
        other.go(to: "update")
        #expect(other.text == settled)
        explored.press("k")
        #expect(explored.state.pace == nil, "one loss more is computed within the key")
    }

    @Test("Where each decoder step looks")
    func attention() throws {
        var explored = try Explored("attention-looks-back")
        explored.go(to: "decode:3")
        explored.press("A")
        try explored.expectScreen("attention-decode-3")
        explored.press("k")
        #expect(explored.text.contains("Step 2 takes"))
    }

    @Test("A screen that a scene cannot have says why")
    func obstacles() throws {
        var explored = try Explored("elman-by-hand")
        explored.press("A")
        #expect(explored.text.contains("this scene has no attention"))
    }

    /// The column sums that the screen speaks of are the engine's own gradients, for every built-in scene's every state.
    @Test(
        "Columns of the triangle add up",
        arguments: ["elman-by-hand", "lstm-keeps-a-bit", "spell-hello", "deep-both-ways"])
    func sums(name: String) throws {
        var explored = try Explored(name)
        explored.go(to: "update")
        let look = try #require(SceneLook(explored.state))
        let losses = look.session.trace.losses.map(\.step)
        for node in look.states {
            for unit in 0..<look.session.network[node].width {
                let triangle = look.triangle(of: node, unit: unit, losses: losses)
                for column in triangle.steps.indices {
                    let sum = triangle.rows.reduce(0) { $0 + ($1[column] ?? 0) }
                    let total = try #require(triangle.total[column])
                    #expect(abs(sum - total) <= 1e-12 * max(1, abs(total)), "\(name) unit \(unit)")
                }
            }
        }
    }
}

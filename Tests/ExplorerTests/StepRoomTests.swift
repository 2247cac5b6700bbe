import Explorer
import Recurrence
import TerminalUI
import Testing

/// What the Step screen makes of a large terminal, and what stays where it is.
@Suite("The Step screen's room")
struct StepRoomTests {
    /// The cells of the largest rectangle without a sign in it, as a part of the screen.
    private func emptiness(_ grid: Grid) -> Double {
        var heights = [Int](repeating: 0, count: grid.screen.width)
        var largest = 0
        for y in 0..<grid.screen.height {
            let row = Array(grid.row(y))
            for x in row.indices { heights[x] = row[x].scalar == " " ? heights[x] + 1 : 0 }
            for x in heights.indices where heights[x] > 0 {
                var least = heights[x]
                for end in x..<heights.count {
                    least = min(least, heights[end])
                    if least == 0 { break }
                    largest = max(largest, least * (end - x + 1))
                }
            }
        }
        return Double(largest) / Double(grid.screen.width * grid.screen.height)
    }

    @Test("no third of a large screen is empty", arguments: Explored.builtIn)
    func filled(scene: String) throws {
        for size in [Size(width: 120, height: 36), Size(width: 200, height: 50)] {
            var explored = try Explored(scene, size.width, size.height)
            let session = try #require(explored.state.session)
            let count = session.timeline.count
            // The ends of each pass, and some between.
            for moment in Set(stride(from: 0, to: count, by: max(1, count / 6))).union([count - 2, count - 1]) {
                explored.state.go(to: Playhead(position: moment))
                let part = emptiness(explored.state.frame())
                // A third, and what one unit over two steps cannot fill of 200×50.
                #expect(part < 0.35, "\(scene), \(session.timeline[moment]), \(size): \(part)\n\(explored.text)")
            }
        }
    }

    @Test("the graph never jumps: every name has one place for the whole timeline", arguments: Explored.builtIn)
    func still(scene: String) throws {
        var explored = try Explored(scene, 200, 50)
        let session = try #require(explored.state.session)
        // A longer sequence scrolls with the present step.
        guard session.network.outputSteps.upperBound <= 12 else { return }
        var first: String?
        for moment in 0..<session.timeline.count {
            explored.state.go(to: Playhead(position: moment))
            let rows = explored.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
            // Names and their indices alone, down to the heading of the panel.
            let graph = rows.prefix { !$0.contains("─── ") }.map { row in
                // Attention's weights belong to one decoder step.
                let names = row.map { $0.isLetter || ("₀"..."₉").contains($0) ? $0 : " " }
                return row.contains("α") ? "" : String(names).replacing(#/ +$/#, with: "")
            }
            let picture = graph.joined(separator: "\n")
            #expect(picture == first ?? picture, "\(session.timeline[moment])")
            first = first ?? picture
        }
    }

    @Test("the matrices of the chosen equation, the row in use marked, and the steps around")
    func matrices() throws {
        var explored = try Explored("elman-by-hand", 120, 36)
        explored.go(to: "forward:2")
        explored.press("]")
        try explored.expectScreen("elman-120x36-forward-2")
        explored.go(to: "backward:2")
        try explored.expectScreen("elman-120x36-backward-2")
        var lstm = try Explored("lstm-keeps-a-bit", 200, 50)
        lstm.go(to: "forward:3")
        try lstm.expectScreen("lstm-200x50-forward-3")
        lstm.go(to: "update")
        try lstm.expectScreen("lstm-200x50-update")
    }

    @Test("what a step reads has its own name: x₃ = y₂")
    func fedBack() throws {
        var explored = try Explored("one-seed-a-spiral")
        explored.go(to: "forward:3")
        #expect(explored.text.contains("x₃ = y₂ "))
        explored.go(to: "forward:1")
        #expect(explored.text.contains("input x "))
    }

    @Test("a bidirectional many-to-one is told what its backward direction has seen")
    func remark() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {shape: many-to-one, stack: [{cell: rnn, hidden: 2, bidirectional: true}], readout: {size: 1}}
                sequence: {inputs: [[1], [0], [1]], targets: [[1]]}
                loss: mse
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """)
        explored.go(to: "loss")
        explored.press("←")
        let said = try explored.state.perform("why a_y").output.render(.unicode)
        #expect(said.contains("it has seen x₃ alone"))
    }
}

@Suite("The computational graph of the lectures")
struct ComputationalGraphTests {
    @Test("has the weights as one node with an arrow into every step, and one L")
    func picture() throws {
        var explored = try Explored("elman-by-hand", 80, 30)
        explored.press("→→o")
        try explored.expectScreen("computational-graph-forward-2")
        explored.go(to: "backward:3")
        try explored.expectScreen("computational-graph-backward-3")
        explored.press("o")
        #expect(!explored.text.contains(" f "))
    }

    @Test("is refused where the network has more than one layer", arguments: ["deep-both-ways", "seq2seq-reverses"])
    func refused(scene: String) throws {
        var explored = try Explored(scene)
        explored.press("o")
        #expect(explored.bottom == " this picture is for one layer that runs one way; the scene has more")
    }

    @Test(
        "is drawn at every size",
        arguments: ["elman-by-hand", "lstm-keeps-a-bit", "one-seed-a-spiral", "exploding-gradient"])
    func sizes(scene: String) throws {
        var explored = try Explored(scene)
        explored.press("→o")
        for width in stride(from: 0, through: 210, by: 7) {
            for height in [0, 1, 8, 16, 17, 24, 36, 50] {
                explored.state.size = Size(width: width, height: height)
                #expect(explored.state.frame().screen == explored.state.size)
            }
        }
    }
}

import Explorer
import Recurrence
import Scenes
import Testing

/// Looking for the unit that moves most, where there are too many to look at.
@Suite struct MostTests {
    /// A GRU of 256 units whose weights are drawn.
    private func wide() throws -> Explored {
        try Explored(
            yaml: """
                unfold: 1
                title: wide
                model: {shape: many-to-many, stack: [{cell: gru, hidden: 256}], readout: {size: 3, activation: softmax}}
                sequence: {inputs: [[1, 0, 0.5], [0.2, -1, 0], [0, 0.3, 1], [1, 1, -1]], targets: [0, 1, 2, 0]}
                loss: nll
                parameters: {initialize: {scheme: xavier, seed: 3}}
                """, 100, 30)
    }

    @Test func theUnitThatMovesMostIsLookedAt() throws {
        var explored = try wide()
        explored.press("→→→")
        explored.press(":most↵")
        let session = try #require(explored.state.session)
        let row = try #require(session.row(under: explored.state.focus, at: explored.state.playhead))
        #expect(session.network[row.node].name == "h" && row.step == 3)
        let (now, before) = (session.trace.value(row.node, at: 3), session.trace.value(row.node, at: 2))
        let moves = zip(now, before).map { ($0 - $1).magnitude }
        let most = try #require(moves.indices.max { moves[$0] < moves[$1] })
        #expect(explored.state.focus.unit == most)
        #expect(explored.state.message?.text.hasPrefix("h₃ moves most in unit \(most + 1) by ") == true)
        #expect(explored.state.frame().plainText.contains("unit \(most + 1) of 256"))
    }

    @Test func onTheWayBackItIsTheGradient() throws {
        var explored = try wide()
        explored.state.goTo("backward:2")
        explored.state.goTo("most")
        let session = try #require(explored.state.session)
        let row = try #require(session.row(under: explored.state.focus, at: explored.state.playhead))
        let (now, later) = (session.trace.gradient(row.node, at: 2), session.trace.gradient(row.node, at: 3))
        let moves = zip(now, later).map { ($0 - $1).magnitude }
        #expect(explored.state.focus.unit == moves.indices.max { moves[$0] < moves[$1] })
        #expect(explored.state.message?.text.hasPrefix("∂L/∂h₂ moves most in unit ") == true)
    }

    @Test func whereNothingIsComputedItSaysSo() throws {
        var explored = try wide()
        explored.state.goTo("most")
        #expect(explored.state.message?.text == "nothing is computed here yet; → plays the next moment")
    }

    @Test(arguments: ["step", "table", "gradients", "triangle"]) func everyScreenHoldsSoManyUnits(_ screen: String)
        throws
    {
        var explored = try wide()
        for moment in ["start", "forward:2", "loss", "backward:3", "update"] {
            explored.state.goTo(moment)
            let isOpen = explored.state.open(named: screen)
            #expect(isOpen)
            let text = explored.state.frame().plainText
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy { $0.count <= 100 })
            #expect(text.contains("next"))
        }
    }
}

import Explorer
import Recurrence
import TerminalUI
import Testing

@Suite("Keys")
struct KeyTests {
    @Test(
        "A key that cannot act says why",
        arguments: [
            ("←", "this is the first moment"), ("⎋", "this is not inside a moment; Enter goes in"),
            ("↵", "this moment has no steps inside"), ("x", "this scene computes with doubles"),
            ("u", "nothing to undo"), ("⇥", "this scene has one layer"), ("+", "nothing is playing; a plays"),
            ("Z", "Z does nothing here; ? lists the keys"),
        ])
    func reasons(key: String, reason: String) throws {
        var explored = try Explored("exploding-gradient")
        explored.press(key)
        #expect(explored.bottom.hasPrefix(" " + reason))
    }

    @Test("A scene without a loss has no gradients to show")
    func withoutLoss() throws {
        var explored = try Explored(
            yaml: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 2}]}
                sequence: {inputs: [[1], [0]]}
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """)
        explored.press("g")
        #expect(explored.bottom == " this scene has no loss, so it has no gradients")
        explored.press("⇲")
        #expect(!explored.text.contains("loss"))
    }

    @Test("The help fits every screen and scrolls to its end")
    func help() throws {
        for (width, height) in [(60, 16), (80, 24), (120, 36)] {
            var explored = try Explored("lstm-keeps-a-bit", width, height)
            explored.press("?")
            #expect(explored.text.contains("Playing"))
            explored.press("⇲")
            #expect(explored.text.contains("Signs") || height < 24)
            #expect(explored.text.contains("Esc closes"))
            explored.press("↓↓↓⎋")
            #expect(!explored.state.top.isOverlay)
        }
    }

    @Test("The cursor of the terminal stands on the focus")
    func cursor() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.go(to: "forward:2")
        let first = try #require(explored.state.frame().cursor)
        explored.press("]")
        let second = try #require(explored.state.frame().cursor)
        #expect(second.y == first.y && second.x > first.x)
        explored.press("↑")
        #expect(explored.state.frame().cursor.map { $0.y == first.y - 1 } == true)
    }

    @Test("Every row of a pane can be reached, also those that are left out for room")
    func rows() throws {
        var explored = try Explored("lstm-keeps-a-bit")
        explored.go(to: "forward:2")
        #expect(!explored.text.contains(" a_f "))
        explored.press("↑", times: 20)
        explored.press("↓")
        #expect(explored.text.contains(" a_f "))
        #expect(explored.text.contains("a_f₂ = W_f x₂ + U_f h₁ + b_f"))
    }

    @Test("Whose letters are shown goes round")
    func notation() throws {
        var explored = try Explored("elman-by-hand")
        explored.go(to: "forward:2")
        #expect(explored.text.contains("h₂ = tanh(a₂)"))
        explored.press("n")
        #expect(explored.text.contains("a^2 = tanh(z^2)"))
        explored.press("n", times: type(of: explored.state.notation).allCases.count - 1)
        #expect(explored.text.contains("h₂ = tanh(a₂)"))
    }

    @Test("Fractions are shown as fractions, and as decimals after x")
    func fractions() throws {
        var explored = try Explored("exact-fractions")
        explored.go(to: "backward:2")
        #expect(explored.text.contains("= total −23/24"))
        explored.press("x")
        #expect(explored.text.contains("= total −0.9583"))
    }
}

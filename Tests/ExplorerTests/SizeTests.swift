import Explorer
import Recurrence
import TerminalUI
import Testing

@Suite("Too small a terminal, and back")
struct SizeTests {
    @Test("Too small a screen says what it needs, and q works")
    func tooSmall() throws {
        var explored = try Explored("elman-by-hand", 40, 10)
        #expect(explored.text.hasPrefix("needs 60x16\nhere 40x10\nq quits\n"))
        explored.press("→")
        #expect(explored.state.playhead == Playhead(position: 0))
        #expect(explored.press("q") == .quit)
    }

    @Test("Resizing down to 1×1 and back loses nothing")
    func resize() throws {
        var explored = try Explored("gru-resets")
        explored.go(to: "backward:2.3")
        let before = explored.state.frame()
        for size in [
            Size(width: 1, height: 1), Size(width: 60, height: 16), Size(width: 200, height: 50),
            Size(width: 80, height: 24),
        ] {
            explored.state.size = size
            _ = explored.state.frame()
        }
        #expect(explored.state.frame() == before)
    }
}

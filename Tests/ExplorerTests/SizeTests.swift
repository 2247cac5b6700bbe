import ExactMath
import Explorer
import Recurrence
import TerminalUI
import Testing

@Suite("Every screen at every size")
struct SizeTests {
    static let moments = ["start", "loss", "update"]

    @Test("From nothing to 5×5 there is no trap, and a word where there is room", arguments: Explored.builtIn)
    func tiny(scene: String) throws {
        for moment in Self.moments {
            for (screen, overlay) in [
                ("s", ""), ("g", ""), ("H", ""), ("s", "?"), ("s", "e"), ("s", "y"), ("s", "w"), ("X", ""),
            ] {
                var explored = try Explored(scene)
                explored.go(to: moment)
                explored.press(screen + overlay)
                for width in 0...5 {
                    for height in 0...5 {
                        explored.state.size = Size(width: width, height: height)
                        let grid = explored.state.frame()
                        #expect(grid.screen == Size(width: width, height: height))
                        #expect(width < 2 || height == 0 || grid.plainText.contains("n"))
                    }
                }
            }
        }
    }

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

    @Test("Two thousand keys in any order at any size", arguments: 1...6)
    func anyKeys(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let names = Explored.builtIn
        var explored = try Explored(names[seed % names.count])
        let keys = Array("→→→→←←↵⎋⇥⇤⇱⇲⌫↑↓[]aegHsXn?ix:tuUwy+-0123456789.kjlhp /v")
        for _ in 0..<2_000 {
            let key = keys[Int.random(in: keys.indices, using: &generator)]
            // Opening the overlay of the question to leave is no end here.
            explored.press(String(key))
            if Int.random(in: 0..<4, using: &generator) == 0 { explored.state.tick() }
            if Int.random(in: 0..<8, using: &generator) == 0 {
                explored.state.size = Size(
                    width: Int.random(in: 0...140, using: &generator), height: Int.random(in: 0...45, using: &generator)
                )
            }
            let frame = explored.state.frame()
            #expect(frame.screen == explored.state.size)
        }
    }
}

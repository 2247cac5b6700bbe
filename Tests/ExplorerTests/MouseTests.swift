import Explorer
import TerminalUI
import Testing

@Suite("The mouse presses the keys of the bottom row")
struct MouseTests {
    @Test("each where it stands, on every screen", arguments: Situation.allCases)
    func footer(situation: Situation) throws {
        var explored = try situation.explored("lstm-keeps-a-bit")
        explored.state.message = nil
        explored.state.settle()
        let (keys, row) = (explored.state.keys, Array(explored.bottom))
        var pressedKeys = Set<Key>()
        for x in row.indices {
            let key = keys.footerKey(at: x - 1, width: 79, glyphs: .unicode)
            guard let key, pressedKeys.insert(key).inserted else { continue }
            // What can be pressed is what is read there.
            let binding = try #require(keys.binding(for: key))
            let words = "\(binding.name(.unicode)) \(binding.footer ?? "")"
            #expect(String(row[x...].prefix(words.count)) == words)
            #expect(keys.footerKey(at: x - 2 + words.count, width: 79, glyphs: .unicode) == key)
            #expect(keys.footerKey(at: x - 1 + words.count, width: 79, glyphs: .unicode) == nil)
            var (pressed, typed) = (explored.state, explored.state)
            #expect(pressed.press(x: x, y: 23) == typed.handle(key))
            pressed.settle()
            typed.settle()
            let isSame = pressed.frame() == typed.frame()
            #expect(isSame, "\(words)")
        }
    }

    @Test("elsewhere a press does nothing, and on news it brings the keys back")
    func elsewhere() throws {
        var explored = try Explored("elman-by-hand")
        let before = explored.text
        for (x, y) in [(0, 0), (2, 22), (79, 23), (400, 23), (2, 400)] {
            #expect(explored.state.press(x: x, y: y) == .none)
            #expect(explored.text == before)
        }
        explored.press("u")
        #expect(explored.bottom == " nothing to undo")
        #expect(explored.state.press(x: 1, y: 23) == .none)
        #expect(explored.text == before)
        _ = explored.state.press(x: 1, y: 23)
        #expect(explored.text.contains("t = 1"))
        #expect(explored.state.playhead.position == 1)
        explored.state.size = Size(width: 30, height: 8)
        #expect(explored.state.press(x: 1, y: 7) == .none)
    }
}

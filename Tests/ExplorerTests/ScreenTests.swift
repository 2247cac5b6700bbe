import Explorer
import TerminalUI
import Testing

@Suite("Every screen, overlay and prompt")
struct ScreenTests {
    @Test("is drawn at every size, with a word where there is room", arguments: Situation.allCases)
    func sizes(situation: Situation) throws {
        for scene in ["exploding-gradient", "deep-both-ways", "attention-looks-back", "spell-hello"] {
            var explored = try situation.explored(scene)
            let sizes = (0...8).flatMap { width in (0...8).map { Size(width: width, height: $0) } }
            for size in sizes + [Size(width: 300, height: 100), Explorer.smallest] {
                explored.state.size = size
                let grid = explored.state.frame()
                #expect(grid.screen == size)
                #expect(size.width < 2 || size.height == 0 || grid.plainText.contains("n"))
            }
        }
    }

    @Test("that is reached by name is drawn at every size and says in words what it shows", arguments: Explored.builtIn)
    func named(scene: String) throws {
        for screen in Explorer.screens {
            var explored = try Explored(scene)
            for moment in ["start", "loss", "update"] {
                explored.state.size = Size(width: 80, height: 24)
                explored.go(to: moment)
                let isKnown = explored.state.show(named: screen.name)
                #expect(isKnown)
                // Where the scene has nothing for it, that is said instead.
                #expect(explored.state.screenName == screen.name || explored.state.message != nil)
                #expect(!explored.state.plainText().lines.isEmpty)
                for size in [(0, 0), (1, 1), (2, 8), (8, 2), (5, 5), (60, 16), (61, 17), (300, 100)] {
                    explored.state.size = Size(width: size.0, height: size.1)
                    #expect(explored.state.frame().screen == explored.state.size)
                }
            }
        }
    }

    @Test("has a footer that names its own keys and is cut from its table alone", arguments: Situation.allCases)
    func footers(situation: Situation) throws {
        let explored = try situation.explored()
        var quiet = explored
        quiet.state.message = nil
        let footer = explored.state.keys.footer(width: 79, glyphs: .unicode).string
        #expect(!footer.isEmpty)
        #expect(quiet.bottom == " " + footer)
    }

    @Test("says of every key that does nothing that it does nothing", arguments: Situation.allCases)
    func keys(situation: Situation) throws {
        let explored = try situation.explored()
        let typed = (32..<127).map { Key.character(Character(Unicode.Scalar($0))) }
        let named: [Key] = [
            .enter, .escape, .backspace, .delete, .tab, .backtab, .insert, .up, .down, .left, .right, .home, .end,
            .pageUp, .pageDown, .function(1), .control("a"), .control("x"), .control("z"),
        ]
        for key in typed + named {
            var pressed = explored.state
            let binding = pressed.keys.binding(for: key)
            _ = pressed.handle(key)
            if let reason = binding?.disabled {
                #expect(pressed.message?.text == reason)
            } else if binding == nil && key.digit ?? 0 == 0 {
                #expect(pressed.message?.text == "\(key.name(.unicode)) does nothing here; ? lists the keys")
            }
        }
    }

    @Test("says in words what it shows", arguments: Situation.allCases)
    func words(situation: Situation) throws {
        let text = try situation.explored("lstm-keeps-a-bit").state.top.words(
            situation.explored("lstm-keeps-a-bit").state)
        #expect(!text.lines.isEmpty)
    }
}

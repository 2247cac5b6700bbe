import TerminalUI
import TestSupport
import Testing

@testable import Explorer

/// One screen as a student meets it: the scene, the moment, the keys.
struct WholeScreen: CustomTestStringConvertible, Sendable {
    let name: String
    let scene: String
    var moment = "start"
    let keys: String
    /// So far it is trained, where it trains.
    var epochs = 0

    var testDescription: String { name }

    static let all: [WholeScreen] = [
        WholeScreen(name: "home", scene: "lstm-keeps-a-bit", keys: "H↓"),
        WholeScreen(name: "step", scene: "lstm-keeps-a-bit", moment: "backward:6", keys: "]↓"),
        WholeScreen(name: "table", scene: "lstm-keeps-a-bit", moment: "backward:6", keys: "b"),
        WholeScreen(name: "gradients", scene: "lstm-keeps-a-bit", moment: "update", keys: "g"),
        WholeScreen(name: "triangle", scene: "elman-by-hand", moment: "update", keys: "r"),
        WholeScreen(name: "forward-mode", scene: "elman-by-hand", moment: "update", keys: "rf"),
        WholeScreen(name: "attention", scene: "attention-looks-back", moment: "decode:3", keys: "A"),
        WholeScreen(name: "scan", scene: "exact-fractions", moment: "update", keys: "z"),
        WholeScreen(name: "scan-backward", scene: "lstm-keeps-a-bit", moment: "update", keys: "z⇥"),
        WholeScreen(name: "training", scene: "remember-first-bit", keys: "L", epochs: 40),
        WholeScreen(name: "twin", scene: "twin-run", keys: "d", epochs: 60),
        WholeScreen(name: "twin-cliff", scene: "twin-run", keys: "d⇥⇥⇱9→"),
        WholeScreen(name: "compare", scene: "remember-first-bit", keys: "m8→"),
        WholeScreen(name: "compare-trained", scene: "remember-first-bit", keys: "m⇥", epochs: 30),
        WholeScreen(name: "characters", scene: "spell-hello", keys: "C→→"),
        WholeScreen(name: "lessons", scene: "elman-by-hand", keys: "N↓"),
        WholeScreen(name: "lesson", scene: "elman-by-hand", keys: "N↓↓↵"),
        WholeScreen(name: "lesson-answer", scene: "elman-by-hand", keys: "N↓↓↵cfrom x"),
        WholeScreen(name: "exercises", scene: "elman-by-hand", keys: "X↓"),
        WholeScreen(name: "exercise", scene: "elman-by-hand", keys: "X↓↵12↵1/3↵c"),
        WholeScreen(name: "solution", scene: "elman-by-hand", keys: "X↓↵oo"),
        WholeScreen(name: "edit", scene: "lstm-keeps-a-bit", moment: "forward:2", keys: "e0.5"),
        WholeScreen(name: "help", scene: "lstm-keeps-a-bit", moment: "forward:2", keys: "?"),
        WholeScreen(name: "why", scene: "lstm-keeps-a-bit", moment: "backward:2", keys: "y"),
        WholeScreen(name: "entries", scene: "lstm-keeps-a-bit", moment: "update", keys: "gy"),
        WholeScreen(name: "notes", scene: "lstm-keeps-a-bit", keys: "i"),
        WholeScreen(name: "labels", scene: "elman-by-hand", moment: "forward:2", keys: "'"),
        WholeScreen(name: "go-to", scene: "elman-by-hand", keys: ":backw⇥"),
        WholeScreen(name: "predict", scene: "elman-by-hand", keys: "v→0.7"),
        WholeScreen(name: "leaving", scene: "elman-by-hand", keys: "e7↵⎋q"),
    ]

    func explored(_ width: Int, _ height: Int, _ glyphs: Glyphs) throws -> Explored {
        var explored = try Explored(scene, width, height, glyphs: glyphs)
        explored.go(to: moment)
        explored.press(keys)
        if epochs > 0 { explored.state.go(toEpoch: epochs) }
        explored.state.settle()
        return explored
    }

    /// Every picture of it, and its words, one after another.
    func pages() throws -> String {
        var text = ""
        for (width, height) in [(80, 24), (120, 36)] {
            for (glyphs, remark) in [(Glyphs.unicode, ""), (.ascii, ", ASCII")] {
                let explored = try explored(width, height, glyphs)
                text += "=== \(width)×\(height)\(remark)\n\(explored.text)"
            }
        }
        let explored = try explored(80, 24, .unicode)
        let looks = explored.state.frame().ansiText(.colorless)
        text += "=== 80×24 without colour: ‹1› bold, ‹2› faint, ‹4› underlined, ‹7› reversed, ‹0› none of them\n"
        text += Self.readable(looks)
        text += "=== in words\n" + explored.state.plainText().render(.unicode)
        return text
    }

    /// `‹1›` for the sequence that begins bold text.
    static func readable(_ text: String) -> String {
        text.replacing(#/\u{1B}\[([0-9;]*)m/#) { match in
            let codes = match.1.split(separator: ";").filter { $0 != "0" }
            return "‹\(codes.isEmpty ? "0" : codes.joined(separator: "+"))›"
        }
    }
}

@Suite("Every screen whole: at both sizes, in Unicode and ASCII, without colour and in words")
struct WholeScreenTests {
    @Test("is as it is kept", arguments: WholeScreen.all)
    func kept(screen: WholeScreen) throws {
        try KeptText("Screens/whole/\(screen.name).txt").expect(screen.pages())
    }

    @Test("There is one for every screen that one goes to")
    func complete() throws {
        let shown = try Set(WholeScreen.all.map { try $0.explored(80, 24, .unicode).state.screenName })
        #expect(shown == Set(Explorer.screens.map { $0.name }))
    }

    @Test("In ASCII nothing else stands there, and without colour nothing has a colour", arguments: WholeScreen.all)
    func looks(screen: WholeScreen) throws {
        #expect(try screen.explored(120, 36, .ascii).text.allSatisfy { $0.isASCII })
        let codes = try screen.explored(120, 36, .unicode).state.frame().ansiText(.colorless)
            .matches(of: #/\u{1B}\[([0-9;]*)m/#).flatMap { $0.1.split(separator: ";") }
        #expect(Set(codes).isSubset(of: ["0", "1", "2", "4", "7"]))
    }

    @Test("is drawn at every size from 0×0 to 8×8, and at 300×100", arguments: WholeScreen.all)
    func sizes(screen: WholeScreen) throws {
        for glyphs in [Glyphs.unicode, .ascii] {
            var explored = try screen.explored(80, 24, glyphs)
            let before = explored.text
            for width in 0...8 {
                for height in 0...8 {
                    explored.state.size = Size(width: width, height: height)
                    #expect(explored.state.frame().screen == explored.state.size)
                }
            }
            for (width, height) in [(300, 100), (60, 16), (61, 17)] {
                explored.state.size = Size(width: width, height: height)
                #expect(explored.state.frame().screen == explored.state.size)
            }
            explored.state.size = Size(width: 80, height: 24)
            #expect(explored.text == before)
        }
    }
}

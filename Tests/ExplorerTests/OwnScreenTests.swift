import Explorer
import Scenes
import TerminalUI
import Testing

/// A screen that is not the program's: it counts the moments of a scene and keeps a tally.
private struct TallyScreen: NamedScreen {
    static let name = "tally"
    static let key = Key.character("Y")
    static let title = "Tally: how many moments there are"
    static let phrases = [
        Phrase("tally-by N", help: "count on") { explorer, words throws(PlainProblem) in
            guard let number = words.first.flatMap({ Int($0) }) else { throw PlainProblem("tally-by takes a number") }
            explorer.message = .init("tallied \(number)")
        }
    ]

    static func obstacle(_ explorer: Explorer) -> String? {
        explorer.session.map { $0.timeline.count < 4 } == true ? "there is too little to tally" : nil
    }

    var tally = 0

    init(_ explorer: Explorer) {}

    var offers: [String] { ["step"] }
    var smallest: Size { Size(width: 10, height: 2) }

    func keys(_ explorer: Explorer) -> [ScreenKey<TallyScreen>] {
        [
            ScreenKey(
                [.character("n")], words: ["tick"], footer: "tick", help: "one more", section: "Tallying",
                takesCount: true
            ) { screen, _, press in screen.tally += press.times },
            ScreenKey([.character("c")], words: ["note"], help: "a note over it", section: "Tallying") {
                _, explorer, _ in explorer.push(TallyNote())
            },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        grid.text("\(explorer.session?.timeline.count ?? 0) moments, tally \(tally)", x: 0, y: 0)
        grid.setCursor(x: 0, y: 0)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.fact("tally", "\(tally)")
        return text
    }
}

/// What lies over it.
private struct TallyNote: Screen {
    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }

    func keys(_ explorer: Explorer) -> [ScreenKey<TallyNote>] {
        [ScreenKey([.escape], footer: "closes", help: "close it") { _, explorer, _ in explorer.close() }]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) { grid.text("a note", x: 3, y: 3) }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("a note")
        return text
    }
}

@Suite("A screen from outside the package's list")
struct OwnScreenTests {
    private func explored(_ name: String = "elman-by-hand") throws -> Explored {
        let scene = try #require(BuiltInScenes.named(name)).scene()
        return Explored(scene, screens: Explorer.screens + [TallyScreen.self])
    }

    @Test("is reached by its key and by its name, and left, and is found again as it was")
    func reached() throws {
        var explored = try explored()
        explored.press("Y")
        #expect(explored.state.screenName == "tally")
        #expect(explored.text.hasPrefix("12 moments, tally 0\n"))
        explored.press("3nn")
        #expect(explored.text.hasPrefix("12 moments, tally 4\n"))
        explored.press("→→s")
        #expect(explored.state.screenName == "step")
        #expect(explored.text.contains("t = 2"))
        explored.press(":tally↵")
        #expect(explored.text.hasPrefix("12 moments, tally 4\n"))
        explored.state.open(try #require(BuiltInScenes.named("elman-by-hand")).scene())
        explored.press("Y")
        #expect(explored.text.hasPrefix("12 moments, tally 0\n"))
    }

    @Test("has its own keys before the shared ones, in the footer and the help too")
    func table() throws {
        var explored = try explored()
        explored.press("Y")
        #expect(explored.bottom == " → next  ← back  ↵ inside  n tick  e edit  s step  q quit  ? help")
        explored.press("?")
        #expect(explored.text.contains("n  "))
        explored.press("⎋")
        let help = explored.state.keys.help(width: 80, glyphs: .unicode).map(\.string)
        #expect(help.count { $0.hasPrefix("n ") } == 1)
        #expect(help.contains { $0.hasPrefix("Y ") && $0.hasSuffix(TallyScreen.title) })
        explored.press("s?")
        #expect(explored.state.keys.binding(for: Key.character("Y")) != nil, "any key closes a page")
    }

    @Test("says why it cannot be reached")
    func obstacle() throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: rnn, hidden: 2}]}
                sequence: {inputs: [[1], [0]]}
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """, file: "test")
        var explored = Explored(scene, screens: Explorer.screens + [TallyScreen.self])
        explored.press("Y")
        #expect(explored.bottom == " there is too little to tally")
        explored.press(":tally↵")
        #expect(explored.bottom == " there is too little to tally")
        #expect(explored.state.screenName == "step")
    }

    @Test("has an overlay of its own, and both are drawn at every size, by their own least size")
    func sizes() throws {
        for keys in ["Y", "Yc"] {
            var explored = try explored()
            explored.press(keys)
            for width in 0...12 {
                for height in 0...8 {
                    explored.state.size = Size(width: width, height: height)
                    let text = explored.text
                    let isDrawn = keys == "Y" && width >= 10 && height >= 2
                    #expect(text.contains("12 mom") == isDrawn, "\(text)")
                    #expect(text.contains("needs") == (!isDrawn && width >= 5 && height > 0))
                }
            }
            explored.state.size = Size(width: 300, height: 100)
            #expect(explored.text.contains("12 moments"))
            #expect(explored.text.contains("a note") == (keys == "Yc"))
        }
    }

    @Test("speaks in plain mode, with words and phrases of its own")
    func plain() throws {
        var explored = try explored()
        func said(_ line: String) -> String {
            do {
                return try explored.state.perform(line).output.render(.unicode)
            } catch {
                return "\(error)\n"
            }
        }
        #expect(said("tick") == "tick does nothing here; tally is the screen for it\n")
        #expect(said("tally") == "tally: 0\n")
        #expect(said("tick 3") == "tally: 3\n")
        #expect(said("tick x") == "tick takes a number of times from 1 to 99999, not x\n")
        #expect(said("note") == "a note\n")
        #expect(said("tally-by 7") == "tally: 3\ntallied 7\n")
        #expect(said("tally-by") == "tally-by takes a number\n")
        #expect(said("goto tally") == "tally: 3\n")
        #expect(said("help").contains("tick [N]: one more\n"))
        #expect(said("help").contains("tally-by N: count on\n"))
        #expect(said("tck") == "tck is no command here; did you mean tick?\n")
    }
}

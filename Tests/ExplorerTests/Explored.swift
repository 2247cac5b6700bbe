import Explorer
import Foundation
import Recurrence
import Scenes
import TerminalUI
import TestSupport
import Testing

/// An explorer under test: keys go in, screens come out.
struct Explored {
    var state: Explorer

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    init(
        _ scene: Scene, _ width: Int = 80, _ height: Int = 24, glyphs: Glyphs = .unicode,
        screens: [any NamedScreen.Type] = Explorer.screens
    ) {
        let items = BuiltInScenes.all.map { scene in
            SceneList.Item(name: scene.name, title: scene.title, load: { try scene.scene() })
        }
        state = Explorer(scenes: SceneList(items), glyphs: glyphs, screens: screens)
        state.size = Size(width: width, height: height)
        state.open(scene)
    }

    /// A built-in scene by its name.
    init(_ name: String, _ width: Int = 80, _ height: Int = 24, glyphs: Glyphs = .unicode) throws {
        let scene = try #require(BuiltInScenes.named(name), "\(name) is a built-in scene")
        self.init(try scene.scene(), width, height, glyphs: glyphs)
    }

    init(yaml: String, _ width: Int = 80, _ height: Int = 24, glyphs: Glyphs = .unicode) throws {
        self.init(try Scene(text: yaml, file: "test"), width, height, glyphs: glyphs)
    }

    init(fixture: String, _ width: Int = 80, _ height: Int = 24, glyphs: Glyphs = .unicode) throws {
        let file = Self.folder.deletingLastPathComponent().appendingPathComponent("Fixtures/\(fixture).scene.yaml")
        self.init(
            try Scene(text: String(contentsOf: file, encoding: .utf8), file: fixture), width, height, glyphs: glyphs)
    }

    static var builtIn: [String] { BuiltInScenes.all.map(\.name) }

    /// Goes to a moment by its name.
    mutating func go(to name: String, location: SourceLocation = #_sourceLocation) {
        guard let playhead = state.session?.playhead(named: name) else {
            Issue.record("the scene has no moment \(name)", sourceLocation: location)
            return
        }
        state.go(to: playhead)
    }

    /// Presses keys one after another: characters as they are, and `→ ← ↑ ↓ ↵ ⎋ ⇥ ⇤ ⇱ ⇲ ⌫` for the keys without one.
    @discardableResult
    mutating func press(_ keys: String, times: Int = 1) -> Effect {
        var effect = Effect.none
        for _ in 0..<times {
            for character in keys { effect = state.handle(Self.key(character)) }
        }
        return effect
    }

    static func key(_ character: Character) -> Key {
        switch character {
        case "→": .right
        case "←": .left
        case "↑": .up
        case "↓": .down
        case "↵": .enter
        case "⎋": .escape
        case "⇥": .tab
        case "⇤": .backtab
        case "⇱": .home
        case "⇲": .end
        case "⌫": .backspace
        case "\u{1}"..."\u{1A}": .control(Character(Unicode.Scalar((character.asciiValue ?? 1) + 0x60)))
        default: .character(character)
        }
    }

    var text: String { state.frame().plainText }
    /// The last row.
    var bottom: String {
        text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last.map(String.init) ?? ""
    }

    /// Compares the screen with the one that is kept in `Screens/NAME.txt`.
    func expectScreen(_ name: String, location: SourceLocation = #_sourceLocation) throws {
        try KeptText("Screens/\(name).txt").expect(text, location: location)
    }
}

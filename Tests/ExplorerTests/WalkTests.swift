import ExactMath
import Foundation
import TerminalUI
import Testing

@testable import Explorer

/// Random walks. `UNFOLD_WALK=200000 swift test --filter WalkTests` takes so many keys instead of the usual 20,000.
@Suite("Walked through at random")
struct WalkTests {
    private static let walks = 4
    private static let keys =
        (ProcessInfo.processInfo.environment["UNFOLD_WALK"].flatMap { Int($0) } ?? 20_000) / walks

    /// What is pasted: numbers, commands, names, text with line breaks and signs, and more than a line takes.
    private static let pastes = [
        "1/3", "-0.5", "set stack.0.U 1 1 0.9", "forward:3", "see [q]uit", "a\nb\tc\u{0}", "∂L/∂h₃ = …",
        "lstm-keeps-a-bit",
        "\u{202E}evil", "e\u{301}👩‍👩‍👧", String(repeating: "9", count: 5_000), "",
    ]

    /// Keys that no screen names, and what is left of sequences that nobody knows.
    private static let unknown: [Key] = [
        .insert, .delete, .pageUp, .pageDown, .function(1), .function(12), .control("a"), .control("x"), .control("z"),
        .control("g"), .control("u"), .control("w"), .character("\u{1B}"), .character("é"), .character("∂"),
        .character("~"),
    ]

    @Test("with keys, pastes and resizes nothing traps, and every frame is whole", arguments: 1...walks)
    func anyKeys(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let scenes = Explored.builtIn
        var explored = try Explored(scenes[seed % scenes.count])
        let keys = Array(
            "→→→→←←↵↵⎋⎋⇥⇤⇱⇲⌫↑↓[]abegrAHsXLNCzfdmcCon?ix:tuUwyvS',;+-0123456789.kjlhp /vcoKJP<>q\u{1}\u{1A}")
        var (seen, shown) = (Set<String>(), Set<String>())
        for _ in 0..<Self.keys {
            switch Int.random(in: 0..<60, using: &generator) {
            case 0, 1: explored.press(Situation.allCases.randomElement(using: &generator)?.rawValue ?? "")
            case 2:
                let (width, height) = (
                    Int.random(in: 0...140, using: &generator), Int.random(in: 0...45, using: &generator)
                )
                explored.state.size = Size(width: width, height: height)
            case 3, 4: explored.state.size = Size(width: 80, height: 24)
            case 5: explored.state.tick()
            case 6: explored.state.paste(Self.pastes.randomElement(using: &generator) ?? "")
            case 7: _ = explored.state.handle(Self.unknown.randomElement(using: &generator) ?? .insert)
            case 8:
                // Elsewhere with another scene, which a hundred keys would seldom find.
                let scene = scenes.randomElement(using: &generator) ?? scenes[0]
                explored.press("⎋⎋⎋:\(scene)↵")
            default: explored.press(String(keys[Int.random(in: keys.indices, using: &generator)]))
            }
            seen.insert(explored.state.kind)
            shown.insert(explored.state.screenName)
            let frame = explored.state.frame()
            #expect(frame.screen == explored.state.size)
            if seen.count.isMultiple(of: 7) { _ = explored.state.plainText() }
        }
        #expect(seen.count >= 14, "only \(seen.sorted()) were seen")
        #expect(shown.count >= 10, "only \(shown.sorted()) were shown")
    }

    @Test("undo all the way gives back the first screen", arguments: Explored.builtIn)
    func undone(scene: String) throws {
        var explored = try Explored(scene)
        let first = explored.state.frame()
        let number = (Explored.builtIn.firstIndex(of: scene) ?? 0) + 1
        var generator = SeededGenerator(seed: UInt64(number))
        // What changes numbers: the table, sliders, epochs of the timeline, a step out of a training, words behind the colon.
        let changes = [
            "e1↵⎋", "e⇥2.5↵⎋", "e⇥⇥-1/3↵⎋", "e⇲0↵⎋", "g+++", "g--", "g,+", "g,,-", "⇲→", "←", ":set rate 0.5↵",
            ":set threshold 2↵", ":set tokens 1 1↵", ":set inputs 1 1 0.25↵", "L→→↵", "u", "uu", "U", "s→→→",
        ]
        for _ in 0..<60 {
            explored.press(changes.randomElement(using: &generator) ?? "")
            explored.state.settle()
            _ = explored.state.frame()
        }
        while explored.state.top.isOverlay { explored.press("⎋") }
        explored.press("s")
        for _ in 0..<1_000 where !explored.state.history.undo.isEmpty { explored.press("u") }
        #expect(explored.state.history.undo.isEmpty)
        explored.press("⇱")
        #expect(!explored.state.history.isUnsaved)
        explored.state.message = nil
        let isSame = explored.state.frame() == first
        #expect(isSame, "\n\(explored.text)\nis not\n\(first.plainText)")
    }
}

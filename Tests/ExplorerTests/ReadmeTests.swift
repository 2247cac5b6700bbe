import Explorer
import Foundation
import Scenes
import Testing

/// The screen in the README is the one that the program draws.
@Suite struct ReadmeTests {
    @Test func theScreenIsTrue() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("../../README.md").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        let command = try #require(text.firstMatch(of: /<!-- unfold frame ([a-z-]+) --at ([a-z0-9:.]+) -->\n```\n/))
        let rest = text[command.range.upperBound...]
        let end = try #require(rest.range(of: "\n```\n"))
        var state = ExplorerState(home: HomeState(items: []), glyphs: .unicode)
        state.open(try SceneLookup.scene(String(command.1)).scene)
        state.goTo(String(command.2))
        let drawn = state.frame().plainText
        #expect(rest[..<end.lowerBound] == drawn.trimmingCharacters(in: .newlines))
    }
}

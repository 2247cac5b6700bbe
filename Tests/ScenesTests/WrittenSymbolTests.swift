import Formula
import Recurrence
import Scenes
import TestSupport
import Testing

/// The symbols of every part that a network has, in every notation and style: what is given, the first step forward and backward, and
/// the sums over time.
@Suite struct WrittenSymbolTests {
    private static let scenes = [
        "mingru-averages", "feedforward-parity", "exact-fractions", "gru-after", "gru-before", "lstm-peephole",
        "shortcut", "attention-looks-back", "deep-both-ways", "one-seed-a-spiral", "tied-words",
    ]

    /// One line for what is given; left and right of all others.
    private func symbols(_ scene: String, _ options: WorkedDerivation.Options) throws -> String {
        let sections = WorkedDerivation(try SceneLookup.scene(scene).scene, options).sections
        let wanted = sections.filter { $0.title.hasSuffix(":1") || ["loss", "parameters"].contains($0.title) }
        let given = sections.filter { $0.title == "given" }.flatMap(\.lines)
        let lines = wanted.flatMap { section in
            section.lines.prefix(section.title == "loss" ? 1 : .max).compactMap(\.symbols).map {
                "\($0.left) = \($0.right)"
            }
        }
        let text = ([scene + ": " + given.compactMap(\.symbols?.left).joined(separator: ", ")] + lines + [""])
        return text.joined(separator: "\n").replacing("\u{A0}", with: " ")
    }

    @Test(arguments: Notation.allCases) func areThoseOfTheNotation(_ notation: Notation) throws {
        var options = WorkedDerivation.Options()
        options.notation = notation
        options.most = 3
        try KeptText("Worked/symbols-\(notation.rawValue).txt")
            .expect(Self.scenes.map { try symbols($0, options) }.joined(separator: "\n"))
    }

    @Test(arguments: [WritingStyle.ascii, .latex, .spoken]) func areWrittenInEveryStyle(_ style: WritingStyle) throws {
        var options = WorkedDerivation.Options()
        options.style = style
        options.most = 3
        let scenes = ["gru-after", "attention-looks-back", "deep-both-ways"]
        try KeptText("Worked/symbols-\(style.rawValue).txt")
            .expect(scenes.map { try symbols($0, options) }.joined(separator: "\n"))
    }
}

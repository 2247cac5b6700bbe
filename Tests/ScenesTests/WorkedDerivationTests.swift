import Formula
import Recurrence
import Scenes
import TestSupport
import Testing

/// `unfold explain`: whole derivations as text.
@Suite struct WorkedDerivationTests {
    private func expect(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
        try KeptText("Worked/\(name).txt").expect(text, location: location)
    }

    private func worked(_ scene: String, _ change: (inout WorkedDerivation.Options) -> Void = { _ in }) throws
        -> WorkedDerivation
    {
        var options = WorkedDerivation.Options()
        change(&options)
        return WorkedDerivation(try SceneLookup.scene(scene).scene, options)
    }

    @Test func workAWholeScene() throws {
        try expect(worked("elman-by-hand").text(.text, style: .unicode), "elman-by-hand")
        try expect(worked("exact-fractions").text(.text, style: .unicode), "exact-fractions")
    }

    @Test(arguments: Notation.allCases) func areWrittenInEveryNotation(_ notation: Notation) throws {
        var text = ""
        for scene in ["lstm-keeps-a-bit", "gru-resets", "ugrnn-copies", "elman-by-hand"] {
            text += try worked(scene) {
                $0.notation = notation
                $0.from = .forward(.step(2))
                $0.through = .forward(.step(2))
            }.text(.text, style: .unicode)
        }
        try expect(text, "notation-\(notation.rawValue)")
    }

    @Test func writeOnlyWhatIsNamed() throws {
        func written(_ names: String) throws -> [String] {
            let only = try TraceNameList(names).items.map(\.name)
            return try worked("lstm-keeps-a-bit") { $0.only = only }.sections.map { section in
                section.title + ": " + section.lines.compactMap { $0.symbols?.left }.joined(separator: " ")
            }
        }
        #expect(try written("c[2]") == ["forward:2: c₂", "backward:2: ∂L/∂c₂"])
        #expect(
            try written("grad(c[2]), grad(stack.0.U_f)") == [
                "backward:2: ∂L/∂c₂", "parameters: ∂L/∂U_f", "clip: ‖g‖ scale clip(∂L/∂U_f)",
            ])
        #expect(throws: TraceNameList.NotAName.self) { try TraceNameList("c[2], 3 + 4") }
    }

    @Test func areBrokenWhereMathematicsMayBe() throws {
        let wide = try worked("attention-looks-back") {
            $0.from = .backward(.decode(2)); $0.through = .backward(.decode(2))
        }
        let text = wide.text(.text, style: .unicode, width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let whole = wide.text(.text, style: .unicode)
        func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }
        #expect(words(text) == words(whole))
        try expect(text, "attention-80")
    }

    @Test func shortenLongVectorsWithAMark() throws {
        let text = try worked("attention-looks-back") {
            $0.most = 3
            $0.style = .ascii
            $0.through = .forward(.step(1))
        }.text(.text, style: .ascii)
        let isASCII = text.allSatisfy(\.isASCII)
        #expect(isASCII)
        try expect(text, "attention-short-ascii")
    }

    @Test func areMarkdownAndLaTeX() throws {
        try expect(worked("exact-fractions").text(.markdown, style: .unicode), "exact-fractions-markdown")
        try expect(worked("exact-fractions") { $0.style = .latex }.text(.latex, style: .latex), "exact-fractions-latex")
    }
}

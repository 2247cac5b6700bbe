import Explorer
import TerminalUI
import TestSupport
import Testing

@Suite("The same content line by line")
struct PlainTests {
    /// Carries out words and returns what is printed.
    private func transcript(_ scene: String, _ lines: [String], glyphs: Glyphs = .unicode) throws -> String {
        var explored = try Explored(scene, glyphs: glyphs)
        var text = ""
        for line in lines {
            text += "> \(line)\n"
            do {
                text += try explored.state.perform(line).output.render(glyphs)
            } catch {
                text += "\(error)\n"
            }
        }
        return text
    }

    @Test("A lesson's worth of words")
    func lesson() throws {
        let text = try transcript(
            "elman-by-hand",
            [
                "next 2", "why a", "in", "next", "out", "goto loss", "goto backward:2", "why h", "gradients",
                "goto update", "set stack.0.U 1 1 0.5", "undo", "nxt", "why q", "set stack.0.U 9 9 1", "next",
            ])
        try KeptText("Screens/plain-elman.txt").expect(text)
    }

    @Test("In ASCII and in fractions")
    func ascii() throws {
        let text = try transcript(
            "exact-fractions", ["goto backward:2", "why h[2]", "exact", "notation"], glyphs: .ascii)
        try KeptText("Screens/plain-fractions-ascii.txt").expect(text)
        #expect(text.allSatisfy { $0.isASCII })
    }
}

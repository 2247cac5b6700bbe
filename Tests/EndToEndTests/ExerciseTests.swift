import Foundation
import Testing

@Suite("Exercises are worked on in a terminal")
struct ExerciseTests {
    /// Types every answer of a key into the form, from the present cell on.
    private func fill(_ terminal: TerminalSession, from key: [String], changing change: (String, String) -> String)
        async throws
    {
        for line in key {
            let parts = line.components(separatedBy: " = ")
            let cells = parts[1].filter { $0 != "[" && $0 != "]" && $0 != " " }.split(separator: ",").map(String.init)
            for (place, cell) in cells.enumerated() {
                try await terminal.type(change("\(parts[0]).\(place)", cell))
                try await terminal.press("Tab")
            }
        }
    }

    /// The answers of an exercise as a key has them.
    private func key(_ words: [String], in folder: TemporaryFolder) async throws -> [String] {
        let solved = try await unfold(
            ["exercise", "solve"] + words + ["--key", folder.file("key.txt").path], in: folder)
        #expect(solved.status == 0)
        // The first three lines name the exercise, its seed and its level.
        return Array(
            try folder.text("key.txt").components(separatedBy: "\n").filter { $0.contains(" = ") }.dropFirst(3))
    }

    @Test("A wrong entry is marked, hinted at and mended; then the solution and the next variant")
    func form() async throws {
        let terminal = try await TerminalSession()
        let key = try await key(["linear-bptt", "--seed", "1", "--level", "1"], in: terminal.folder)
        #expect(key.count == 6)
        try await terminal.start("explore")
        try await terminal.see("Scenes")
        try await terminal.press("X")
        try await terminal.see("▶ linear-forward")
        try await terminal.press("Down", "Enter")
        try await terminal.see("seed 1 · level 2")
        try await terminal.type("<")
        let empty = try await terminal.see("seed 1 · level 1")
        #expect(
            empty.contains("W_aa = ") && empty.contains("x^2 = ") && empty.contains("y^2 = "),
            "the problem is seen whole")

        try await fill(terminal, from: key) { place, cell in place == "dW_ya.0" ? "12345" : cell }
        try await terminal.press("c")
        let marked = try await terminal.see("5 of 6; the first wrong line is dW_ya")
        #expect(marked.contains("dW_ya wrong."))
        #expect(marked.components(separatedBy: "✓").count == 6)

        try await terminal.press("i")
        try await terminal.see("hint 1 of ")
        try await terminal.press("o")
        try await terminal.see("o once more gives up")
        try await terminal.type(key[5].components(separatedBy: " = ")[1].filter { $0 != "[" && $0 != "]" })
        try await terminal.press("Enter", "c")
        try await terminal.see("all right: 6 of 6")
        try await terminal.press("o")
        try await terminal.see("δ^2 =")
        try await terminal.press("Escape")
        try await terminal.see("✓ ")
        try await terminal.press("v")
        let next = try await terminal.see("seed 2 · level 1")
        #expect(!next.contains("✓") && !next.contains("12345"))
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A slip over a whole sheet is named, a half-filled answer says so, and a form outlives a tiny window")
    func slip() async throws {
        let terminal = try await TerminalSession(120, 36)
        try await terminal.start("explore")
        try await terminal.see("Scenes")
        try await terminal.press("X")
        try await terminal.see("▶ linear-forward")
        try await terminal.press("Down", "Down", "Enter")
        try await terminal.see("linear-bptt-last")
        try await terminal.type("7")
        try await terminal.press("Enter", "c")
        try await terminal.press("Left")
        let half = try await terminal.see("1 of its 2")
        try await terminal.resize(20, 5)
        try await terminal.see("needs 60x16")
        try await terminal.resize(120, 36)
        try await terminal.see(same: half)
        try await terminal.press("Escape")
        try await terminal.see("▶ linear-bptt-last")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }
}

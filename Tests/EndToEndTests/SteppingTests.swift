import Testing

@Suite("A scene is stepped through in a terminal")
struct SteppingTests {
    @Test("To the end and back to the very same screen", arguments: [[80, 24], [120, 36]])
    func thereAndBack(size: [Int]) async throws {
        let terminal = try await TerminalSession(size[0], size[1])
        try await terminal.start("explore elman-by-hand")
        // What the screen must be, from the same program without a terminal.
        let names =
            ["start"] + (1...4).map { "forward:\($0)" } + ["loss"] + (1...4).reversed().map { "backward:\($0)" }
            + ["clip", "update"]
        var frames: [String] = []
        for name in names {
            let arguments = ["frame", "elman-by-hand", "--at", name, "--size", "\(size[0])x\(size[1])"]
            frames.append(try await unfold(arguments, in: terminal.folder).output)
        }
        try await terminal.see(same: frames[0])
        for frame in frames.dropFirst() {
            try await terminal.press("Right")
            try await terminal.see(same: frame)
        }
        for frame in frames.dropLast().reversed() {
            try await terminal.press("Left")
            try await terminal.see(same: frame)
        }
        // After the update the next epoch begins, from the new weights.
        try await terminal.press("End", "Right")
        try await terminal.see("epoch 2 begins")
        try await terminal.press("u")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A number before a key repeats it, and Home and End reach both ends")
    func counts() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore lstm-keeps-a-bit")
        let first = try await terminal.see("forward ○")
        try await terminal.press("5", "Right")
        try await terminal.see("t = 5")
        try await terminal.press("End")
        try await terminal.see("update ◉")
        try await terminal.press("Home")
        try await terminal.see(same: first)
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test(
        "Line by line, keys are recorded by their words, and every line has its frame", arguments: ["script", "cast2"])
    func recorded(format: String) async throws {
        let terminal = try await TerminalSession()
        let file = terminal.folder.file("record").path
        try await terminal.start("explore elman-by-hand --plain --record \(file) --record-format \(format)")
        try await terminal.see("Right arrow or space: next.")
        try await terminal.press("Right")
        try await terminal.see("forward 1: ")
        try await terminal.type("next 2")
        try await terminal.press("Enter")
        try await terminal.see("forward 3: ")
        try await terminal.type("q")
        try await terminal.press("Enter")
        try await terminal.expectEnd(status: 0)
        let recorded = try terminal.folder.text("record")
        if format == "script" {
            #expect(recorded == "next\nnext 2\nq\n")
        } else {
            // The header, the first frame, and one for the key and one for the line.
            #expect(recorded.split(separator: "\n").count == 4)
        }
    }
}

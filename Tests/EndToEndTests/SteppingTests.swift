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
}

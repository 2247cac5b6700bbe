import Testing

@Suite("A scene is stepped through in a terminal")
struct SteppingTests {
    @Test("To the end and back to the very same screen", arguments: [[80, 24], [120, 36]])
    func thereAndBack(size: [Int]) async throws {
        let terminal = try await TerminalSession(size[0], size[1])
        try await terminal.start("explore elman-by-hand")
        let first = try await terminal.see("forward ○")
        var seen = [first]
        // Four steps forward, the loss, four back, the clip, the update.
        for moment in 1...11 {
            try await terminal.press("Right")
            let before = seen[seen.count - 1]
            seen.append(try await terminal.see("moment \(moment)") { $0 != before && $0.contains("◉") })
        }
        #expect(seen[seen.count - 1].contains("update ◉"))
        try await terminal.press("Right")
        try await terminal.see("this is the last moment")
        for screen in seen.dropLast().reversed() {
            try await terminal.press("Left")
            try await terminal.see(same: screen)
        }
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

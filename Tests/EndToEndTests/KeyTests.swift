import Testing

@Suite("What a terminal sends beside keys is never taken for keys")
struct KeyTests {
    /// The form of an exercise with a number in its first cell.
    private func form() async throws -> TerminalSession {
        let terminal = try await TerminalSession()
        try await terminal.start("explore")
        try await terminal.see("Scenes")
        try await terminal.press("X")
        try await terminal.see("every mistake has a name")
        try await terminal.press("Down", "Enter")
        try await terminal.see("seed 1")
        return terminal
    }

    @Test("Reports of the focus, of the mouse and of colours, keys of other protocols and Alt with a key do nothing")
    func unknown() async throws {
        let terminal = try await form()
        try await terminal.type("12")
        try await terminal.press("Enter")
        try await terminal.type("7")
        let before = try await terminal.see(" 12 ") { $0.contains("12") && $0.contains("7") }
        for sequence in [
            "\u{1B}[I", "\u{1B}[97;5u", "\u{1B}[<0;10;10M", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}q",
        ] {
            try await terminal.type(sequence)
            try await terminal.see(same: before)
        }
        try await terminal.press("Enter", "q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A paste goes into a cell, and elsewhere it certainly is no end")
    func pasted() async throws {
        let terminal = try await form()
        try await terminal.type("\u{1B}[200~5/6\u{1B}[201~")
        try await terminal.press("Enter")
        try await terminal.see(" 5/6 ")
        try await terminal.press("H")
        try await terminal.see("Scenes")
        try await terminal.press("Enter")
        try await terminal.see("forward ○")
        try await terminal.type("\u{1B}[200~see [q]uit\u{1B}[201~")
        try await terminal.see("nothing is typed here, so what was pasted is left out")
        try await terminal.press("Right")
        try await terminal.see("t = 1")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("The terminal marks pastes while the program runs, and not afterwards")
    func marked() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("forward ○")
        try await terminal.paste("quit")
        try await terminal.see("what was pasted is left out")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        try await terminal.paste("echo pa$()sted")
        try await terminal.press("Enter")
        try await terminal.see("\npasted")
    }

    @Test("Home and End in the forms of PuTTY and rxvt, and arrows with Shift")
    func forms() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore elman-by-hand")
        let start = try await terminal.see("forward ○")
        for (home, end) in [("\u{1B}[1~", "\u{1B}[4~"), ("\u{1B}[7~", "\u{1B}[8~"), ("\u{1B}OH", "\u{1B}OF")] {
            try await terminal.type(end)
            try await terminal.see("update ◉")
            try await terminal.type(home)
            try await terminal.see(same: start)
        }
        try await terminal.type("\u{1B}[1;2C")
        try await terminal.see("t = 1")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("With --mouse the bottom row's keys are pressed, and the terminal reports no mouse afterwards")
    func mouse() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore elman-by-hand --mouse")
        try await terminal.see("forward ○")
        #expect(try await terminal.variable("mouse_standard_flag") == "1")
        #expect(try await terminal.variable("mouse_sgr_flag") == "1")
        // The press and the release of the button on → next.
        try await terminal.type("\u{1B}[<0;4;24M\u{1B}[<0;4;24m")
        try await terminal.see("t = 1")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        #expect(try await terminal.variable("mouse_any_flag") == "0")
        try await terminal.start("explore elman-by-hand")
        let still = try await terminal.see("forward ○")
        #expect(try await terminal.variable("mouse_any_flag") == "0")
        try await terminal.type("\u{1B}[<0;4;24M")
        try await terminal.see(same: still)
        try await terminal.signal("KILL")
    }
}

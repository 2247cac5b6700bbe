import Testing

@Suite("Every terminal gets what it can show")
struct TerminalKindTests {
    @Test("Without UTF-8 every character is ASCII")
    func ascii() async throws {
        let terminal = try await TerminalSession(environment: ["LC_ALL": "C"])
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see("forward o")
        try await terminal.press("End", "5", "Left")
        let screen = try await terminal.see("[h4]")
        #expect(screen.allSatisfy { $0.isASCII })
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A terminal without colours works too", arguments: [["TERM": "vt100"], ["NO_COLOR": "1"]])
    func colorless(environment: [String: String]) async throws {
        let terminal = try await TerminalSession()
        let settings = environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        try await terminal.command("export \(settings)")
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see("forward ○")
        try await terminal.press("9", "9", "Right")
        try await terminal.see("update ◉")
        let colored = try await terminal.colored()
        #expect(!colored.contains("\u{1B}[38;5") && !colored.contains("\u{1B}[33m"))
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("An unknown terminal is named, with what can be done")
    func unknown() async throws {
        let terminal = try await TerminalSession(120, 24)
        try await terminal.command("export TERM=nonsense")
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see("the terminal type \"nonsense\" (TERM) is unknown to terminfo or too generic")
        try await terminal.expectEnd(status: 64)
    }

    /// A shell with a terminfo of its own.
    private func session(_ entries: String) async throws -> TerminalSession {
        let terminal = try await TerminalSession(120, 24)
        try terminal.folder.write(entries, to: "entries")
        try await terminal.command("tic -x -o $PWD/info entries && export TERMINFO=$PWD/info && echo com$()piled")
        try await terminal.see("\ncompiled")
        return terminal
    }

    @Test("What prints on paper and what is only some terminal is called that")
    func paper() async throws {
        let terminal = try await session(
            "paper|a printer, hc, cols#80, cub1=^H, cr=^M, ind=^J,\nsome|some terminal, gn, am, cols#80, cr=^M, ind=^J,\n"
        )
        for (type, words) in [("paper", "prints on paper"), ("some", "is unknown to terminfo or too generic")] {
            try await terminal.command("export TERM=\(type)")
            try await terminal.start("explore lstm-keeps-a-bit")
            try await terminal.see(words)
            try await terminal.expectEnd(status: 64)
        }
    }

    @Test("Without reverse video the focus stands out in another way, and an arrow that comes as Shift's is the arrow")
    func standout() async throws {
        let terminal = try await session(
            "odd|no reverse, use=tmux-256color, rev@, smso=\\E[3m, rmso=\\E[23m, sgr@, kcuf1=\\E[9z, kRIT=\\E[9z,\n")
        try await terminal.command("export TERM=odd")
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("forward ○")
        #expect(try await terminal.colored().contains("\u{1B}[3m"))
        try await terminal.type("\u{1B}[9z")
        try await terminal.see("t = 1")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A dumb terminal gets words, and end of input ends them")
    func dumb() async throws {
        let terminal = try await TerminalSession()
        try await terminal.command("export TERM=dumb")
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("Nothing is computed yet")
        try await terminal.command("next")
        try await terminal.see("forward 1: h 1, unit 1, is 0.7616.")
        try await terminal.press("C-d")
        try await terminal.expectEnd(status: 0)
    }

    @Test("The colours follow what the terminal says of its background, and what a person says after that")
    func background() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore lstm-keeps-a-bit")
        let first = try await terminal.see("forward ○")
        func see(key color: Int) async throws {
            try await terminal.see(same: first)
            let colored = try await terminal.colored()
            #expect(colored.contains("38;5;\(color)m"), "\(colored)")
        }
        try await see(key: 117)
        try await terminal.type("\u{1B}]11;rgb:ffff/ffff/dddd\u{1B}\\\u{1B}[?62;22c")
        try await terminal.see("the light colours") { _ in true }
        try await see(key: 25)
        try await terminal.type(":dark")
        try await terminal.press("Enter")
        try await see(key: 117)
        try await terminal.type("\u{1B}]11;rgb:ffff/ffff/dddd\u{7}")
        try await see(key: 117)
        try await terminal.type(":light")
        try await terminal.press("Enter")
        try await see(key: 25)
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        try await terminal.start("explore lstm-keeps-a-bit --background light")
        try await terminal.see("forward ○")
        #expect(try await terminal.colored().contains("38;5;25m"))
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }
}

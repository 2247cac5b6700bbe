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
        try await terminal.see("the terminal type \"nonsense\" (TERM) is not in terminfo; use --plain")
        try await terminal.expectEnd(status: 64)
    }

    @Test("A dumb terminal gets words, and end of input ends them")
    func dumb() async throws {
        let terminal = try await TerminalSession()
        try await terminal.command("export TERM=dumb")
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("Nothing is computed yet")
        try await terminal.command("next")
        try await terminal.see("forward:1 of An Elman net")
        try await terminal.press("C-d")
        try await terminal.expectEnd(status: 0)
    }
}

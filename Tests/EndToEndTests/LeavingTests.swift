import Foundation
import Testing

@Suite("However the explorer ends, the terminal is as it was")
struct LeavingTests {
    static let first = "forward ○"

    @Test("q leaves with status 0")
    func quit() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore elman-by-hand")
        try await terminal.see(Self.first)
        #expect(try await terminal.variable("alternate_on") == "1")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("^C leaves with status 130")
    func interrupt() async throws {
        let terminal = try await TerminalSession(120, 36)
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see(Self.first)
        try await terminal.press("Right", "C-c")
        try await terminal.expectEnd(status: 130)
    }

    @Test("^\\ leaves with status 131, and without a backtrace")
    func quitSignal() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see(Self.first)
        try await terminal.press("Right", "C-\\")
        try await terminal.expectEnd(status: 131)
        #expect(try await terminal.screen().contains("crash") == false)
    }

    @Test(
        "What is sent like a crash ends the program after its message, with the terminal as it was",
        arguments: [("SEGV", Int32(139)), ("ABRT", 134), ("TRAP", 133)])
    func sentCrash(name: String, status: Int32) async throws {
        let terminal = try await TerminalSession(environment: ["SWIFT_BACKTRACE": "interactive=no"])
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see(Self.first)
        try await terminal.signal(name)
        try await terminal.expectEnd(status: status)
    }

    @Test("SIGTERM and SIGHUP leave with 128 and their number", arguments: [("TERM", Int32(143)), ("HUP", 129)])
    func signal(name: String, status: Int32) async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see(Self.first)
        try await terminal.signal(name)
        try await terminal.expectEnd(status: status)
    }

    @Test("^Z stops and fg goes on with the same screen")
    func suspend() async throws {
        let terminal = try await TerminalSession()
        // The shell's own job, so that fg finds it.
        try await terminal.command("clear; stty -a >before; \"$unfold\" explore gru-resets")
        try await terminal.see(Self.first)
        try await terminal.press("Right", "Right")
        let screen = try await terminal.see("t = 2")
        try await terminal.press("C-z")
        try await terminal.see("Stopped")
        try await terminal.command("stty -a >stopped; echo all no$()ted")
        try await terminal.see("all noted")
        #expect(try terminal.folder.text("before") == terminal.folder.text("stopped"))
        #expect(try await terminal.variable("alternate_on") == "0")
        try await terminal.command("fg")
        try await terminal.see(same: screen)
        try await terminal.press("Right")
        try await terminal.see("t = 3")
        try await terminal.press("q")
        try await terminal.see("gone on") { !$0.contains("forward") }
        try await terminal.command("stty -a >after; echo all en$()ded")
        try await terminal.see("all ended")
        #expect(try terminal.folder.text("before") == terminal.folder.text("after"))
    }
}

import Foundation
import Testing

@Suite("Work that is not written survives the program's end")
struct RecoveryTests {
    /// The names in the state folder.
    private func kept(_ folder: TemporaryFolder) -> [String] {
        let state = folder.file("state/unfold").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: state)) ?? []).sorted()
    }

    private func change(_ terminal: TerminalSession) async throws {
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("forward ○")
        try await terminal.press("e")
        try await terminal.see("Change a number")
        try await terminal.type("7")
        try await terminal.press("Enter", "Escape")
        try await terminal.see("by hand *")
    }

    @Test("After SIGTERM it is offered on the home screen, and gone once it is written")
    func offered() async throws {
        let terminal = try await TerminalSession()
        try await change(terminal)
        try await terminal.signal("TERM")
        try await terminal.see("unsaved changes are kept in")
        try await terminal.expectEnd(status: 143)
        #expect(kept(terminal.folder).count == 1)

        try await terminal.start("explore")
        try await terminal.see("that were not written")
        try await terminal.press("Enter")
        try await terminal.see("by hand *")
        try await terminal.press("w")
        try await terminal.see("write to:")
        try await terminal.type("again.yaml")
        try await terminal.press("Enter")
        try await terminal.see("written: again.yaml")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        #expect(kept(terminal.folder) == [])
        #expect(try terminal.folder.text("again.yaml").contains("7"))
    }

    @Test("Even killed it is kept; reopened and ended again it is kept again, once; given up it is gone")
    func twice() async throws {
        let killed = try await TerminalSession()
        try await change(killed)
        try await killed.signal("KILL")
        try await killed.see("status:137 done")
        #expect(kept(killed.folder).count == 1)
        let terminal = try await TerminalSession(in: killed.folder)
        try await terminal.start("explore")
        try await terminal.see("that were not written")
        try await terminal.press("Enter")
        try await terminal.see("by hand *")
        try await terminal.signal("HUP")
        try await terminal.see("status:129 done")
        #expect(kept(terminal.folder).count == 1)
        try await terminal.start("explore")
        try await terminal.see("that were not written")
        try await terminal.press("Enter")
        try await terminal.see("by hand *")
        try await terminal.press("q")
        try await terminal.see("Changes are not written.")
        try await terminal.press("y")
        try await terminal.see("status:0 done")
        #expect(kept(terminal.folder) == [])
    }

    @Test("When the terminal goes away the work stays")
    func hangUp() async throws {
        let terminal = try await TerminalSession()
        try await change(terminal)
        try await terminal.hangUp()
        let end = ContinuousClock.now + TerminalSession.patience
        while kept(terminal.folder).isEmpty, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(10)) }
        #expect(kept(terminal.folder).count == 1)
    }

    @Test("A damaged file says so, is set aside, and is not offered again")
    func damaged() async throws {
        let terminal = try await TerminalSession()
        let state = terminal.folder.file("state/unfold")
        try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
        try Data("unfold: 1\nmodel: [".utf8).write(to: state.appendingPathComponent("unsaved-2026-01-02-030405-0.yaml"))
        try await terminal.start("explore")
        try await terminal.see("that were not written")
        try await terminal.press("Enter")
        let news = try await terminal.see("it is set aside as")
        #expect(news.contains(terminal.folder.url.lastPathComponent) && !news.contains("Failure"))
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        #expect(kept(terminal.folder) == ["unsaved-2026-01-02-030405-0.damaged"])
        try await terminal.start("explore")
        let home = try await terminal.see("Scenes")
        #expect(!home.contains("that were not written"))
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }
}

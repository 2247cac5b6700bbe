import Foundation
import Testing

/// An interactive shell in a terminal of its own (tmux), in which a test types and looks.
final class TerminalSession {
    let folder: TemporaryFolder
    private let socket: String

    /// Longer than any machine should need; nothing waits that long unless it fails.
    static let patience = Duration.seconds(60)

    /// - Parameter shared: the home of another session, to go on where that ended.
    init(
        _ width: Int = 80, _ height: Int = 24, in shared: TemporaryFolder? = nil, environment: [String: String] = [:]
    ) async throws {
        folder = try shared ?? TemporaryFolder()
        socket = folder.file("tmux-\(UUID().uuidString.prefix(8))").path
        try folder.write(
            """
            set -g status off
            set -g default-terminal tmux-256color
            set -g escape-time 0
            """, to: "tmux.conf")
        try await tmux(
            ["new-session", "-d", "-x", "\(width)", "-y", "\(height)", "-c", folder.url.path, "/bin/sh -i"],
            environment: environment.merging(["unfold": BuiltProgram.path]) { $1 })
        try await see("a prompt") { $0.hasPrefix("$") }
    }

    deinit {
        // Nobody waits for it: the server ends with its last session.
        let kill = Process()
        kill.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        kill.arguments = ["tmux", "-S", socket, "kill-server"]
        kill.standardError = FileHandle.nullDevice
        try? kill.run()
        kill.waitUntilExit()
    }

    // MARK: Doing

    /// Types keys by tmux's names: `Right`, `Enter`, `C-c`, `q`.
    func press(_ keys: String..., times: Int = 1) async throws {
        try await tmux(["send-keys", "-N", "\(times)"] + keys)
    }

    /// Types text as it is.
    func type(_ text: String) async throws { try await tmux(["send-keys", "-l", "--", text]) }

    /// Pastes text as a terminal does: between marks where the program has asked for them.
    func paste(_ text: String) async throws {
        try await tmux(["set-buffer", "--", text])
        try await tmux(["paste-buffer", "-p"])
    }

    /// A line to the shell.
    func command(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    func resize(_ width: Int, _ height: Int) async throws {
        try await tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    /// The terminal goes away, as when its window is closed.
    func hangUp() async throws { try await tmux(["kill-server"]) }

    // MARK: Looking

    /// The rows of the screen, without the blanks at their ends.
    func screen() async throws -> String { try await tmux(["capture-pane", "-p"]) }

    /// The screen with its colours and attributes as escape sequences.
    func colored() async throws -> String { try await tmux(["capture-pane", "-p", "-e"]) }

    /// One of tmux's variables, such as `alternate_on`.
    func variable(_ name: String) async throws -> String {
        try await tmux(["display-message", "-p", "#{\(name)}"]).filter { $0 != "\n" }
    }

    /// Waits until the screen is as it should be and nothing more is being drawn, and returns it; after a long time the test fails.
    @discardableResult
    func see(
        _ what: String, location: SourceLocation = #_sourceLocation, _ isSeen: (String) -> Bool
    ) async throws -> String {
        let end = ContinuousClock.now + Self.patience
        var last = ""
        while ContinuousClock.now < end {
            let before = last
            last = try await screen()
            if isSeen(last) && last == before { return last }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("\(what) did not come; the screen is\n\(last)", sourceLocation: location)
        throw NotSeen(what: what)
    }

    @discardableResult
    func see(_ text: String, location: SourceLocation = #_sourceLocation) async throws -> String {
        try await see(text, location: location) { $0.contains(text) }
    }

    @discardableResult
    func see(same screen: String, location: SourceLocation = #_sourceLocation) async throws -> String {
        try await see("the same screen as before:\n\(screen)\n", location: location) { $0 == screen }
    }

    struct NotSeen: Error { let what: String }

    @discardableResult
    private func tmux(_ arguments: [String], environment: [String: String] = [:]) async throws -> String {
        let finished = try await run(
            "tmux", ["-u", "-S", socket, "-f", folder.file("tmux.conf").path] + arguments, in: folder,
            environment: environment)
        guard finished.status == 0 else { throw CannotStart(description: "tmux \(arguments): \(finished.errors)") }
        return finished.output
    }
}

/// What a program must leave as it found it.
extension TerminalSession {
    /// Starts the program from the shell, with the terminal's modes noted before and after and the exit status printed.
    func start(_ arguments: String) async throws {
        // The last command of each line prints what the test waits for; the line itself does not contain that text.
        try await command(
            "clear; stty -a >before; sh -c 'echo $$ >pid; exec \"$unfold\" \(arguments)'; echo status:$? >>after-status; stty -a >after; echo status:$(tail -n 1 after-status | cut -d: -f2) done"
        )
    }

    /// Waits for the end and looks at what is left: the status, the modes, the screen.
    func expectEnd(status: Int32, location: SourceLocation = #_sourceLocation) async throws {
        try await see("status:\(status) done", location: location)
        #expect(try folder.text("before") == folder.text("after"), "the terminal's modes", sourceLocation: location)
        #expect(try await variable("alternate_on") == "0", "the alternate screen is left", sourceLocation: location)
        #expect(try await variable("cursor_flag") == "1", "the cursor is shown", sourceLocation: location)
        #expect(try await variable("keypad_cursor_flag") == "0", "cursor keys are plain", sourceLocation: location)
    }

    /// Sends the program a signal by its name.
    func signal(_ name: String) async throws {
        let process = try folder.text("pid").filter { $0 != "\n" }
        let finished = try await run("/bin/sh", ["-c", "kill -\(name) \(process)"], in: folder)
        #expect(finished.status == 0, "\(finished.errors)")
    }
}

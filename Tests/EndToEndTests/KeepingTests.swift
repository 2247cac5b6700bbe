import Foundation
import Testing

/// Wherever something is typed, it is there again after every way out.
@Suite("Nothing typed is lost")
struct KeepingTests {
    /// A place where one types, how one comes there, and what is typed.
    enum Place: String, CaseIterable {
        case form, answer, lessonForm, number, guess

        var arguments: String {
            switch self {
            case .form: "explore"
            case .answer: "lesson 2"
            case .lessonForm: "lesson 7"
            case .number, .guess: "explore elman-by-hand"
            }
        }

        /// From the program's first screen to where one types.
        func open(_ terminal: TerminalSession, again: Bool = false) async throws {
            switch self {
            case .form:
                try await terminal.see("Scenes")
                try await terminal.press("X", "Down", "Enter")
                try await terminal.see("seed 1")
                try await terminal.press("Enter")
            case .answer:
                try await terminal.see(" 1/10 ")
                try await terminal.press("c")
                try await terminal.see("answer:")
            case .lessonForm:
                // A lesson is opened at the step where it was left.
                try await terminal.see("a step") { $0.contains("─ ") && $0.contains("PgDn on") }
                for step in 2...20 where try await !terminal.screen().contains("An exercise, linear-bptt") {
                    try await terminal.press("PageDown")
                    try await terminal.see(" \(step)/")
                }
                try await terminal.press("c")
                try await terminal.see("c check")
                // The cursor stands on the first empty cell, behind what was typed.
                if again { try await terminal.press("Left") }
                try await terminal.press("Enter")
            case .number:
                try await terminal.see("forward ○")
                try await terminal.press("e", "Enter")
                try await terminal.see("new value:")
            case .guess:
                try await terminal.see("forward ○")
                try await terminal.press("v", "Right")
                try await terminal.see("be?")
            }
        }
    }

    /// What is kept in the state folder, all of it that is in place: a file that is still being written does not outlive a kill.
    private func kept(_ terminal: TerminalSession) -> String {
        let state = terminal.folder.file("state/unfold")
        let files = (try? FileManager.default.contentsOfDirectory(at: state, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "json" }.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
            .joined(separator: "\n")
    }

    private func waitUntilKept(_ text: String, _ terminal: TerminalSession) async throws {
        let end = ContinuousClock.now + TerminalSession.patience
        while !kept(terminal).contains(text), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(10)) }
        #expect(kept(terminal).contains(text))
    }

    @Test("by a signal or a kill in the middle of typing", arguments: Place.allCases)
    func ended(place: Place) async throws {
        var terminal = try await TerminalSession()
        var typed = ""
        for (signal, status) in [("TERM", 143), ("HUP", 129), ("KILL", 137)] {
            try await terminal.start(place.arguments)
            try await place.open(terminal, again: !typed.isEmpty)
            // What was there before the last end is gone on with.
            if !typed.isEmpty { try await terminal.see(typed) }
            let more = "12\(typed.count)"
            typed += more
            try await terminal.type(more)
            try await terminal.see(typed)
            try await waitUntilKept(typed, terminal)
            try await terminal.signal(signal)
            try await terminal.see("status:\(status) done")
            // Nobody puts the terminal back after a kill.
            if signal == "KILL" { terminal = try await TerminalSession(in: terminal.folder) }
        }
        try await terminal.start(place.arguments)
        try await place.open(terminal, again: true)
        try await terminal.see(typed)
        // Once it is carried out, or taken away, it is gone.
        try await terminal.press("C-u")
        try await terminal.see("nothing of it") { !$0.contains(typed) }
        try await terminal.signal("TERM")
        try await terminal.see("status:143 done")
        #expect(!kept(terminal).contains(typed))
    }

    @Test("by Esc out of a line, and by leaving with q after it", arguments: [Place.answer, .number, .guess])
    func left(place: Place) async throws {
        let terminal = try await TerminalSession()
        try await terminal.start(place.arguments)
        try await place.open(terminal)
        // q and v are characters here.
        try await terminal.type("qv123")
        try await terminal.see("qv123")
        try await terminal.press("Escape")
        try await terminal.see("the line is closed") { !$0.contains("qv123") }
        try await terminal.press(place == .answer ? "c" : place == .number ? "Enter" : "Right")
        try await terminal.see("qv123")
        try await terminal.press("Escape")
        try await terminal.see("the line is closed") { !$0.contains("qv123") }
        if place == .number {
            try await terminal.press("Escape")
            try await terminal.see("the table is closed") { !$0.contains("Change a number") }
        }
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        try await terminal.start(place.arguments)
        try await place.open(terminal)
        try await terminal.see("qv123")
        try await terminal.signal("TERM")
        try await terminal.see("status:143 done")
    }

    @Test("by Esc, v, another screen and q out of a form", arguments: [Place.form, .lessonForm])
    func leftForm(place: Place) async throws {
        let terminal = try await TerminalSession()
        try await terminal.start(place.arguments)
        try await place.open(terminal)
        try await terminal.type("4321")
        try await terminal.press("Enter")
        try await terminal.see(" 4321 ")
        if place == .form {
            try await terminal.press("v")
            try await terminal.see("another variant") { $0.contains("seed 2") && !$0.contains("4321") }
            try await terminal.press("Escape")
            try await terminal.see("▶ linear-bptt")
            try await terminal.press("Enter")
            try await terminal.see(" 4321 ")
            try await terminal.press("H")
            try await terminal.see("Scenes")
            try await terminal.press("X")
        } else {
            try await terminal.press("Escape")
            try await terminal.see("the lesson") { $0.contains("An exercise, linear-bptt") && !$0.contains("4321") }
            try await terminal.press("c")
        }
        try await terminal.see(" 4321 ")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        try await terminal.start(place.arguments)
        try await place.open(terminal)
        try await terminal.see("4321")
        try await terminal.signal("TERM")
        try await terminal.see("status:143 done")
    }
}

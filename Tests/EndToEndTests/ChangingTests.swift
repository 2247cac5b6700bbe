import Testing

@Suite("Numbers are looked into and changed in a terminal")
struct ChangingTests {
    @Test("Into a moment, one equation at a time, forward and backward, and out again")
    func subSteps() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore elman-by-hand")
        try await terminal.see("forward ○")
        try await terminal.press("Right", "Right")
        let whole = try await terminal.see("unit 1: tanh(0.0000) = 0.0000")
        try await terminal.press("Enter")
        try await terminal.see("t = 2  1/")
        try await terminal.see("a₂ = W x₂ + U h₁ + b")
        try await terminal.press("Right")
        try await terminal.see("t = 2  2/")
        try await terminal.press("Escape")
        try await terminal.see(same: whole)
        try await terminal.press("End", "4", "Left", "Enter", "2", "Right")
        try await terminal.see("so far")
        try await terminal.press("Right")
        try await terminal.see("= total")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("A weight is changed, the gradient and what is clipped follow, and undo brings back the very same screen")
    func edit() async throws {
        let terminal = try await TerminalSession(120, 36)
        try await terminal.start("explore exploding-gradient")
        try await terminal.see("forward ○")
        try await terminal.press("End", "g")
        let before = try await terminal.see("12.1978    1.0000")
        #expect(before.contains("scale 0.0820"))
        try await terminal.press("e")
        try await terminal.see("Change a number")
        try await terminal.press("Tab")
        try await terminal.type("1/2")
        try await terminal.see("new value: 1/2")
        try await terminal.press("Enter", "Escape")
        let after = try await terminal.see("the changed gradient") { !$0.contains("12.1978") && $0.contains("all ‖g‖") }
        #expect(after.contains("explodes and is clipped *"), "an unsaved change is marked")
        try await terminal.press("u")
        try await terminal.see(same: before)
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("The help lies over the screen and goes away again")
    func help() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore gru-resets")
        let before = try await terminal.see("forward ○")
        try await terminal.press("?")
        try await terminal.see("Playing")
        try await terminal.press("End")
        try await terminal.see("leave (^C always leaves)")
        try await terminal.press("Escape")
        try await terminal.see(same: before)
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
    }

    @Test("Resizing to too little and back loses nothing")
    func resize() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore lstm-keeps-a-bit")
        try await terminal.see("forward ○")
        try await terminal.press("3", "Right")
        let before = try await terminal.see("[h₃]")
        try await terminal.resize(40, 10)
        try await terminal.see("needs 60x16\nhere 40x10\nq quits")
        try await terminal.resize(1, 1)
        try await terminal.see("the smallest screen") { $0.count <= 2 }
        try await terminal.resize(120, 36)
        try await terminal.see("a larger screen") { $0.contains("a_f") }
        try await terminal.resize(80, 24)
        try await terminal.see(same: before)
        try await terminal.resize(40, 10)
        try await terminal.see("q quits")
        try await terminal.press("q")
        try await terminal.see("status:0 done")
        #expect(try await terminal.variable("alternate_on") == "0")
    }

    @Test("The scene, its trace and the screen are written")
    func write() async throws {
        let terminal = try await TerminalSession()
        try await terminal.start("explore exact-fractions")
        try await terminal.see("forward ○")
        try await terminal.press("End")
        for name in ["scene.yaml", "trace.json", "trace.csv", "screen.txt", "screen.svg"] {
            try await terminal.press("w")
            try await terminal.see("write to:")
            try await terminal.type(name)
            try await terminal.press("Enter")
            try await terminal.see("written: \(name)")
        }
        try await terminal.press("w")
        try await terminal.type("scene.doc")
        try await terminal.press("Enter")
        try await terminal.see("scene.doc: the ending says what is written")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        let folder = terminal.folder
        let again = try await unfold(["trace", folder.file("scene.yaml").path, "--format", "json"], in: folder)
        #expect(again.status == 0)
        #expect(try folder.text("trace.json") == again.output)
        #expect(try folder.text("screen.txt").contains("update ◉"))
        #expect(try folder.text("screen.svg").hasPrefix("<svg"))
    }
}

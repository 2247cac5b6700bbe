import Explorer
import Scenes
import TerminalUI
import Testing

/// Shortcuts, feedback and tokens are set by words, on lines and behind the colon.
@Suite struct SwitchWordsTests {
    private func said(_ lines: String, in scene: String) throws -> String {
        var explored = try Explored(scene)
        return try explored.state.perform(lines).output.spoken()
    }

    @Test func areSaid() throws {
        #expect(
            try said("set residual.stack.2 off", in: "shortcut").hasPrefix("residual.stack.2 is off, was on."))
        #expect(try said("set tokens 2 employee", in: "boss-rnn").hasPrefix("tokens 2 is employee, was boss."))
        #expect(try said("set feedback target", in: "one-seed-a-spiral").hasPrefix("feedback is target, was output."))
    }

    @Test(arguments: [
        ("set feedback sideways", "one-seed-a-spiral", "sideways does not fit; there are output, target, none"),
        ("set tokens 2 lunch", "boss-rnn", "lunch does not fit; there are the, boss, employee, said, is, late, there"),
        ("set tokens 12 boss", "boss-rnn", "there is no such number here"),
        ("set residual.stack.0 on", "elman-by-hand", "that does not fit this scene"),
        (
            "set tokens -9223372036854775808 boss", "boss-rnn",
            "rows, columns, steps and units are whole numbers from 1 on"
        ),
        ("set tokens 0 boss", "boss-rnn", "rows, columns, steps and units are whole numbers from 1 on"),
        ("set inputs 9223372036854775807 1 0.5", "exact-fractions", "there is no such number here"),
        ("set rate 9 0.5", "elman-by-hand", "rate is one number; its value alone stands behind it"),
        (
            "set stack.0.U 1 0.7", "elman-by-hand",
            "stack.0.U has 2 rows and 2 columns; name a row and a column before the value"
        ),
        ("set b 0.7", "elman-by-hand", "stack.0.b has 2 entries; name one before the value"),
        ("set inputs 0.7", "elman-by-hand", "inputs has 4 steps; name one before the value"),
    ])
    func whatDoesNotFitIsSaid(line: String, scene: String, sentence: String) throws {
        var explored = try Explored(scene)
        do {
            _ = try explored.state.perform(line)
            Issue.record("\(line) is accepted")
        } catch { #expect("\(error)" == sentence) }
    }

    @Test func behindTheColonToo() throws {
        var explored = try Explored("one-seed-a-spiral")
        for character in ":set feedback target" { _ = explored.state.handle(.character(character)) }
        _ = explored.state.handle(.enter)
        #expect(explored.state.session?.scene.model.feedback == .target)
        #expect(explored.state.frame().plainText.contains("feedback is target, was output."))
        _ = explored.state.handle(.character("u"))
        #expect(explored.state.session?.scene.model.feedback == .output)
    }
}

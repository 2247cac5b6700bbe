import Lessons
import Scenes
import Testing

/// What a scene is beside its numbers, as conditions say it.
@Suite struct FactTests {
    @Test(arguments: [
        ("is.cell.stack.0.lstm", "lstm-keeps-a-bit", "1"), ("is.cell.stack.0.gru", "lstm-keeps-a-bit", "0"),
        ("is.residual.stack.1", "deep-both-ways", "1"), ("is.bidirectional.stack.0", "deep-both-ways", "1"),
        ("is.learned.stack.2", "deep-both-ways", "1"), ("is.learned.stack.0", "deep-both-ways", "0"),
        ("is.feedback.output", "one-seed-a-spiral", "1"), ("is.feedback.target", "one-seed-a-spiral", "0"),
        ("is.token.boss[2]", "boss-rnn", "1"), ("is.token.boss[6]", "boss-rnn", "0"), ("steps", "boss-rnn", "9"),
        ("steps = T", "elman-by-hand", "Yes: 4"), ("T < 4", "elman-by-hand", "No: 4"),
    ])
    func areNumbers(name: String, scene: String, value: String) throws {
        let scene = try #require(BuiltInScenes.named(scene)).scene()
        #expect(SceneNumbers(scene).said(name) == value)
    }

    @Test(arguments: ["is.cell.stack.0.lstn", "is.cell.stack.7.lstm", "is.feedback.up", "is.token.lunch[1]", "is"])
    func whatIsNotThereIsSaid(name: String) throws {
        let scene = try #require(BuiltInScenes.named("boss-rnn")).scene()
        #expect(SceneNumbers(scene).said(name).hasPrefix("column 1: There is no "))
    }

    /// An index that is left out means all of them, and one too many means nothing.
    @Test(arguments: [
        ("stack.0.U[1]", "0, −0.9"), ("stack.0.U[1][2]", "−0.9"), ("stack.0.b[1]", "0"),
        ("updated.stack.0.U[1]", "0, −0.9231"), ("updated.stack.0.U[1][2]", "−0.9231"),
        ("clipped.stack.0.U[2]", "−0.1718, 0"),
        ("direct.stack.0.h[2]", "0, 0"), ("direct.stack.0.h[2][1]", "0"),
        ("stack.0.b[1][1]", "column 1: stack.0.b[1][1] is not in this trace."),
        ("stack.0.b[1][2]", "column 1: stack.0.b[1][2] is not in this trace."),
        ("stack.0.U[1][2][1]", "column 1: stack.0.U[1][2][1] is not in this trace."),
        ("stack.0.h[2][1][5]", "column 1: stack.0.h[2][1][5] is not in this trace."),
        ("updated.stack.0.b[1][2]", "column 1: updated.stack.0.b[1][2] is not in this trace."),
        ("direct.stack.0.h[2][1][1]", "column 1: direct.stack.0.h[2][1][1] is not in this trace."),
        ("alone.stack.0.h[4][2][3]", "column 1: alone.stack.0.h[4][2][3] is not in this trace."),
        ("scale[2]", "column 1: scale[2] is not in this trace."),
        ("gradient_norm[4]", "column 1: gradient_norm[4] is not in this trace."),
        ("parameters[2]", "column 1: parameters[2] is not in this trace."),
        ("steps[3]", "column 1: steps[3] is not in this trace."),
        ("count.stack.0.U[1]", "column 1: count.stack.0.U[1] is not in this trace."),
        ("grad(loss)", "column 1: grad(loss) is not in this trace."),
        ("grad(losses[4])", "column 1: grad(losses[4]) is not in this trace."),
        ("grad(target[4])", "column 1: grad(target[4]) is not in this trace."),
    ])
    func indicesAreCounted(name: String, said: String) throws {
        let scene = try #require(BuiltInScenes.named("elman-by-hand")).scene()
        #expect(SceneNumbers(scene).said(name) == said)
    }
}

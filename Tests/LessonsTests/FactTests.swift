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
}

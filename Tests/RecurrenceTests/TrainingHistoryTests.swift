import Scenes
import Testing

@testable import Recurrence

/// What a training keeps of its past.
@Suite struct TrainingHistoryTests {
    /// After 64 epochs every second state goes, after 128 every second of those; counted from where the history begins.
    @Test(arguments: [0, 3]) func isThinnedAndReturnsToEveryEpoch(first: Int) {
        var task = TaskScene(CountedLetters())
        (task.length, task.hidden, task.batch, task.epochs) = (2, 2, 2, 200)
        var trainer = task.scene.trainer(threads: 1)
        for _ in 0..<first { _ = trainer.step() }
        var history = TrainingHistory(trainer)
        var states = [history.latest.state]
        for _ in 0..<150 {
            history.step()
            states.append(history.latest.state)
        }
        #expect(history.keptEpochs == (0...37).map { first + 4 * $0 })
        #expect(history.epochs == first...first + 150)
        #expect((0...150).map { history.trainer(at: first + $0).state } == states)
    }
}

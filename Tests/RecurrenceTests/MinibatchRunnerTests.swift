import Scenes
import Testing

@testable import Recurrence

/// What a runner keeps from one set of sequences to the next.
@Suite struct MinibatchRunnerTests {
    /// Traces of other lengths go where they would be too many; that changes no number.
    @Test func whatIsKeptIsBounded() {
        let model = SceneModel(
            stack: [SceneLayer(cell: "rnn", hidden: 3)], readout: Readout(size: 3, activation: .sigmoid), loss: .bce,
            inputWidth: 3)
        let network = Network(model.architecture, lengths: Lengths(inputs: 1, outputs: 1))
        let parameters = (0..<network.parameterCount).map { Double($0 % 5) / 10 }
        let few = MinibatchRunner(model.architecture, threads: 1, mostKept: 6_000)
        let all = MinibatchRunner(model.architecture, threads: 1)
        for word in CountedLetters().beyond(length: 6, shape: .manyToMany, loss: .bce) {
            let (a, b) = (few.gradient(parameters, [word]), all.gradient(parameters, [word]))
            #expect(a.loss == b.loss && a.gradients == b.gradients)
            #expect(few.keptNumbers <= 6_000)
        }
        #expect(all.keptNumbers > 6_000)
    }
}

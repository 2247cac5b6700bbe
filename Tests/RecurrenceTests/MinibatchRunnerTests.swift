import ExactMath
import Scenes
import Testing

@testable import Recurrence

/// The mean over a set of sequences, and what a runner keeps from one set to the next.
@Suite struct MinibatchRunnerTests {
    private static let model = SceneModel(
        stack: [SceneLayer(cell: "rnn", hidden: 3)], readout: Readout(size: 3, activation: .sigmoid), loss: .bce,
        inputWidth: 3)
    private static let parameters: [Double] = {
        let network = Network(model.architecture, lengths: Lengths(inputs: 1, outputs: 1))
        return (0..<network.parameterCount).map { Double($0 % 5) / 10 }
    }()
    private static let words = Array(CountedLetters().beyond(length: 6, shape: .manyToMany, loss: .bce))

    private func trace(_ data: SequenceData<Double>) -> Trace<Double> {
        let architecture = Self.model.architecture
        return Trace(
            Network(architecture, lengths: architecture.lengths(of: data)), parameters: Self.parameters, data: data)
    }

    /// Traces of other lengths go where they would be too many; that changes no number.
    @Test func whatIsKeptIsBounded() {
        let few = MinibatchRunner(Self.model.architecture, threads: 1, mostKept: 6_000)
        let none = MinibatchRunner(Self.model.architecture, threads: 1, mostKept: 0)
        let all = MinibatchRunner(Self.model.architecture, threads: 1)
        for word in Self.words {
            let (a, b) = (few.gradient(Self.parameters, [word]), all.gradient(Self.parameters, [word]))
            #expect(a.loss == b.loss && a.gradients == b.gradients)
            #expect(few.keptNumbers <= 6_000)
            _ = none.gradient(Self.parameters, [word])
            #expect(none.keptLengths == [Self.model.architecture.lengths(of: word)])
        }
        #expect(all.keptNumbers > 6_000)
        #expect(all.keptLengths == Set(Self.words.map { Self.model.architecture.lengths(of: $0) }))
    }

    /// Forty sequences of three lengths, in blocks on one thread and on several: the mean of their traces, and each in its place.
    @Test(arguments: [1, 3]) func aSetIsTheMeanOfItsSequences(threads: Int) {
        let set = (0..<40).map { Self.words[[0, 3, 3, 1][$0 % 4]] }
        let traces = set.map(trace)
        let runner = MinibatchRunner(Self.model.architecture, threads: threads)
        let mean = runner.gradient(Self.parameters, set)
        #expect(abs(mean.loss - traces.reduce(0) { $0 + $1.loss } / 40) < 1e-12)
        for (index, found) in mean.gradients.enumerated() {
            #expect(abs(found - traces.reduce(0) { $0 + $1.gradients[index] } / 40) < 1e-12)
        }
        #expect(runner.evaluate(Self.parameters, set) { $0.losses[$1] } == traces.map(\.loss))
    }

    /// Looking at a set keeps no room for gradients.
    @Test func whatIsOnlyLookedAtRunsForward() {
        let (forward, both) = (MinibatchRunner(Self.model.architecture), MinibatchRunner(Self.model.architecture))
        _ = forward.evaluate(Self.parameters, Self.words) { $0.losses[$1] }
        _ = both.gradient(Self.parameters, Self.words)
        #expect(2 * forward.keptNumbers == both.keptNumbers)
    }

    /// A state that was handed on stays in its chunks: the next set of those lengths begins from zero again.
    @Test func aStateHandedOnIsForgotten() {
        let set = [Self.words[2], Self.words[2]]
        let runner = MinibatchRunner(Self.model.architecture, threads: 1)
        let alone = runner.gradient(Self.parameters, set)
        var blocks = runner.blocks(of: set, handsOn: true)
        let chunks = (0..<2).map { _ in runner.gradient(Self.parameters, set, &blocks) }
        #expect(chunks[0].gradients == alone.gradients && chunks[1].loss != alone.loss)
        #expect(runner.gradient(Self.parameters, set).gradients == alone.gradients)
    }
}

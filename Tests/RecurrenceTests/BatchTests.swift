import ExactMath
import Recurrence
import Scenes
import Testing

/// Several sequences at once give the numbers of each alone.
@Suite struct BatchTests {
    /// Three sequences of one length: the scene's own and two that differ from it in every number.
    static func sequences<S: Scalar>(like data: SequenceData<S>, vocabulary: Int, width: Int) -> [SequenceData<S>] {
        (0..<3).map { number in
            if number == 0 { return data }
            let factor = S(number + 1) / S(4)
            var other = data.map { $0 * factor }
            other.start = data.start
            other.tokens = data.tokens.map { ($0 + number) % max(vocabulary, 1) }
            other.targets = TargetSequence(
                other.targets.map { target in
                    if case .index(let index) = target { .index((index + number) % width) } else { target }
                })
            return other
        }
    }

    private func check<S: Scalar>(_ scene: Scene, as type: S.Type, _ place: String) {
        let network = scene.network()
        let sequences = Self.sequences(
            like: scene.data(as: type), vocabulary: scene.vocabulary.count, width: network.outputWidth)
        check(network, scene.parameters(of: network), sequences, place)
    }

    private func check<S: Scalar>(
        _ network: Network, _ parameters: [S], _ sequences: [SequenceData<S>], _ place: String
    ) {
        let traces = sequences.map { Trace(network, parameters: parameters, data: $0) }
        var batch = BatchTrace(network, parameters: parameters, data: sequences.reversed())
        // What stood in the arena before leaves no trace.
        batch.rerun(parameters: parameters, data: sequences)
        #expect(batch.losses == traces.map(\.loss), "\(place)")
        for node in network.nodes.indices.map(network.nodeID) {
            for t in network[node].storedSteps {
                for (index, trace) in traces.enumerated() {
                    #expect(batch.value(node, at: t, of: index) == trace.value(node, at: t), "\(place)")
                    #expect(batch.gradient(node, at: t, of: index) == trace.gradient(node, at: t), "\(place)")
                }
            }
        }
        for parameter in network.parameters {
            for index in parameter.range {
                let sum = traces.reduce(S.zero) { $0 + $1.gradients[index] }
                let size = traces.reduce(1) { $0 + abs($1.gradients[index].approximation) }
                let distance = abs((batch.gradients[index] - sum).approximation)
                #expect(
                    S.isExact ? batch.gradients[index] == sum : distance < 1e-13 * size, "\(place) \(parameter.path)")
            }
        }
    }

    /// Under a mean each sequence is divided by the number of its own losses: of five steps 1, 2, … have one.
    @Test(arguments: [Loss.mse, .nll, .bce], [2, 3, 4, 5]) func lossesAreCountedBySequence(_ loss: Loss, count: Int) {
        let model = SceneModel(
            stack: [SceneLayer(cell: "rnn", hidden: 3)],
            readout: Readout(size: 2, activation: loss.logitActivation ?? .identity), loss: loss, reduction: .mean,
            inputWidth: 2)
        let network = Network(model.architecture, lengths: Lengths(inputs: 5, outputs: 5))
        var generator = SeededGenerator(seed: 1)
        func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in generator.uniform(0.125, 0.875) } }
        let parameters = numbers(network.parameterCount)
        let sequences = (1...count).map { losses in
            let targets = (1...5).map { t in t % 5 < losses ? Target<Double>.vector(numbers(2)) : nil }
            return SequenceData(inputs: numbers(10), inputWidth: 2, targets: TargetSequence(targets))
        }
        check(network, parameters, sequences, "\(loss) of \(count)")
    }

    /// Matrices of one panel and of several, whole and not, met by more rows than a tile has.
    @Test(arguments: ["rnn", "lstm", "gru"], [5, 8, 20, 72])
    func sevenSequencesAreTheTraces(_ cell: String, hidden: Int) {
        var generator = SeededGenerator(seed: UInt64(hidden))
        func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in generator.uniform(-0.5, 0.5) } }
        let model = SceneModel(
            stack: [SceneLayer(cell: cell, hidden: hidden)], readout: Readout(size: 3), loss: .mse, inputWidth: 6)
        let network = Network(model.architecture, lengths: Lengths(inputs: 4, outputs: 4))
        let parameters = numbers(network.parameterCount)
        let sequences = (0..<7).map { _ in
            var data = SequenceData<Double>(inputWidth: 6)
            data.inputs = numbers(4 * 6)
            data.targets = TargetSequence(vectors: numbers(4 * 3), width: 3)
            return data
        }
        defer { KernelLevel.best.use() }
        let best = sequences.map { Trace(network, parameters: parameters, data: $0) }
        for level in KernelLevel.supported {
            level.use()
            let batch = BatchTrace(network, parameters: parameters, data: sequences)
            #expect(batch.losses == best.map(\.loss), "\(level)")
            for node in network.nodes.indices.map(network.nodeID) {
                for t in network[node].storedSteps {
                    for (index, trace) in best.enumerated() {
                        #expect(
                            Array(batch.value(node, at: t, of: index)) == Array(trace.value(node, at: t)), "\(level)")
                        #expect(
                            Array(batch.gradient(node, at: t, of: index)) == Array(trace.gradient(node, at: t)),
                            "\(level)")
                    }
                }
            }
        }
    }

    @Test(arguments: BuiltInScenes.all.map(\.name) + Fixtures.names)
    func areTheTracesOf(_ name: String) throws {
        let scene = try BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)
        switch scene.arithmetic {
        case .double: check(scene, as: Double.self, name)
        case .rational: check(scene, as: Rational.self, name)
        }
    }

    /// A batch of one has the bits of the trace, the gradients of the parameters too.
    @Test func oneSequenceIsTheTrace() throws {
        let scene = try #require(try BuiltInScenes.named("lstm-keeps-a-bit")?.scene())
        let network = scene.network()
        let trace = scene.trace(as: Double.self)
        let batch = BatchTrace(network, parameters: scene.parameters(of: network), data: [scene.data(as: Double.self)])
        #expect(batch.gradients == trace.gradients[..<network.parameterCount])
        #expect(batch.losses == [trace.loss])
    }
}

import ExactMath
import Foundation
import Recurrence
import Testing

/// Twenty updates of two networks beside PyTorch's, see `Benchmarks/peers/torch_training.py`.
@Suite struct TrainingAgainstTorchTests {
    private struct Expected: Decodable {
        struct Network: Decodable {
            let cell: String
            let hidden: Int
            let inputs: [[Double]]
            let targets: [[Double]]
            let values: [String: Value]
            let runs: [Run]
        }

        struct Run: Decodable {
            let optimizer: String
            let clip: String
            let losses: [Double]
            let weights: [String: [String: [Double]]]
        }

        /// A vector, or a matrix row by row.
        struct Value: Decodable {
            let entries: [Double]

            init(from decoder: any Swift.Decoder) throws {
                let container = try decoder.singleValueContainer()
                entries =
                    try (try? container.decode([Double].self)) ?? container.decode([[Double]].self).flatMap { $0 }
            }
        }

        let networks: [Network]
    }

    private static let optimizers: [String: Optimizer] = [
        "sgd": .sgd, "momentum": .momentum(0.9), "adam": .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
        "rmsprop": .rmsprop(decay: 0.99, epsilon: 1e-8), "adagrad": .adagrad(epsilon: 1e-10),
    ]
    private static let clips: [String: Clipping] = [
        "norm": Clipping(by: .norm, at: Rational(1, 2)), "value": Clipping(by: .value, at: Rational(1, 10)),
    ]

    private func trainer(_ network: Expected.Network, _ run: Expected.Run) throws -> (Trainer, [Parameter]) {
        let cell = try #require(Cells.named(network.cell))
        let architecture = Architecture(
            stack: [Layer(cell: cell.init(CellOptions()), hidden: network.hidden)], readout: Readout(size: 2),
            loss: .mse, inputWidth: 2)
        let parameters = Network(architecture, lengths: Lengths(inputs: 1, outputs: 1)).parameters
        var first = [Double](repeating: 0, count: parameters.reduce(0) { $0 + $1.count })
        for parameter in parameters {
            first.replaceSubrange(parameter.range, with: try #require(network.values[parameter.path]).entries)
        }
        let data = SequenceData<Double>(
            inputs: network.inputs.flatMap(\.self), inputWidth: 2,
            targets: TargetSequence(vectors: network.targets.flatMap(\.self), width: 2))
        let rules = TrainingRules(
            optimizer: try #require(Self.optimizers[run.optimizer]), rate: 0.05, epochs: 20,
            clipping: Self.clips[run.clip])
        let state = TrainingState(parameters: first, rules: rules)
        return (Trainer(architecture, OneSequence(data), rules, from: state), parameters)
    }

    @Test func twentyUpdatesAreThose() throws {
        let file = Fixtures.folder.appendingPathComponent("training/torch.json")
        let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
        #expect(expected.networks.map(\.runs.count) == [15, 15])
        for network in expected.networks {
            for run in network.runs {
                var (trainer, parameters) = try trainer(network, run)
                // What divides by a root of squares makes the rounding of small gradients large.
                let isPlain = run.optimizer == "sgd" || run.optimizer == "momentum"
                for epoch in 1...20 {
                    let step = trainer.step()
                    let record = try #require(step)
                    #expect(abs(record.loss - run.losses[epoch - 1]) < (isPlain ? 1e-11 : 1e-7))
                    guard let weights = run.weights["\(epoch)"] else { continue }
                    let tolerance = isPlain || epoch == 1 ? 1e-12 : 1e-8
                    for parameter in parameters {
                        let known = try #require(weights[parameter.path])
                        for (found, known) in zip(trainer.state.parameters[parameter.range], known) {
                            #expect(
                                abs(found - known) < tolerance,
                                "\(network.cell), \(run.optimizer), \(run.clip), update \(epoch): \(parameter.path)")
                        }
                    }
                }
            }
        }
    }
}

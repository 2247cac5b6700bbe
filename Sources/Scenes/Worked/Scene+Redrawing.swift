import ExactMath
import Recurrence

extension Scene {
    /// How numbers of a worksheet are drawn.
    public enum Draw: Sendable {
        /// Tenths from −1.2 to 1.2 without 0.
        case tenths
        /// Whole numbers from −2 to 2, so drawn that no number of the trace has more than two digits before or behind its stroke.
        case integers
    }

    /// How many times numbers are drawn before the search for short ones gives up: fewer times where a trace takes longer.
    var draws: Int { max(20, min(5_000, 500_000 / max(lengths.inputs, lengths.outputs, 1))) }

    /// The same scene with other parameters, inputs, tokens and targets: the same for the same seed on every machine.
    ///
    /// A distribution among the targets stays as it is. Nil where whole numbers are asked for and none are found that stay short, or
    /// the network has more than +, − and ×.
    public func redrawn(seed: UInt64, _ draw: Draw = .tenths) -> Scene? {
        var generator = SeededGenerator(seed: seed)
        let network = network()
        guard draw == .integers else {
            return withDrawnNumbers(&generator, network) { Number(Rational($0.tenth()) / 10) }
        }
        guard isRational else { return nil }
        for _ in 0..<draws {
            var scene = withDrawnNumbers(&generator, network) { generator in
                Number([-2, -1, 1, 2][Int(generator.integer(below: 4))])
            }
            scene.arithmetic = .rational
            if scene.hasShortNumbers(in: network) { return scene }
        }
        return nil
    }

    /// Whether the network has +, − and × only, so that fractions stay fractions.
    public var isRational: Bool {
        model.loss == .mse && network().equations.allSatisfy(\.operation.isRational)
    }

    private func hasShortNumbers(in network: Network) -> Bool {
        // On doubles a long number is found without the fractions that all later ones would be. Short ones are far below 2^53 and hardly
        // rounded, so that none of them is thrown away here.
        let rounded = Trace<Double>(network, parameters: parameters(of: network), data: data())
        guard rounded.values.allSatisfy({ $0.magnitude < 101 }), rounded.gradients.allSatisfy({ $0.magnitude < 101 })
        else { return false }
        let trace = Trace<Rational>(network, parameters: parameters(of: network), data: data())
        func isShort(_ number: Rational) -> Bool {
            number.approximation.magnitude < 100 && (number * Rational(60)).isInteger
        }
        return isShort(trace.loss) && trace.values.allSatisfy(isShort) && trace.gradients.allSatisfy(isShort)
    }

    private func withDrawnNumbers(
        _ generator: inout SeededGenerator, _ network: Network, _ number: (inout SeededGenerator) -> Number
    ) -> Scene {
        var scene = withoutTask
        scene.initialization = nil
        for parameter in network.parameters {
            scene.values[parameter.path] = ParameterValue(
                rows: parameter.rows, columns: parameter.columns, isVector: parameter.isVector,
                numbers: (0..<parameter.count).map { _ in number(&generator) })
        }
        switch scene.sequence.source {
        case .inputs(let numbers): scene.sequence.source = .inputs(numbers.map { _ in number(&generator) })
        case .tokens(let tokens):
            let words = max(vocabulary.count, 1)
            scene.sequence.source = .tokens(tokens.map { _ in Int(generator.integer(below: UInt64(words))) })
        case .task: break
        }
        for index in scene.sequence.targets.indices {
            switch scene.sequence.targets[index] {
            case .index:
                scene.sequence.targets[index] = .index(Int(generator.integer(below: UInt64(network.outputWidth))))
            case .vector(let entries) where model.loss == .mse:
                scene.sequence.targets[index] = .vector(entries.map { _ in number(&generator) })
            default: break
            }
        }
        return scene
    }
}

extension SeededGenerator {
    /// −12 … 12 without 0.
    fileprivate mutating func tenth() -> Int {
        let drawn = integer(in: 1...24)
        return drawn <= 12 ? drawn : 12 - drawn
    }
}

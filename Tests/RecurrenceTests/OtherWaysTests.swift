import Recurrence
import Scenes
import Testing

/// The parts through which a state reaches its own next step beside its part's equations.
@Suite struct OtherWaysTests {
    private func around(_ network: Network, _ part: String, throughClasses: Bool = false) throws -> Set<String> {
        let index = try #require(network.parts.firstIndex { $0.name == part && !$0.states.isEmpty })
        return Set(network.partsAround(index, throughClasses: throughClasses).map { network.parts[$0].name })
    }

    /// Encoders, deep stacks, both directions, residual sums and targets that are fed in are no such way.
    @Test func areFeedbackAndAttentionAlone() throws {
        var found: Set<String> = []
        for item in BuiltInScenes.all {
            let network = try item.scene().trace(as: Double.self).network
            for part in network.parts where !part.states.isEmpty {
                for name in try around(network, part.name) { found.insert("\(item.name): \(part.name), \(name)") }
            }
        }
        #expect(
            found == [
                "decoder-free: decoder, feed", "one-seed-a-spiral: stack.0, feed",
                "attention-looks-back: decoder, attention", "attention-soft: decoder, attention",
            ])
    }

    @Test func ofAStackThatIsFedBackAreTheOtherLayers() throws {
        let network = try Scene(
            text: """
                unfold: 1
                model:
                  shape: one-to-many
                  stack: [{cell: rnn, hidden: 2}, {cell: lstm, hidden: 2}]
                  readout: {size: 1}
                sequence: {inputs: [[1]], length: 3}
                parameters: {initialize: {scheme: uniform, seed: 1}}
                """, file: "stack"
        ).trace(as: Double.self).network
        #expect(try around(network, "stack.0") == ["stack.1", "readout", "feed"])
        #expect(try around(network, "stack.1") == ["stack.0", "readout", "feed"])
    }

    /// A chosen class depends on the state, though no gradient goes that way.
    @Test(arguments: [("one-to-many", "stack.0"), ("seq2seq", "decoder")])
    func ofAClassThatIsFedBack(_ shape: String, _ part: String) throws {
        let chosen = try ArgmaxFeedbackTests.scene(shape, feedback: "argmax", seed: 1).trace(as: Double.self).network
        #expect(try around(chosen, part).isEmpty)
        #expect(try around(chosen, part, throughClasses: true) == ["readout"])
        let given = try ArgmaxFeedbackTests.scene(
            shape, feedback: "target", targets: "[0, 1, 2, 0, 1, 2]", seed: 1
        ).trace(as: Double.self).network
        #expect(try around(given, part, throughClasses: true).isEmpty)
    }

    /// Where there is none, only a part's own equations hand its states' gradients back in time.
    @Test(arguments: BuiltInScenes.all.map(\.name) + Fixtures.names)
    func areAllThatHandsBackBesideThePart(_ name: String) throws {
        let network = try (BuiltInScenes.named(name)?.scene() ?? Fixtures.scene(name)).network()
        for (index, part) in network.parts.enumerated() where network.partsAround(index).isEmpty {
            for state in part.states {
                for t in part.steps {
                    for consumer in network.consumers(of: state, at: t) where consumer.isCarried {
                        #expect(network.equations[consumer.equation].part == index, "\(name), \(part.name) at \(t)")
                    }
                }
            }
        }
    }
}

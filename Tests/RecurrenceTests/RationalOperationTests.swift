import ExactMath
import Recurrence
import Scenes
import Testing

/// What fractions cannot compute, in networks of linear parts and one other.
@Suite struct RationalOperationTests {
    /// The kinds of operations of a network that are more than +, − and ×.
    private func irrational(_ change: (inout SceneModel) -> Void) -> [String] {
        var model = SceneModel(
            stack: [SceneLayer(cell: "linear", hidden: 2)], readout: Readout(size: 2), loss: .mse, inputWidth: 2)
        change(&model)
        let network = Network(model.architecture, lengths: Lengths(inputs: 3, outputs: 3))
        let kinds = network.equations.map(\.operation).filter { !$0.isRational }.map { "\(type(of: $0))" }
        return Set(kinds).sorted()
    }

    @Test func areFunctionsAndAttention() {
        #expect(irrational { _ in } == [])
        #expect(irrational { $0.embedding = SceneEmbedding(vocabulary: ["a", "b"], size: 2) } == [])
        for activation in [Activation.tanh, .sigmoid, .relu] {
            #expect(
                irrational {
                    $0.stack[0] = SceneLayer(cell: "rnn", hidden: 2)
                    $0.stack[0].options.activation = activation
                } == ["Apply"])
        }
        #expect(irrational { $0.readout?.activation = .softmax } == ["Softmax"])
        #expect(irrational { $0.readout?.activation = .sigmoid } == ["Apply"])
        for cell in ["gru", "lstm", "ugrnn", "mingru"] {
            #expect(irrational { $0.stack[0] = SceneLayer(cell: cell, hidden: 2) } == ["Apply"])
        }
        let layer = SceneLayer(cell: "linear", hidden: 2)
        func decode(_ model: inout SceneModel, attention: Int?) {
            model.shape = .seq2seq
            model.decoder = SceneDecoder(layer: layer, attention: attention)
        }
        #expect(irrational { decode(&$0, attention: nil) } == [])
        #expect(irrational { decode(&$0, attention: 1) } == ["AttentionScores", "Softmax"])
    }
}

import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// What formulas say of rows that no equation computes, of outputs that are handed on, and of what has no gradient.
@Suite struct FormulaNamesTests {
    /// Three outputs of a network of one linear layer, from three targets.
    private func trace(_ shape: Shape, _ feedback: Feedback, embedded: Bool = false, loss: Loss = .mse) -> Trace<Double>
    {
        var model = SceneModel(
            shape: shape, stack: [SceneLayer(cell: "linear", hidden: 2)],
            readout: Readout(size: 2, activation: loss.logitActivation ?? .identity), feedback: feedback, loss: loss,
            inputWidth: 2)
        if embedded { model.embedding = SceneEmbedding(vocabulary: ["a", "b"], size: 2) }
        if shape == .seq2seq { model.decoder = SceneDecoder(layer: SceneLayer(cell: "linear", hidden: 2)) }
        let inputs = shape == .oneToMany ? 1 : 3
        let scene = Scene(
            model: model,
            sequence: SceneSequence(
                source: embedded ? .tokens([1, 0, 1].suffix(inputs)) : .inputs((1...2 * inputs).map { Number($0) }),
                targets: [.index(1), .index(0), nil]), initialization: Initialization(seed: 3))
        return scene.trace(as: Double.self)
    }

    /// The formulas of what is read at the three steps, by name; – where it is given.
    private func read(_ trace: Trace<Double>, _ part: String, _ name: String) -> [String] {
        let (network, names) = (trace.network, FormulaNames(trace))
        let node = network.nodes.indices.map(network.nodeID).first {
            network.part(of: $0).name == part && network[$0].name == name
        }
        guard let node else { return ["none"] }
        return (1...3).map { t in
            let formula = names.formula(of: node, at: t).map { "\($0.whole)" } ?? "–"
            return network[node].isShown ? formula : "\(formula), read as \(names.value(node, at: t))"
        }
    }

    @Test func whatIsFedInIsSaid() {
        #expect(read(trace(.oneToMany, .none), "input", "x") == ["–", "0", "0"])
        #expect(read(trace(.oneToMany, .output), "input", "x") == ["–", "readout.y[1]", "readout.y[2]"])
        #expect(read(trace(.oneToMany, .target), "input", "x") == ["–", "target[1]", "target[2]"])
        #expect(read(trace(.oneToMany, .argmax, loss: .nll), "input", "x") == ["–", "likeliest[1]", "likeliest[2]"])
        #expect(
            read(trace(.oneToMany, .none, embedded: true), "embedding", "x") == ["embedding.E' token[1]", "0", "0"])
        #expect(
            read(trace(.oneToMany, .output, embedded: true), "embedding", "x") == [
                "embedding.E' token[1]", "embedding.E' readout.y[1]", "embedding.E' readout.y[2]",
            ])
        #expect(
            read(trace(.oneToMany, .target, embedded: true), "embedding", "x") == [
                "embedding.E' token[1]", "embedding.E' target[1]", "embedding.E' target[2]",
            ])
        #expect(
            read(trace(.oneToMany, .argmax, embedded: true, loss: .nll), "embedding", "x") == [
                "embedding.E' token[1]", "embedding.E' likeliest[1]", "embedding.E' likeliest[2]",
            ])
        #expect(
            read(trace(.seq2seq, .output), "feed", "y_before") == [
                "start, read as start", "readout.y[1], read as readout.y[1]", "readout.y[2], read as readout.y[2]",
            ])
        #expect(
            read(trace(.seq2seq, .target), "feed", "y_before") == [
                "start, read as start", "target[1], read as target[1]", "target[2], read as target[2]",
            ])
        #expect(
            read(trace(.seq2seq, .argmax, loss: .nll), "feed", "y_before") == [
                "start, read as start", "likeliest[1], read as likeliest[1]", "likeliest[2], read as likeliest[2]",
            ])
        #expect(read(trace(.manyToMany, .output), "input", "x") == ["–", "–", "–"])
    }

    /// A state is handed on, and an output that is fed back.
    @Test(
        arguments: [
            (.manyToMany, .output, ["stack.0.h"]), (.oneToMany, .output, ["readout.y", "stack.0.h"]),
            (.oneToMany, .target, ["stack.0.h"]), (.oneToMany, .none, ["stack.0.h"]),
            (.seq2seq, .output, ["decoder.h", "readout.y", "stack.0.h"]),
            (.seq2seq, .target, ["decoder.h", "stack.0.h"]),
        ] as [(Shape, Feedback, [String])])
    func whatIsHandedOnIsCarried(_ shape: Shape, _ feedback: Feedback, expected: [String]) {
        let trace = trace(shape, feedback)
        let (network, derivation) = (trace.network, Derivation(trace))
        let carried = network.nodes.indices.map(network.nodeID).filter {
            derivation.gradient(of: $0, at: network[$0].steps.upperBound).isCarriedState
        }
        #expect(carried.map { network.part(of: $0).name + "." + network[$0].name }.sorted() == expected)
        let values = carried.compactMap { derivation.value(of: $0, at: network[$0].steps.upperBound) }
        #expect(values.count == carried.count && values.allSatisfy { !$0.isCarriedState && $0.terms.isEmpty })
        for parameter in network.parameters.indices.map(network.parameterID) {
            let line = derivation.gradient(of: parameter)
            #expect(!line.isCarriedState && line.terms.allSatisfy { !$0.isCarried })
        }
        // Terms and contributions come from the same places.
        for node in network.nodes.indices.map(network.nodeID) {
            for t in network[node].storedSteps {
                let terms = FormulaNames(trace).terms(of: node, at: t).map { "\($0.source) \($0.isCarried)" }
                let contributions = trace.contributions(to: node, at: t).map { "\($0.source) \($0.isCarried)" }
                #expect(terms == contributions)
            }
        }
    }

    /// Why nothing flows into a row, by what it is.
    @Test func noGradientHasAReason() throws {
        func reason(_ loss: Loss, _ part: String, _ name: String, _ t: Int) throws -> String {
            let network = trace(.manyToMany, .none, loss: loss).network
            return network.reasonForNoGradient(of: try #require(network.node(part, name)), at: t)
        }
        let (fromLogits, noTarget, unread) = (
            "the loss is computed from a_y directly, and nothing else reads y here",
            "there is no target at this step, and nothing else reads it", "no number that the loss depends on reads it"
        )
        for loss in [Loss.nll, .bce] { #expect(try reason(loss, "readout", "y", 1) == fromLogits) }
        #expect(try reason(.mse, "readout", "y", 3) == noTarget)
        for loss in [Loss.mse, .nll, .bce] {
            #expect(try reason(loss, "readout", "a_y", 3) == unread)
            #expect(try reason(loss, "stack.0", "h", 0) == unread)
        }
    }
}

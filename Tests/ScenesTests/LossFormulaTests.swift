import ExactMath
import Formula
import Recurrence
import Scenes
import Testing

/// The formulas of losses, also where the logarithms of y lose their digits.
@Suite struct LossFormulaTests {
    /// Three outputs of two entries each.
    private func trace(_ loss: Loss) -> Trace<Double> {
        let model = SceneModel(
            stack: [SceneLayer(cell: "linear", hidden: 2)],
            readout: Readout(size: 2, activation: loss.logitActivation ?? .identity), loss: loss, inputWidth: 2)
        let sequence = SceneSequence(
            source: .inputs((1...6).map { Number($0) }), targets: [.index(1), .index(0), nil])
        return Scene(model: model, sequence: sequence, initialization: Initialization(seed: 3)).trace(as: Double.self)
    }

    /// Where y is next to 0 or 1 the loss is written in a_y.
    @Test func lossesAreWrittenInWhatHasDigits() {
        func loss(_ loss: Loss, _ target: Target<Double>, _ y: [Double]) -> String {
            "\(FormulaNames(trace(loss)).loss(at: 2, of: target, output: y))"
        }
        let labels = Target<Double>.vector([1, 0])
        let logits =
            "sum(k=1..2, relu(readout.a_y[2][k]) - readout.a_y[2][k] target[2][k] + log(1 + exp(-abs(readout.a_y[2][k]))))"
        #expect(loss(.mse, labels, [0, 1]) == "(1/2) norm(readout.y[2] - target[2])^2")
        #expect(
            loss(.bce, labels, [0.5, 0.75]) == "-target[2]' log(readout.y[2]) - (1 - target[2])' log(1 - readout.y[2])")
        #expect(loss(.bce, labels, [0.5, 0.0009]) == logits)
        #expect(loss(.bce, labels, [0.9995, 0.5]) == logits)
        #expect(loss(.nll, .index(1), [0.25, 0.75]) == "-log(readout.y[2][2])")
        #expect(loss(.nll, labels, [0.25, 0.75]) == "-target[2]' log(readout.y[2])")
        #expect(
            loss(.nll, .index(1), [1, 1e-301])
                == "log(sum(j=1..2, exp(readout.a_y[2][j] - readout.a_y[2][1]))) + readout.a_y[2][1] - readout.a_y[2][2]"
        )
        #expect(
            loss(.nll, labels, [1e-301, 1])
                == "sum(k=1..2, target[2][k] (log(sum(j=1..2, exp(readout.a_y[2][j] - readout.a_y[2][2]))) + readout.a_y[2][2] - readout.a_y[2][k]))"
        )
    }

    /// The logits are 800, −800 and 0: e^800 is no double, and e^−800 is 0.
    @Test(arguments: ["2", "1", "0", "[0.5, 0.25, 0.5]", "[0, 0, 2]"]) func lossesOfLargeLogitsAreTheirFormulas(
        _ target: String
    ) throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 3, activation: softmax, bias: false}}
                sequence: {inputs: [[800], [-800], [0.5]], targets: [\(target), \(target), \(target)]}
                loss: nll
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[1], [-1], [0]]}}
                """, file: "large")
        try expectLosses(scene.trace(as: Double.self))
    }

    @Test(arguments: ["[1, 0]", "[0, 1]", "[0.25, 0.75]"]) func crossEntropiesOfLargeLogitsAreTheirFormulas(
        _ target: String
    ) throws {
        let scene = try Scene(
            text: """
                unfold: 1
                model: {stack: [{cell: linear, hidden: 1}], readout: {size: 2, activation: sigmoid, bias: false}}
                sequence: {inputs: [[800], [-30], [7], [0.5]], targets: [\(target), \(target), \(target), \(target)]}
                loss: bce
                parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[1], [-1]]}}
                """, file: "large")
        try expectLosses(scene.trace(as: Double.self))
    }

    private func expectLosses(_ trace: Trace<Double>) throws {
        let environment = TraceEnvironment(TraceNumbers(trace))
        let lines = Derivation(trace).losses()
        for (line, expected) in zip(lines, trace.losses.map(\.value) + [trace.loss]) {
            var evaluator = Evaluator(environment, fuel: 100_000)
            let found = try evaluator.grid(line.right.whole).elements
            #expect(
                found.count == 1 && abs(found[0] - expected) <= 1e-12 * max(1, abs(expected)), "\(line.right.whole)")
        }
        #expect(lines.count == trace.losses.count + 1)
    }
}

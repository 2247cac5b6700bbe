import ExactMath
import Formula
import Recurrence
import Wording

/// A tanh network with softmax and negative log-likelihood, all biases in:
///
///     a^t = tanh(z^t), z^t = W_aa a^{t−1} + W_ax x^t + b_a      ŷ^t = softmax(W_ya a^t + b_y)      L = −Σ log ŷ^t_{k_t}
struct ElmanNetwork: Sendable {
    var recurrent: Matrix<Double>
    var input: Matrix<Double>
    var output: Matrix<Double>
    var stateBias: [Double]
    var outputBias: [Double]
    /// a^0
    var start: [Double]
    var inputs: [[Double]]
    /// The right classes, from 0.
    var targets: [Int]

    var steps: Int { inputs.count }

    var model: WorkedModel<Double> {
        let layer = Layer(cell: ElmanCell(CellOptions()), hidden: start.count, initialState: .given)
        return WorkedModel(
            architecture: Architecture(
                stack: [layer], readout: Readout(size: output.rows, activation: .softmax), loss: .nll,
                inputWidth: input.columns),
            lengths: Lengths(inputs: steps, outputs: steps),
            values: [
                "stack.0.W": input.elements, "stack.0.U": recurrent.elements, "stack.0.b": stateBias,
                "stack.0.h0": start, "readout.W_y": output.elements, "readout.b_y": outputBias,
            ], inputs: inputs,
            targets: targets.map { target in (0..<output.rows).map { $0 == target ? 1 : 0 } })
    }

    /// The letters of the sheet: a^t, z^t, ŷ^t, e^t, δ^t.
    @Sendable static func symbol(_ name: LineName) -> Symbol? {
        let gradients = ["stack.0.a": Symbol("delta"), "readout.a_y": Symbol("e")]
        let letters = [
            "stack.0.U": Symbol("W", lower: "aa"), "stack.0.W": Symbol("W", lower: "ax"),
            "readout.W_y": Symbol("W", lower: "ya"), "stack.0.b": Symbol("b", lower: "a"),
            "readout.b_y": Symbol("b", lower: "y"), "stack.0.h": Symbol("a"), "input.x": Symbol("x"),
            "readout.y": Symbol("y", accent: .hat), "target": Symbol("y"),
        ]
        let step = name.step.map(String.init)
        if name.isGradient, name.step != nil { return gradients[name.path]?.above(step) }
        var symbol = letters[name.path]?.above(step)
        if name.isGradient { symbol?.gradient = .full }
        return symbol
    }
}

extension ElmanNetwork {
    /// The network as a scene.
    func scene(title: String) -> JSON {
        .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object([
                "shape": .string("many-to-many"),
                "stack": .array([
                    .object([
                        "cell": .string("rnn"), "hidden": .integer(recurrent.rows), "activation": .string("tanh"),
                        "initial_state": .string("given"),
                    ])
                ]),
                "readout": .object(["size": .integer(output.rows), "activation": .string("softmax")]),
            ]),
            "sequence": .object(["inputs": .array(inputs.map(\.json)), "targets": .array(targets.map { .integer($0) })]
            ),
            "loss": .string("nll"),
            "parameters": .object([
                "values": .object([
                    "stack.0.W": input.json, "stack.0.U": recurrent.json, "stack.0.b": stateBias.json,
                    "stack.0.h0": start.json, "readout.W_y": output.json, "readout.b_y": outputBias.json,
                ])
            ]),
        ])
    }
}

import ExactMath
import Wording

/// One backward pass through a tanh network with all five parameters.
public struct RNNBPTTKind: ExerciseKind {
    public let id = "rnn-bptt"
    public let title = "backpropagation through time with tanh, softmax and biases"
    public let slips: [Slip] = [
        .m01, .m02, .m03, .m05, .m07, .m09, .m11, .m12, .m13, .m14, .m20, .m22, .g07, .g08, .g09,
    ]

    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (hidden, width, classes, steps) = [(1, 1, 2, 2), (2, 2, 2, 3), (2, 3, 2, 4), (3, 2, 3, 5)][level - 1]
        let working = ElmanBPTT(
            recurrent: Decimals.matrix(hidden, hidden, 12, &generator),
            input: Decimals.matrix(hidden, width, 10, &generator),
            output: Decimals.matrix(classes, hidden, 12, &generator), stateBias: Decimals.vector(hidden, 5, &generator),
            outputBias: Decimals.vector(classes, 5, &generator), start: Decimals.vector(hidden, 9, &generator),
            inputs: (0..<steps).map { _ in Decimals.vector(width, 10, &generator) },
            targets: (0..<steps).map { _ in generator.integer(in: 0...classes - 1) })
        let matrices = [working.recurrent, working.input, working.output]
        guard !matrices.contains(where: \.isSymmetric), level == 1 || working.tells(slips, tolerance: Decimals.distinct)
        else { return nil }
        return Exercise(
            kind: id, origin: .seed(seed, level: level), title: title, fields: fields(working), slips: slips,
            working: working
        ) { text(working, title: "\(id) (seed \(seed), level \(level))") }
    }

    private func fields(_ network: ElmanBPTT) -> [AnswerField] {
        let (hidden, classes) = (network.recurrent.rows, network.output.rows)
        let kind = AnswerKind.decimal(places: Decimals.asked)
        return (1...network.steps).reversed().map {
            AnswerField("delta_\($0)", .vector(hidden), kind, .gradient("z^\($0)", "z^{\($0)}"))
        } + [
            AnswerField("dW_aa", .matrix(hidden, hidden), kind, .gradient("W_aa", "W_{aa}")),
            AnswerField("dW_ax", .matrix(hidden, network.input.columns), kind, .gradient("W_ax", "W_{ax}")),
            AnswerField("dW_ya", .matrix(classes, hidden), kind, .gradient("W_ya", "W_{ya}")),
            AnswerField("db_a", .vector(hidden), kind, .gradient("b_a", "b_a")),
            AnswerField("db_y", .vector(classes), kind, .gradient("b_y", "b_y")),
        ]
    }

    private func text(_ network: ElmanBPTT, title: String) -> ExerciseText {
        let forward = network.forward()
        func shown(_ values: [Double]) -> WrittenForm {
            let entries = values.map { Decimals.text($0, places: Decimals.given) }
            return WrittenForm(
                "[" + entries.joined(separator: ", ") + "]",
                "\\begin{pmatrix} " + entries.joined(separator: " \\\\ ") + " \\end{pmatrix}")
        }
        let given: [Statement] = [
            .given(WrittenForm("W_aa", "W_{aa}"), network.recurrent.notation),
            .given(WrittenForm("W_ax", "W_{ax}"), network.input.notation),
            .given(WrittenForm("W_ya", "W_{ya}"), network.output.notation),
            .given(WrittenForm("b_a", "b_a"), network.stateBias.notation),
            .given(WrittenForm("b_y", "b_y"), network.outputBias.notation),
            .given(WrittenForm("a^0", "a^{0}"), network.start.notation),
        ]
        let steps = (1...network.steps).flatMap { t -> [Statement] in
            [
                .given(WrittenForm("x^\(t)", "x^{\(t)}"), network.inputs[t - 1].notation),
                .given(
                    WrittenForm("right class at t = \(t) (from 1)", "k_{\(t)}"),
                    WrittenForm("\(network.targets[t - 1] + 1)", "\(network.targets[t - 1] + 1)")),
                .given(WrittenForm("a^\(t)", "a^{\(t)}"), shown(forward.states[t])),
                .given(WrittenForm("ŷ^\(t)", "\\hat{y}^{\(t)}"), shown(forward.outputs[t - 1])),
            ]
        }
        return ExerciseText(
            statement: [
                .paragraph(
                    WrittenForm(
                        "A recurrent network over T = \(network.steps) steps:",
                        "A recurrent network over $T = \(network.steps)$ steps:")),
                .formula(
                    WrittenForm(
                        "a^t = tanh(z^t),  z^t = W_aa a^{t-1} + W_ax x^t + b_a      ŷ^t = softmax(W_ya a^t + b_y)",
                        "a^{t} = \\tanh(z^{t}), \\quad z^{t} = W_{aa} a^{t-1} + W_{ax} x^{t} + b_a \\qquad "
                            + "\\hat{y}^{t} = \\mathrm{softmax}(W_{ya} a^{t} + b_y)")),
                .formula(
                    WrittenForm(
                        "L = −Σ_t log ŷ^t_k, k the right class at t",
                        "L = -\\sum_{t=1}^{T} \\log \\hat{y}^{t}_{k_t}, \\quad k_t \\text{ the right class, from 1}")),
            ] + given + [.text("The forward pass is done already:")] + steps + [
                .paragraph(
                    WrittenForm(
                        "With δ^t = ∂L/∂z^t compute δ^\(network.steps) … δ^1 and the gradients of all five parameters, to \(Decimals.asked) decimals.",
                        "With $\\delta^t = \\partial L/\\partial z^t$ compute $\\delta^{\(network.steps)}, \\dots, \\delta^1$ and the "
                            + "gradients of all five parameters, to \(Decimals.asked) decimals."))
            ],
            hints: [
                "Softmax and log-likelihood together have a very short gradient at the logits: write it down for every step first.",
                "At t = \(network.steps) there is one way back to a^t, through the logits. Before that there are two.",
                "Between a^t and z^t lies tanh: one factor for each entry, and it can be written in a^t itself.",
                "The carry to t − 1 starts from δ^t, after that factor, and goes through one matrix.",
                "A bias is added at every step: what arrives there at each step is summed, with nothing to multiply.",
            ], solution: solution(network, forward), scene: network.scene(title: title))
    }

    private func solution(_ network: ElmanBPTT, _ forward: ElmanBPTT.Forward) -> [String] {
        let answers = network.answers()
        let T = network.steps
        func value(_ place: Int) -> String { answers[place].text(places: Decimals.asked) }
        var lines = (1...T).map { "e^\($0) = ŷ^\($0) − y^\($0) = \(network.error(forward, at: $0, []).text())" }
        for (place, t) in (1...T).reversed().enumerated() {
            let direct = network.output.transposed.times(network.error(forward, at: t, []))
            let carried = t == T ? nil : answers[place - 1].doubles.map { network.recurrent.transposed.times($0) }
            lines.append(
                "δ^\(t) = (W_yaᵀ e^\(t)" + (t == T ? "" : " + W_aaᵀ δ^\(t + 1)")
                    + ") ⊙ (1 − (a^\(t))²) = (\(direct.text())"
                    + (carried.map { " + " + $0.text() } ?? "")
                    + ") ⊙ \(forward.states[t].map { 1 - $0 * $0 }.text()) = \(value(place))")
        }
        return lines + [
            "∂L/∂W_aa = Σ δ^t (a^{t−1})ᵀ = \(value(T))", "∂L/∂W_ax = Σ δ^t (x^t)ᵀ = \(value(T + 1))",
            "∂L/∂W_ya = Σ e^t (a^t)ᵀ = \(value(T + 2))", "∂L/∂b_a = Σ δ^t = \(value(T + 3))",
            "∂L/∂b_y = Σ e^t = \(value(T + 4))",
        ]
    }
}

extension ElmanBPTT {
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

extension AnswerValue {
    /// The value as a sheet has it; doubles to so many places.
    public func text(places: Int = 4) -> String {
        switch self {
        case .exact(let numbers): numbers.text(\.description)
        case .real(let numbers): numbers.text { Decimals.text($0, places: places) }
        case .word(let word): word
        case .edges(let edges): edges.echo
        case .settings(let settings): "[" + settings.map { $0.map { "\($0)" } ?? "any" }.joined(separator: ", ") + "]"
        case .formula(let formula): formula
        }
    }
}

import ExactMath
import Formula
import Recurrence

/// One backward pass through a tanh network with all five parameters.
public struct RNNBPTTKind: ExerciseKind {
    public let id = "rnn-bptt"
    public let title = "backpropagation through time with tanh, softmax and biases"
    public let slips: [Slip] = [
        .m01, .m02, .m03, .m05, .m07, .m09, .m11, .m12, .m13, .m14, .m20, .m22, .g07, .g08, .g09,
    ]

    /// The kind with its four levels: networks of 2, 3, 4 and 5 steps whose states have 1, 2, 2 and 3 entries.
    public init() {}

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let (hidden, width, classes, steps) = [(1, 1, 2, 2), (2, 2, 2, 3), (2, 3, 2, 4), (3, 2, 3, 5)][level - 1]
        let network = ElmanNetwork(
            recurrent: Decimals.matrix(hidden, hidden, 12, &generator),
            input: Decimals.matrix(hidden, width, 10, &generator),
            output: Decimals.matrix(classes, hidden, 12, &generator), stateBias: Decimals.vector(hidden, 5, &generator),
            outputBias: Decimals.vector(classes, 5, &generator), start: Decimals.vector(hidden, 9, &generator),
            inputs: (0..<steps).map { _ in Decimals.vector(width, 10, &generator) },
            targets: (0..<steps).map { _ in generator.integer(in: 0...classes - 1) })
        guard ![network.recurrent, network.input, network.output].contains(where: \.isSymmetric) else { return nil }
        let exercise = exercise(network, origin: .seed(seed, level: level))
        guard exercise.working.tells(slips, at: level, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ network: ElmanNetwork, origin: Exercise.Origin) -> Exercise {
        let model = network.model
        let parameters = ["stack.0.U", "stack.0.W", "readout.W_y", "stack.0.b", "readout.b_y"]
        let deltas = (1...network.steps).reversed().map { LineName.gradient("stack.0.a", $0) }
        let plan = model.plan(id, asked: deltas + parameters.map { .gradient($0) }, editsValues: false)
        let working = model.working(plan)
        return Exercise(
            kind: id, origin: origin, title: title, fields: fields(network), slips: slips, working: working
        ) { text(network, plan, working, title: "\(id) (\(origin.words))") }
    }

    private func fields(_ network: ElmanNetwork) -> [AnswerField] {
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

    private func text(
        _ network: ElmanNetwork, _ plan: WorkedPlan, _ working: TraceWorking, title: String
    ) -> ExerciseText {
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
                .given(WrittenForm("a^\(t)", "a^{\(t)}"), givenNotation(working.doubles(.value("stack.0.h", t)))),
                .given(
                    WrittenForm("ŷ^\(t)", "\\hat{y}^{\(t)}"), givenNotation(working.doubles(.value("readout.y", t)))),
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
            ], solution: working.lines(errors(network) + plan.asked, symbol: ElmanNetwork.symbol),
            scene: network.scene(title: title), graph: .ofStatesA())
    }

    private func errors(_ network: ElmanNetwork) -> [LineName] {
        (1...network.steps).map { .gradient("readout.a_y", $0) }
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

import ExactMath
import Formula
import Wording

/// A kind of exercise about a linear network: the same drawing, statement and solution for every task.
public protocol LinearKind: ExerciseKind {
    /// The task for a network of so many steps.
    func task(steps: Int, level: Int, seed: UInt64) -> LinearTask
    /// What is asked, after the network has been given.
    func question(_ network: LinearModel<Rational>, _ task: LinearTask) -> [Statement]
    /// A ladder of hints for the task: each says a little more, none gives an answer.
    func hints(_ network: LinearModel<Rational>, _ task: LinearTask) -> [String]
}

extension LinearKind {
    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let network = LinearModel<Double>.drawn(level: level, using: &generator)
        let task = task(steps: network.steps, level: level, seed: seed)
        guard level == 1 ? network.isReadable : network.isPractical(for: task, slips: task.slips(network)) else {
            return nil
        }
        return exercise(network.map { Rational($0) }, task, origin: .seed(seed, level: level))
    }

    /// The exercise about this network.
    public func exercise(_ network: LinearModel<Rational>, _ task: LinearTask, origin: Exercise.Origin) -> Exercise {
        let plan = task.plan(network)
        return Exercise(
            kind: id, origin: origin, title: title, fields: task.fields(network), slips: task.slips(network),
            working: TraceWorking(plan, exact: network.given(plan))
        ) {
            ExerciseText(
                statement: network.statement(task) + question(network, task), hints: hints(network, task),
                solution: network.solution(plan), scene: network.scene(title: "\(id) (\(origin.words))"),
                graph: .ofStatesA(lossSteps: task == .last ? [network.steps] : nil))
        }
    }
}

extension Exercise.Origin {
    /// "seed 7, level 2", or the scene's name.
    var words: String {
        switch self {
        case .seed(let seed, let level): "seed \(seed), level \(level)"
        case .scene(let name): "scene \(name)"
        }
    }
}

extension LinearModel<Rational> {
    /// The network and what is given of it.
    func statement(_ task: LinearTask) -> [Statement] {
        let last = task == .last
        return [
            .paragraph(
                WrittenForm(
                    "A linear recurrent network over T = \(steps) steps:",
                    "A linear recurrent network over $T = \(steps)$ steps:")),
            .formula(
                WrittenForm(
                    "a^t = W_aa a^{t-1} + W_ax x^t      ŷ^t = W_ya a^t      e^t = ŷ^t − y^t",
                    "a^{t} = W_{aa} a^{t-1} + W_{ax} x^{t} \\qquad \\hat{y}^{t} = W_{ya} a^{t} \\qquad "
                        + "e^{t} = \\hat{y}^{t} - y^{t}")),
            .formula(
                last
                    ? WrittenForm(
                        "L_\(steps) = ½‖ŷ^\(steps) − y^\(steps)‖²",
                        "L_{\(steps)} = \\tfrac{1}{2} \\lVert \\hat{y}^{\(steps)} - y^{\(steps)} \\rVert^2")
                    : WrittenForm(
                        "L = Σ_t L_t,   L_t = ½‖ŷ^t − y^t‖²",
                        "L = \\sum_{t=1}^{T} L_t, \\qquad L_t = \\tfrac{1}{2} \\lVert \\hat{y}^{t} - y^{t} \\rVert^2")),
        ] + [
            .given(WrittenForm("W_aa", "W_{aa}"), recurrent.notation),
            .given(WrittenForm("W_ax", "W_{ax}"), input.notation),
            .given(WrittenForm("W_ya", "W_{ya}"), output.notation), .given(WrittenForm("a^0", "a^{0}"), start.notation),
        ]
            + inputs.enumerated().map { .given(WrittenForm("x^\($0 + 1)", "x^{\($0 + 1)}"), $1.notation) }
            + targets.enumerated().compactMap { t, target in
                target.map { .given(WrittenForm("y^\(t + 1)", "y^{\(t + 1)}"), $0.notation) }
            } + (last || !targets.contains(nil) ? [] : [Self.noLossElsewhere])
    }

    /// What is asked of steps whose target is not given.
    private static var noLossElsewhere: Statement {
        .paragraph(
            WrittenForm(
                "A step without a y^t has no loss: there L_t = 0 and e^t = 0.",
                "A step without a $y^{t}$ has no loss: there $L_t = 0$ and $e^{t} = 0$."))
    }

    /// The worked solution: the forward pass, then what is asked, line by line.
    func solution(_ plan: WorkedPlan) -> [String] {
        let writer = LineWriter(WorkedRow(plan, given: given(plan)), symbol: Self.symbol) { $0.description }
        let forward = (1...steps).flatMap { t -> [LineName] in
            let error = LineName.gradient("readout.y", t)
            let hasError = plan.right.lines[error]?.terms.isEmpty == false
            return [.value("stack.0.h", t), .value("readout.y", t)] + (hasError ? [error] : [])
        }
        let rest = plan.asked.filter { !forward.contains($0) }
        return forward.map(writer.line) + (rest.isEmpty ? [] : [""]) + rest.map(writer.line)
    }

    /// The letters of the lectures: a^t, ŷ^t, e^t, δ^t.
    private static func symbol(_ name: LineName) -> Symbol? {
        let letters = [
            "stack.0.U": Symbol("W", lower: "aa"), "stack.0.W": Symbol("W", lower: "ax"),
            "readout.W_y": Symbol("W", lower: "ya"), "stack.0.h": Symbol("a"), "input.x": Symbol("x"),
            "readout.y": Symbol("y", accent: .hat), "target": Symbol("y"), "loss": Symbol("L"),
            "stack.0.h0": Symbol("a"),
        ]
        guard var symbol = letters[name.original.path], !name.isGradient || name.step != 0 else { return nil }
        symbol.step = name.path == "stack.0.h0" ? "0" : name.step.map(String.init)
        symbol.stepPlace = .above
        guard name.isGradient else { return symbol }
        if name.original.path == "readout.y" { return Symbol("e").above(symbol.step) }
        if name.path == "stack.0.h" { return Symbol("delta").above(symbol.step) }
        symbol.gradient = .full
        // ∂L_3/∂a^2
        if name.path != name.original.path { symbol.gradientOf = "L_\(name.path.dropFirst().prefix { $0 != ":" })" }
        return symbol
    }

    /// The network as a scene.
    func scene(title: String) -> JSON {
        .object([
            "unfold": .integer(1), "title": .string(title), "arithmetic": .string("rational"),
            "model": .object([
                "shape": .string("many-to-many"),
                "stack": .array([
                    .object([
                        "cell": .string("linear"), "hidden": .integer(hidden), "bias": .bool(false),
                        "initial_state": .string("given"),
                    ])
                ]),
                "readout": .object([
                    "size": .integer(outputWidth), "activation": .string("identity"), "bias": .bool(false),
                ]),
            ]),
            "sequence": .object([
                "inputs": .array(inputs.map(\.json)), "targets": .array(targets.map { $0?.json ?? .null }),
            ]),
            "loss": .string("mse"),
            "parameters": .object([
                "values": .object([
                    "stack.0.W": input.json, "stack.0.U": recurrent.json, "stack.0.h0": start.json,
                    "readout.W_y": output.json,
                ])
            ]),
        ])
    }
}

extension Rational {
    /// An integer, or a fraction as a string, as scenes read both.
    var json: JSON {
        if isInteger, let integer = Int(exactly: numerator) { return .integer(integer) }
        return .string(description)
    }
}

extension [Rational] {
    var json: JSON { .array(map(\.json)) }
    var text: String { "[" + map(\.description).joined(separator: ", ") + "]" }
    var notation: WrittenForm {
        WrittenForm(text, count == 1 ? self[0].latex : Matrix.column(self).notation.latex)
    }
}

extension Matrix<Rational> {
    var json: JSON { .array(nested.map(\.json)) }
    var notation: WrittenForm {
        WrittenForm(
            description,
            elements.count == 1
                ? elements[0].latex
                : "\\begin{pmatrix} "
                    + nested.map { $0.map(\.latex).joined(separator: " & ") }.joined(separator: " \\\\ ")
                    + " \\end{pmatrix}")
    }
}

extension Symbol {
    /// The symbol with its step above.
    func above(_ step: String?) -> Symbol {
        var symbol = self
        (symbol.step, symbol.stepPlace) = (step, .above)
        return symbol
    }
}

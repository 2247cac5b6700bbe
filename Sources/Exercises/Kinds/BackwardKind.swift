import ExactMath
import Formula
import Recurrence
import Scenes
import Wording

/// The backward pass of any scene: the numbers that are asked for, else every state's and every parameter's gradient.
public struct BackwardKind: SceneExerciseKind {
    public let id = "backward"
    public let title = "the backward pass of a scene"
    public let slips: [Slip] = [
        .m01, .m02, .m03, .m05, .m07, .m09, .m12, .m13, .m14, .m20, .m22, .g01, .g02, .g03, .g04, .g05, .g06, .g07,
        .g11,
    ]

    /// The kind with its four levels: scenes of 2, 2, 3 and 3 steps, of a cell that the seed chooses among four.
    public init() {}

    /// The largest scenes that are taken; the numbers asked for are bounded apart.
    private static let largest = (width: 32, steps: 20, numbers: 2_000)

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let cells: [any Cell] = [
            ElmanCell(CellOptions()), GRU(CellOptions()), LSTM(CellOptions()), UGRNN(CellOptions()),
        ]
        let (hidden, width, steps) = [(1, 1, 2), (2, 2, 2), (2, 2, 3), (3, 2, 3)][level - 1]
        let cell = cells[Int(seed % UInt64(cells.count))]
        var model = WorkedModel<Double>(
            architecture: Architecture(
                stack: [Layer(cell: cell, hidden: hidden, initialState: .zero)],
                readout: Readout(size: width, activation: .identity), loss: .mse, inputWidth: width),
            lengths: Lengths(inputs: steps, outputs: steps))
        for parameter in Network(model.architecture, lengths: model.lengths).parameters {
            model.values[parameter.path] = Decimals.vector(parameter.count, parameter.isVector ? 6 : 12, &generator)
        }
        model.inputs = (0..<steps).map { _ in Decimals.vector(width, 10, &generator) }
        model.targets = (0..<steps).map { _ in Decimals.vector(width, 10, &generator) }
        let asked = Self.everything(Network(model.architecture, lengths: model.lengths))
        let plan = model.plan(id, asked: asked, editsValues: false)
        let origin = Exercise.Origin.seed(seed, level: level)
        let exercise = exercise(
            plan, model.working(plan), decimals: true, origin: origin,
            scene: model.scene(of: cell, title: "\(id) (\(origin.words))"))
        return exercise.working.tells(exercise.slips, at: level, tolerance: Decimals.distinct) ? exercise : nil
    }

    public func exercise(scene: Scene, name: String) throws(ExerciseProblem) -> Exercise {
        try exercise(scene: scene, name: name, ask: nil)
    }

    /// - Parameter ask: names of the trace's grammar, such as `grad(stack.0.c[2]), grad(stack.0.U_f)`.
    public func exercise(scene: Scene, name: String, ask: String?) throws(ExerciseProblem) -> Exercise {
        func need(_ holds: Bool, _ reason: String) throws(ExerciseProblem) {
            if !holds { throw .unfitScene(kind: id, reason: reason) }
        }
        let network = scene.network()
        try need(scene.model.loss != .none, "it has no loss, and so no gradients; loss: mse, nll or bce would fit.")
        try need(
            scene.lengths.inputs <= Self.largest.steps && scene.lengths.outputs <= Self.largest.steps
                && network.nodes.allSatisfy { $0.width <= Self.largest.width },
            "it is too large to be worked by hand; up to \(Self.largest.steps) steps and widths up to \(Self.largest.width) would fit."
        )
        let asked =
            try ask.map { text throws(ExerciseProblem) in try Self.asked(text, in: network) }
            ?? Self.everything(network)
        let origin = Exercise.Origin.scene(SafeText.of(name, limit: 200))
        var exercise: Exercise
        if scene.arithmetic == .rational {
            let model = WorkedModel<Rational>(scene)
            let plan = model.plan(id + (ask ?? ""), asked: asked, editsValues: false)
            exercise = self.exercise(plan, model.working(plan), decimals: false, origin: origin)
        } else {
            let model = WorkedModel<Double>(scene)
            let plan = model.plan(id + (ask ?? ""), asked: asked, editsValues: false)
            exercise = self.exercise(plan, model.working(plan), decimals: true, origin: origin)
        }
        try need(
            exercise.fields.reduce(0) { $0 + $1.shape.count } <= Self.largest.numbers,
            "more than \(Self.largest.numbers) numbers are asked for; --ask can name fewer.")
        exercise.ask = ask
        return exercise
    }

    // MARK: What is asked

    /// ∂L/∂ every state, from the last step to the first, and every parameter that training moves.
    private static func everything(_ network: Network) -> [LineName] {
        let states = network.parts.reversed().flatMap { part -> [LineName] in
            part.runningSteps.reversed().flatMap { t in
                part.states.map { .gradient("\(part.name).\(network[$0].name)", t) }
            }
        }
        return states + network.parameters.filter(\.isTrainable).map { .gradient($0.path) }
    }

    private static func asked(_ text: String, in network: Network) throws(ExerciseProblem) -> [LineName] {
        let names = NetworkNames(network)
        var result: [LineName] = []
        let list: TraceNameList
        do {
            list = try TraceNameList(text)
        } catch {
            throw .unfitAsk(
                SafeText.of(error.source), reason: "names such as grad(stack.0.h[2]), separated by commas, would fit")
        }
        for (source, name) in list.items {
            let steps = name.indices.compactMap(\.wholeNumber)
            let line: LineName
            switch names.resolve(name.path) {
            case .node(let node)?
            where steps.count == 1 && name.indices.count == 1 && network[node].isShown
                && network[node].storedSteps.contains(steps[0]):
                line = LineName(path: name.dotted, step: steps[0], isGradient: name.isGradient)
            case .parameter? where name.indices.isEmpty && name.isGradient: line = .gradient(name.dotted)
            default:
                throw .unfitAsk(
                    SafeText.of(source),
                    reason:
                        "a vector with its part and its step, such as grad(stack.0.h[1]), or the gradient of a parameter, "
                        + "such as grad(\(network.parameters[0].path)), would fit")
            }
            if !result.contains(line) { result.append(line) }
        }
        guard !result.isEmpty else { throw .unfitAsk("", reason: "names such as grad(stack.0.h[2]) would fit") }
        return result
    }

    /// Names for a sheet: dh_2, dU_f; where parts have the same names, with the part: dstack_1_h_2.
    private static func sheetNames(_ asked: [LineName]) -> [String] {
        func name(_ line: LineName, isFull: Bool) -> String {
            let letter = line.path.split(separator: ".").last.map(String.init) ?? line.path
            let path = isFull ? line.path.replacing(".", with: "_") : letter
            return (line.isGradient ? "d" : "") + path + (line.step.map { "_\($0)" } ?? "")
        }
        let short = asked.map { name($0, isFull: false) }
        return zip(asked, short).map { line, text in
            short.count { $0 == text } > 1 ? name(line, isFull: true) : text
        }
    }

    // MARK: The exercise

    private func exercise(
        _ plan: WorkedPlan, _ working: TraceWorking, decimals: Bool, origin: Exercise.Origin, scene: JSON? = nil
    ) -> Exercise {
        let right = working.answers()
        let kind = decimals ? AnswerKind.decimal(places: Decimals.asked) : .exact
        let fields = zip(zip(plan.asked, Self.sheetNames(plan.asked)), right).map { asked, value in
            AnswerField(asked.1, value.shape ?? .scalar, kind, plan.written(asked.0))
        }
        // Of slips that come to the same only the first has its name.
        var distinct: [Slip] = []
        var seen = [right]
        for slip in slips {
            let answers = working.answers(SlipSet(slip))
            if seen.contains(where: { $0.agrees(with: answers) }) { continue }
            seen.append(answers)
            distinct.append(slip)
        }
        return Exercise(
            kind: id, origin: origin, title: title, fields: fields, slips: distinct, working: working
        ) { text(plan, working, decimals: decimals, scene: scene) }
    }

    private func text(
        _ plan: WorkedPlan, _ working: TraceWorking, decimals: Bool, scene: JSON?
    ) -> ExerciseText {
        let program = plan.program
        let values = program.valuesInOrder
        var graph = ExerciseText.Graph()
        graph.scene = scene
        func given(_ name: LineName, places: Int) -> Statement {
            .given(plan.written(name), working.notation(name, places: decimals ? places : nil))
        }
        let equations = values.filter { $0.step == program.network.outputSteps.upperBound }
            .map { Statement.formula(plan.equationForReaders(of: $0)) }
        return ExerciseText(
            statement: [.text("A network whose last step is:")] + equations + [.formula(program.network.lossForm)]
                + program.network.startWords + plan.given.map { given($0, places: Decimals.given) }
                + [.text("The forward pass is done already:")] + values.map { given($0, places: Decimals.given) } + [
                    .text(
                        decimals
                            ? "Compute the gradients below, to \(Decimals.asked) decimals."
                            : "Compute the gradients below, as fractions.")
                ],
            hints: [
                "Begin where the loss is: what is \(program.network.lossReads) at each step that has a target?",
                "Go from the last step to the first, and in a step against the order of its equations.",
                "Every place where a vector is read sends something back to it: write down all of them before adding.",
                "A state is read in its own step and in the next one: what comes back is a direct part and a carried part.",
                "Through a matrix the gradient goes by the transpose; through a function by its slope, entry by entry; through a product by the other factor.",
                "A parameter is used at every step: its gradient is a sum of one term a step.",
            ],
            solution: working.lines(plan.worked, symbol: plan.gradientSymbol), graph: graph)
    }
}

extension Network {
    /// What the loss is taken of, piece by piece: y, or without a readout the topmost states.
    private var lossSymbols: [Symbol] {
        let lettering = Lettering(self, .unfold)
        return output.map { piece in
            let node = self[piece.node]
            return lettering.symbol(LineName.value("\(parts[node.part].name).\(node.name)").traceName)
        }
    }

    /// ∂L/∂y
    fileprivate var lossReads: String {
        Words.list(lossSymbols.map { "∂L/∂\($0.text(.unicode))" }, "and")
    }

    /// L as a sum over the steps that have a target.
    fileprivate var lossForm: WrittenForm {
        func symbol(_ style: WritingStyle) -> String {
            let pieces = lossSymbols.map { $0.text(style) + "_t" }
            return pieces.count == 1 ? pieces[0] : "[\(pieces.joined(separator: "; "))]"
        }
        let (y, latexY) = (symbol(.unicode), symbol(.latex))
        let one =
            switch architecture.loss {
            case .mse:
                WrittenForm(
                    "½‖\(y) − target_t‖²", "\\tfrac{1}{2} \\lVert \(latexY) - \\mathrm{target}_t \\rVert^2")
            case .nll, .none: WrittenForm("−target_tᵀ log \(y)", "-\\mathrm{target}_t^{\\top} \\log \(latexY)")
            case .bce:
                WrittenForm(
                    "(−target_tᵀ log \(y) − (1 − target_t)ᵀ log(1 − \(y)))",
                    "\\left(-\\mathrm{target}_t^{\\top} \\log \(latexY) - (1 - \\mathrm{target}_t)^{\\top} \\log(1 - \(latexY))\\right)"
                )
            }
        let isMean = architecture.reduction == .mean
        return WrittenForm(
            "L = \(isMean ? "1/n " : "")Σ_t \(one.text)",
            "L = \(isMean ? "\\tfrac{1}{n} " : "")\\sum_t \(one.latex)")
    }

    /// What is said of states that start from zero.
    fileprivate var startWords: [Statement] {
        let starts = parts.filter { $0.kind != .decoder && !$0.states.isEmpty }.compactMap { $0.layer?.initialState }
        guard starts.contains(.zero) else { return [] }
        let isMixed = starts.contains { $0 != .zero }
        return [.text(isMixed ? "States whose start is not given below start from zero." : "States start from zero.")]
    }
}

extension [AnswerValue] {
    /// Whether two sets of answers are the same, doubles to what is seen of them.
    fileprivate func agrees(with other: [AnswerValue]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.isSame(as: $1, within: Decimals.distinct) }
    }
}

extension WorkedModel<Double> {
    /// One layer with a readout that is the identity, and mse at every step, as a scene file has it.
    fileprivate func scene(of cell: any Cell, title: String) -> JSON {
        let parameters = Network(architecture, lengths: lengths).parameters.map { parameter in
            let entries = values[parameter.path] ?? []
            let rows = stride(from: 0, to: entries.count, by: parameter.columns).map {
                Array(entries[$0..<$0 + parameter.columns]).json
            }
            return JSON.Member(parameter.path, parameter.isVector ? entries.json : .array(rows))
        }
        return .object([
            "unfold": .integer(1), "title": .string(title),
            "model": .object([
                "shape": .string("many-to-many"),
                "stack": .array([
                    .object(["cell": .string(type(of: cell).name), "hidden": .integer(architecture.stack[0].hidden)])
                ]),
                "readout": .object([
                    "size": .integer(architecture.readout?.size ?? 1), "activation": .string("identity"),
                ]),
            ]),
            "sequence": .object([
                "inputs": .array(inputs.map(\.json)), "targets": .array(targets.map { ($0 ?? []).json }),
            ]),
            "loss": .string("mse"),
            "parameters": .object([JSON.Member("values", .object(parameters))]),
        ])
    }
}

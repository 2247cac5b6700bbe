import ExactMath
import Recurrence
import Wording

/// One step backward through a gated cell, every path.
public struct CellBPTTKind: ExerciseKind {
    let form: CellForm

    public var id: String { "\(form.name)-bptt" }
    public var title: String { "one step backward through \(form.words), every path" }
    public var slips: [Slip] { form.backSlips }

    public let version = 2

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = drawn(level, using: &generator)
        return step.flatMap { diagnosable(exercise($0, origin: .seed(seed, level: level)), level) }
    }

    /// From version 2 on one gate's W, U and b are asked about from level 3 on, and of an LSTM's gates every second exercise gives short
    /// values, and every other one none at all.
    public func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise? {
        guard var step = drawn(level, using: &generator) else { return nil }
        let isLSTM = form.name == "lstm"
        if isLSTM, seed % 2 == 0 { step = step.withShortGates(using: &generator) }
        let gate = level >= 3 ? generator.element(of: form.gates) : nil
        let exercise = exercise(
            step, origin: .seed(seed, level: level), gate: gate, worksForward: isLSTM && seed % 2 == 1)
        return diagnosable(exercise, level)
    }

    private func drawn(_ level: Int, using generator: inout SeededGenerator) -> CellStep? {
        var step = CellStep.drawn(form, level: level, using: &generator)
        for _ in form.states { step.arriving.append(Decimals.vector(step.hidden, 20, &generator)) }
        return step.gates.contains { $0.recurrent.isSymmetric } ? nil : step
    }

    private func diagnosable(_ exercise: Exercise, _ level: Int) -> Exercise? {
        guard exercise.working.tells(exercise.slips, at: level, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    /// - Parameters:
    ///   - gate: the gate whose parameters' gradients are asked for.
    ///   - worksForward: whether the step itself is asked for first.
    func exercise(
        _ step: CellStep, origin: Exercise.Origin, gate: String? = nil, worksForward: Bool = false
    ) -> Exercise {
        let model = step.model
        let before = form.states.reversed()
        let values = worksForward ? form.values : []
        let parameters = gate.map { gate in ["W", "U", "b"].map { "\($0)_\(gate)" } } ?? []
        let asked =
            values.map { LineName.value("stack.0." + $0, 1) }
            + form.arguments.map { LineName.gradient("stack.0." + $0, 1) }
            + before.map { .gradient("stack.0." + $0, 0) } + parameters.map { .gradient("stack.0." + $0) }
        let plan = model.plan("\(id) \(gate ?? "")", asked: asked, editsValues: false)
        let working = model.working(plan)
        let kind = AnswerKind.decimal(places: Decimals.asked)
        func field(_ name: String, _ meaning: WrittenForm, _ shape: AnswerShape? = nil) -> AnswerField {
            AnswerField(name, shape ?? .vector(step.hidden), kind, meaning)
        }
        func shape(_ parameter: String) -> AnswerShape {
            switch parameter.prefix(1) {
            case "W": .matrix(step.hidden, step.x.count)
            case "U": .matrix(step.hidden, step.hidden)
            default: .vector(step.hidden)
            }
        }
        let fields =
            values.map { name in
                field(name + "_1", form.symbol(.value("stack.0." + name, 1)) ?? WrittenForm(name, name))
            }
            + form.arguments.map {
                field("d\($0)_1", .gradient("\($0)[1]", "a_{\($0.dropFirst(2)),1}"))
            } + before.map { field("d\($0)_0", .gradient("\($0)_0", "\($0)_0")) }
            + parameters.map {
                field("d\($0)", .gradient($0, "\($0.prefix(1))_{\($0.dropFirst(2))}"), shape($0))
            }
        return Exercise(
            kind: id, origin: origin, title: title, fields: fields,
            slips: form.peepholes(slips, step.options), working: working
        ) { text(step, plan, working, worksForward: worksForward, title: "\(id) (\(origin.words))") }
    }

    private func text(
        _ step: CellStep, _ plan: WorkedPlan, _ working: TraceWorking, worksForward: Bool, title: String
    ) -> ExerciseText {
        let values = form.values.map { LineName.value("stack.0." + $0, 1) }
        let shown = step.areGatesGiven ? values.filter { form.states.contains($0.letter) } : values
        let done = shown.compactMap { name in
            form.symbol(name).map { Statement.given($0, givenNotation(working.doubles(name))) }
        }
        let arriving = zip(form.states, step.arriving).map { state, numbers -> Statement in
            .given(
                state == "h"
                    ? WrittenForm("∂L/∂h_1", "\\partial L/\\partial h_1")
                    : WrittenForm("into c_1, past h_1", "\\text{into } c_1 \\text{, past } h_1"), numbers.notation)
        }
        let forward: [Statement] =
            worksForward
            ? [
                .text(
                    "Work the step first; every gate and both states count as answers, to \(Decimals.asked) decimals.")
            ]
            : [.text("The forward step is done already:")] + done
        let parameters = plan.asked.filter { $0.isGradient && $0.step == nil }.map {
            "\($0.letter.prefix(1))_\($0.letter.dropFirst(2))"
        }
        let weights =
            parameters.isEmpty
            ? []
            : [
                Statement.text(
                    "Compute the gradients of this step's \(parameters.joined(separator: ", ")), too: each has the shape of its parameter."
                )
            ]
        let gradients = plan.asked.filter(\.isGradient)
        let cell = form.states.dropFirst().map { LineName.gradient("stack.0." + $0, 1) }
        return ExerciseText(
            statement: step.statement(plan) + forward + [
                .text(
                    form.states.count > 1
                        ? "From the later steps and the loss come back:"
                        : "From the later steps and the loss comes back:")
            ] + arriving + [.text(form.backQuestion)] + weights,
            hints: form.backHints(step.options)
                + (parameters.isEmpty
                    ? []
                    : [
                        "A gate's matrices get its pre-activation's gradient times what they were multiplied by, as a column times a row."
                    ]),
            solution: working.lines(shown, symbol: plan.cellSymbol) + [""]
                + working.lines(Array(gradients.prefix(1)) + cell + gradients.dropFirst(), symbol: plan.cellSymbol),
            scene: step.scene(title: title),
            given: zip(form.states, step.arriving).map { JSON.Member("d\($0)_1", $1.json) })
    }
}

/// Intermediate values that are handed out: six decimals.
func givenNotation(_ values: [Double]) -> WrittenForm {
    let entries = values.map { Decimals.text($0, places: Decimals.given) }
    return WrittenForm(
        "[" + entries.joined(separator: ", ") + "]",
        "\\begin{pmatrix} " + entries.joined(separator: " \\\\ ") + " \\end{pmatrix}")
}

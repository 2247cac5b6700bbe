import ExactMath
import Formula
import Recurrence
import Wording

/// One step of a gated cell by hand.
public struct CellStepKind: ExerciseKind {
    let form: CellForm

    public var id: String { "\(form.name)-step" }
    public var title: String { "one step of \(form.words)" }
    public var slips: [Slip] { form.stepSlips }

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        let step = CellStep.drawn(form, level: level, using: &generator)
        let exercise = exercise(step, origin: .seed(seed, level: level))
        guard level == 1 || exercise.working.tells(exercise.slips, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ step: CellStep, origin: Exercise.Origin) -> Exercise {
        let model = step.model
        let plan = model.plan(id, asked: form.values.map { .value("stack.0." + $0, 1) })
        let working = model.working(plan)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: form.values.map { name in
                AnswerField(
                    name + "_1", .vector(step.hidden), .decimal(places: Decimals.asked),
                    form.symbol(.value("stack.0." + name, 1)) ?? WrittenForm(name, name))
            }, slips: form.peepholes(slips, step.options), working: working
        ) {
            ExerciseText(
                statement: step.statement(plan) + [.text(form.stepQuestion)], hints: form.stepHints,
                solution: working.lines(plan.asked, symbol: plan.cellSymbol),
                scene: step.scene(title: "\(id) (\(origin.words))"))
        }
    }
}

/// One step backward through a gated cell, every path.
public struct CellBPTTKind: ExerciseKind {
    let form: CellForm

    public var id: String { "\(form.name)-bptt" }
    public var title: String { "one step backward through \(form.words), every path" }
    public var slips: [Slip] { form.backSlips }

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        var step = CellStep.drawn(form, level: level, using: &generator)
        for _ in form.states { step.arriving.append(Decimals.vector(step.hidden, 20, &generator)) }
        guard !step.gates.contains(where: { $0.recurrent.isSymmetric }) else { return nil }
        let exercise = exercise(step, origin: .seed(seed, level: level))
        guard level == 1 || exercise.working.tells(exercise.slips, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ step: CellStep, origin: Exercise.Origin) -> Exercise {
        let model = step.model
        let before = form.states.reversed()
        let asked =
            form.arguments.map { LineName.gradient("stack.0." + $0, 1) } + before.map { .gradient("stack.0." + $0, 0) }
        let plan = model.plan(id, asked: asked, editsValues: false)
        let working = model.working(plan)
        func field(_ name: String, _ meaning: WrittenForm) -> AnswerField {
            AnswerField(name, .vector(step.hidden), .decimal(places: Decimals.asked), meaning)
        }
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: form.arguments.map {
                field("d\($0)_1", .gradient("\($0)[1]", "a_{\($0.dropFirst(2)),1}"))
            } + before.map { field("d\($0)_0", .gradient("\($0)_0", "\($0)_0")) },
            slips: form.peepholes(slips, step.options), working: working
        ) { text(step, plan, working, title: "\(id) (\(origin.words))") }
    }

    private func text(_ step: CellStep, _ plan: WorkedPlan, _ working: TraceWorking, title: String) -> ExerciseText {
        let values = form.values.map { LineName.value("stack.0." + $0, 1) }
        let done = values.compactMap { name in
            form.symbol(name).map { Statement.given($0, givenNotation(working.doubles(name))) }
        }
        let arriving = zip(form.states, step.arriving).map { state, numbers -> Statement in
            .given(
                state == "h"
                    ? WrittenForm("∂L/∂h_1", "\\partial L/\\partial h_1")
                    : WrittenForm("into c_1, past h_1", "\\text{into } c_1 \\text{, past } h_1"), numbers.notation)
        }
        let cell = form.states.dropFirst().map { LineName.gradient("stack.0." + $0, 1) }
        return ExerciseText(
            statement: step.statement(plan) + [.text("The forward step is done already:")] + done + [
                .text(
                    form.states.count > 1
                        ? "From the later steps and the loss come back:"
                        : "From the later steps and the loss comes back:")
            ] + arriving + [.text(form.backQuestion)],
            hints: form.backHints(step.options),
            solution: working.lines(values, symbol: plan.cellSymbol) + [""]
                + working.lines(Array(plan.asked.prefix(1)) + cell + plan.asked.dropFirst(), symbol: plan.cellSymbol),
            scene: step.scene(title: title),
            given: zip(form.states, step.arriving).map { JSON.Member("d\($0)_1", $1.json) })
    }
}

extension WorkedPlan {
    /// The letters of the explorer for what a worked solution has a line of, or is given.
    @Sendable func cellSymbol(_ name: LineName) -> Symbol? {
        let lettering = Lettering(program.network, .unfold)
        func letter(_ name: LineName) -> Symbol? {
            guard case .quantity(let trace) = name.expression.kind else { return nil }
            return lettering.symbol(trace)
        }
        if name.path != name.original.path {
            // What comes in from later steps: all that comes to h, or a part of what comes to c.
            let arriving = LineName.gradient(name.original.path, name.step)
            var symbol = letter(arriving)
            if program.lines[arriving]?.terms.count ?? 0 > 1 { symbol?.upper = "later" }
            return symbol
        }
        guard name.step != nil, let node = program.node(name.path) else { return letter(name) }
        let isState = program.isState(name)
        if name.isGradient {
            let isKnown =
                asked.contains(name) || (isState && !program.network.part(of: node).states.prefix(1).contains(node))
            return isKnown ? letter(name) : nil
        }
        // A pre-activation is written out in what it goes into.
        let isArgument = program.network.equations.contains { ($0.operation as? Apply)?.argument.node == node }
        return isArgument && !isState ? nil : letter(name)
    }
}

/// Intermediate values that are handed out: six decimals.
func givenNotation(_ values: [Double]) -> WrittenForm {
    let entries = values.map { Decimals.text($0, places: Decimals.given) }
    return WrittenForm(
        "[" + entries.joined(separator: ", ") + "]",
        "\\begin{pmatrix} " + entries.joined(separator: " \\\\ ") + " \\end{pmatrix}")
}

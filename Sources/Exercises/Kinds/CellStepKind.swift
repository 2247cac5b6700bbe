import ExactMath
import Recurrence

/// One step of a gated cell by hand.
public struct CellStepKind: ExerciseKind {
    let form: CellForm

    public var id: String { "\(form.name)-step" }
    public var title: String { "one step of \(form.words)" }
    public var slips: [Slip] { form.stepSlips }

    public var version: Int { form.name == "lstm" ? 2 : 1 }

    public func draw(_ level: Int, seed: UInt64, using generator: inout SeededGenerator) -> Exercise? {
        exercise(CellStep.drawn(form, level: level, using: &generator), level, seed)
    }

    /// From version 2 on every second LSTM has the values of its gates given, for paper.
    public func draw(_ level: Int, seed: UInt64, version: Int, using generator: inout SeededGenerator) -> Exercise? {
        let step = CellStep.drawn(form, level: level, using: &generator)
        return exercise(seed % 2 == 0 ? step.withShortGates(using: &generator) : step, level, seed)
    }

    private func exercise(_ step: CellStep, _ level: Int, _ seed: UInt64) -> Exercise? {
        let exercise = exercise(step, origin: .seed(seed, level: level))
        guard exercise.working.tells(exercise.slips, at: level, tolerance: Decimals.distinct) else { return nil }
        return exercise
    }

    func exercise(_ step: CellStep, origin: Exercise.Origin) -> Exercise {
        let model = step.areGatesGiven ? step.withFixedGates.model : step.model
        let values = step.areGatesGiven ? form.values.filter(form.states.contains) : form.values
        let plan = model.plan(id, asked: values.map { .value("stack.0." + $0, 1) })
        let working = model.working(plan)
        let slips = form.peepholes(slips, step.options)
        return Exercise(
            kind: id, origin: origin, title: title,
            fields: values.map { name in
                AnswerField(
                    name + "_1", .vector(step.hidden), .decimal(places: Decimals.asked),
                    form.symbol(.value("stack.0." + name, 1)) ?? WrittenForm(name, name))
            }, slips: step.areGatesGiven ? slips.filter { $0 == .g11 || $0 == .g12 } : slips, working: working
        ) {
            ExerciseText(
                statement: step.statement(plan) + [
                    .text(
                        step.areGatesGiven
                            ? "Compute both states, to \(Decimals.asked) decimals." : form.stepQuestion)
                ], hints: step.areGatesGiven ? Array(form.stepHints.suffix(3)) : form.stepHints,
                solution: working.lines(plan.asked, symbol: plan.cellSymbol),
                scene: step.scene(title: "\(id) (\(origin.words))"))
        }
    }
}

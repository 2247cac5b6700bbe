import ExactMath
import Formula
import Recurrence
import TerminalUI
import Wording

/// Explains what is looked at: at a moment, the number under a cursor.
public struct Explanations: Sendable {
    let session: Session
    let playhead: Playhead
    let focus: Focus
    let lists: ListFocus
    let writing: Writing

    /// What can be explained at a moment; `focus` points into the panes, `lists` at the loss, the clip and the update.
    public init(_ session: Session, at playhead: Playhead, focus: Focus, lists: ListFocus, writing: Writing) {
        self.session = session
        self.playhead = playhead
        self.focus = focus
        self.lists = lists
        self.writing = writing
    }

    private var glyphs: Glyphs { writing.glyphs }
    private var isExact: Bool { writing.isExact }

    /// The explanations of what is under the cursor: on the way back its gradient first, then its value; at the loss the terms of the loss; at
    /// the clip and the update an entry of a parameter.
    ///
    /// - Parameter most: so many summands of a long sum are written out.
    public func all(most: Int = .max) -> [Explanation] {
        let key = ExplanationKey(playhead: playhead, focus: focus, lists: lists, writing: writing, most: most)
        return session.explanationsMemo(key) { made(most: most) }
    }

    private func made(most: Int) -> [Explanation] {
        switch session.timeline[playhead.position] {
        case .clip: return clipExplanations()
        case .update: return updateExplanations()
        case .loss: return lossExplanations(most: most)
        case .start, .forward, .backward: break
        }
        guard let row = session.row(under: focus, at: playhead) else { return [] }
        guard session.isComputed(row.node, at: row.step, playhead) else {
            // The equation stands where it will stand with its numbers, each of them a sign for not yet.
            let notYet = String(glyphs.notYet)
            let why = WhyWriter(session.derivation, lettering, writing, most: most) { _ in notYet }
            let unit = min(focus.unit, session.network[row.node].width - 1)
            return [why.value(of: row.node, at: row.step, unit: unit)]
        }
        let unit = min(focus.unit, session.network[row.node].width - 1)
        let arrived = session.arrivedTerms(row.node, at: row.step, playhead)
        func explained<S>(_ why: WhyWriter<S>) -> [Explanation] {
            let value = why.value(of: row.node, at: row.step, unit: unit)
            return (arrived.map { [why.gradient(of: row.node, at: row.step, unit: unit, arrived: $0)] } ?? []) + [value]
                + remark(on: row)
        }
        if let exact = exactWriter(most: most) { return explained(exact) }
        return explained(writer(most: most))
    }

    /// Why a node's entry at a step is what it is, wherever the playhead stands. The unit counts from 0.
    func value(of node: NodeID, at t: Int, unit: Int) -> Explanation {
        exactWriter(most: 8)?.value(of: node, at: t, unit: unit)
            ?? writer(most: 8).value(of: node, at: t, unit: unit)
    }

    /// A node's equation in symbols.
    func symbols(of node: NodeID, at t: Int) -> String { writer(most: 8).symbols(of: node, at: t) }

    /// ∂L/∂ an entry of a parameter as its sum over time; the entry counts from 0, row by row.
    func gradient(of parameter: ParameterID, entry: Int) -> Explanation {
        exactWriter(most: .max)?.gradient(of: parameter, entry: entry)
            ?? writer(most: .max).gradient(of: parameter, entry: entry)
    }

    /// What the reader of a backward direction's state at its first step should know.
    private func remark(on row: Session.Row) -> [Explanation] {
        let network = session.network
        guard network.architecture.shape == .manyToOne, let equation = network.equation(of: row.node, at: row.step)
        else { return [] }
        let early = equation.operation.operands.first { operand in
            let part = network.part(of: operand.node)
            return part.order < 0 && operand.step(at: row.step) == part.steps.upperBound
                && network[row.node].part != network[operand.node].part
        }
        guard let early else { return [] }
        let t = network.part(of: early.node).steps.upperBound
        let naming = Naming(session.lettering(writing.notation), glyphs: glyphs)
        let name = naming.name(early.node, at: t)
        let input = naming.name(network.inputs, at: t)
        return [
            Explanation(
                symbols: "\(name) is the backward direction's first step: it has seen \(input) alone", numbers: "")
        ]
    }

    private func writer(most: Int) -> WhyWriter<Double> {
        WhyWriter(session.derivation, lettering, writing, most: most) { Self.spelling.text($0) }
    }

    private func exactWriter(most: Int) -> WhyWriter<Rational>? {
        guard isExact, let exact = session.exactDerivation else { return nil }
        return WhyWriter(exact, lettering, writing, most: most) { $0.description }
    }

    private var lettering: Lettering { session.lettering(writing.notation) }

    private static let spelling = DecimalSpelling()

    // MARK: The loss

    private func lossExplanations(most: Int) -> [Explanation] {
        let all = exactWriter(most: most)?.losses() ?? writer(most: most).losses()
        guard let total = all.last, all.count > 1 else {
            return [Explanation(symbols: "L = 0", numbers: "no step has a target")]
        }
        let steps = all.dropLast()
        return [steps[steps.count - 1 - min(lists.lossFromEnd, steps.count - 1)], total]
    }

    // MARK: Clip and update

    private func updateWriter(_ formulas: UpdateFormulas) -> WhyWriter<Double> {
        WhyWriter(session.derivation, lettering, writing, most: .max, numbers: formulas.numbers) {
            Self.spelling.text($0)
        }
    }

    private func clipExplanations() -> [Explanation] {
        guard let clipping = session.scene.training?.clip else { return [] }
        let formulas = session.update
        let why = updateWriter(formulas)
        let numbers = Numbers(glyphs)
        let at = numbers.short(clipping.at.approximation, digits: 6)
        let norm = numbers.text(session.norms.total)
        let scale = session.clipped?.scale ?? 1
        let effect =
            switch clipping.by {
            case _ where !session.norms.total.isFinite: "‖g‖ = \(norm): no finite norm, so no clip and no step"
            case .norm where scale < 1:
                "‖g‖ = \(norm) > \(at), so every entry is multiplied by \(at)/‖g‖ = \(numbers.text(scale))"
            case .norm: "‖g‖ = \(norm) ≤ \(at), so nothing changes"
            case .parameterNorm: "each parameter's own norm is scaled down to \(at) where it is larger"
            case .value: "every entry is moved into [−\(at), \(at)]"
            }
        let rule = Explanation(symbols: "clip by \(clipping.by.rawValue): \(effect)", numbers: "")
        guard let (index, entry) = chosenEntry() else { return [rule] }
        let parameter = session.network.parameters[index]
        let lines =
            clipping.by == .value
            ? [clippedByValue(parameter.offset + entry)]
            // The scale of a parameter of its own is one number; the clipped gradient has the parameter's shape.
            : formulas.clipLines.filter { $0.isAbout(parameter) && (parameter.count == 1 || !why.isNumber($0)) }
                .map { why.explanation($0, parameter, entry) }
        return [rule] + lines + [why.gradient(of: session.network.parameterID(index), entry: entry)]
    }

    private func clippedByValue(_ place: Int) -> Explanation {
        let numbers = Numbers(glyphs)
        let (raw, after) = (session.trace.gradients[place], session.clippedEntries[place])
        return Explanation(
            symbols: raw == after
                ? "\(numbers.text(raw)) lies within" : "\(numbers.text(raw)) becomes \(numbers.text(after))",
            numbers: "")
    }

    private func updateExplanations() -> [Explanation] {
        let formulas = session.update
        let rate = Numbers(glyphs).short(formulas.rate, digits: 6)
        let what =
            session.noStepSentence ?? session.scene.updateDifference
            ?? "training goes on with the same scene from the new weights"
        let rule = Explanation(symbols: "update: \(glyphs.text(formulas.rule))", numbers: "rate \(rate); \(what)")
        guard session.makesStep, let (index, entry) = chosenEntry() else { return [rule] }
        let parameter = session.network.parameters[index]
        let line = formulas.updateLine(
            of: parameter, row: entry / parameter.columns, column: entry % parameter.columns)
        return [updateWriter(formulas).single(line), rule]
    }

    /// The chosen entry of the chosen parameter: its place among all parameters, and the entry.
    private func chosenEntry() -> (parameter: Int, entry: Int)? {
        let trained = session.network.parameters.indices.filter { session.network.parameters[$0].isTrainable }
        guard !trained.isEmpty else { return nil }
        let parameter = trained[min(lists.parameter, trained.count - 1)]
        return (parameter, min(lists.entry, session.network.parameters[parameter].count - 1))
    }
}

extension Parameter {
    /// `stack.0.W_f[1,2]`, from 1; a vector's entry has one index.
    func entryName(_ entry: Int) -> String {
        isVector ? "\(path)[\(entry + 1)]" : "\(path)[\(entry / columns + 1),\(entry % columns + 1)]"
    }
}

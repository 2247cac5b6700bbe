import Recurrence
import TerminalUI

/// Explains what is looked at: at a moment, the number under a cursor.
public struct Explanations: Sendable {
    let session: Session
    let playhead: Playhead
    let focus: Focus
    let lists: ListFocus
    let writing: Writing

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
        switch session.timeline[playhead.position] {
        case .clip: return clipExplanations()
        case .update: return updateExplanations()
        case .loss: return lossExplanations(most: most)
        case .start, .forward, .backward: break
        }
        guard let row = session.row(under: focus, at: playhead) else { return [] }
        let naming = Naming(session.network, glyphs: glyphs, notation: writing.notation)
        guard session.isComputed(row.node, at: row.step, playhead) else {
            let hint = playhead.subStep == nil ? "→ plays the next moment" : "→ computes the next equation"
            return [
                Explanation(symbols: "\(naming.name(row.node, at: row.step)) has not been computed yet", numbers: hint)
            ]
        }
        let unit = min(focus.unit, session.network[row.node].width - 1)
        let value = WhyValue(session, naming: naming, isExact: isExact, most: most)
            .explanation(of: row.node, at: row.step, unit: unit)
        guard let arrived = session.arrivedTerms(row.node, at: row.step, playhead) else { return [value] }
        let gradient = WhyGradient(session, naming: naming, isExact: isExact)
            .explanation(of: row.node, at: row.step, unit: unit, arrived: arrived)
        return [gradient, value]
    }

    // MARK: The loss

    private func lossExplanations(most: Int) -> [Explanation] {
        let text = NumberText(session, glyphs: glyphs, isExact: isExact)
        let losses = text.losses()
        guard !losses.isEmpty else {
            return [Explanation(symbols: "L = 0", numbers: "no step has a target")]
        }
        let chosen = losses[losses.count - 1 - min(lists.lossFromEnd, losses.count - 1)]
        let sum = Summands(losses.count) { losses[$0].text }.text(most: most)
        return [
            LossTerm(session, text, at: chosen.step, most: most).explanation(result: chosen.text),
            session.trace.stepsAveraged.map { count in
                Explanation(symbols: "L = (1/\(count)) Σ_t L_t", numbers: "(\(sum))/\(count) = \(text.loss())")
            } ?? Explanation(symbols: "L = Σ_t L_t", numbers: "\(sum) = \(text.loss())"),
        ]
    }

    // MARK: Clip and update

    private func clipExplanations() -> [Explanation] {
        guard let clipping = session.scene.training?.clip, let clipped = session.clipped else { return [] }
        let numbers = Numbers(glyphs)
        let at = numbers.short(clipping.at.approximation, digits: 6)
        let norm = numbers.text(session.trace.gradientNorm)
        let effect =
            switch clipping.by {
            case .norm where (clipped.scale ?? 1) < 1:
                "‖g‖ = \(norm) > \(at), so every entry is multiplied by \(at)/‖g‖ = \(numbers.text(clipped.scale ?? 1))"
            case .norm: "‖g‖ = \(norm) ≤ \(at), so nothing changes"
            case .parameterNorm: "each parameter's own norm is scaled down to \(at) where it is larger"
            case .value: "every entry is moved into [−\(at), \(at)]"
            }
        let rule = Explanation(symbols: "clip by \(clipping.by.rawValue): \(effect)", numbers: "")
        guard let (_, index, name) = entryOfParameter() else { return [rule] }
        let raw = numbers.text(session.trace.gradients[index])
        let after = numbers.text(session.clippedEntries[index])
        return [rule, Explanation(symbols: "∂L/∂\(name) = \(raw), clipped \(after)", numbers: "")]
    }

    private func updateExplanations() -> [Explanation] {
        let numbers = Numbers(glyphs)
        let rate = numbers.short(session.scene.training?.rate.double ?? 0.1, digits: 6)
        let rule = Explanation(
            symbols: "update: \(session.updateRule)",
            numbers: "rate \(rate); training goes on with the same scene from the new weights")
        guard let (_, index, name) = entryOfParameter() else { return [rule] }
        let before = numbers.text(session.trace.values[index])
        let gradient = numbers.text(session.clippedEntries[index])
        let after = numbers.text(session.updated[index])
        let isPlain = session.scene.training.map { $0.optimizer == .sgd } ?? true
        let sum =
            isPlain
            ? "\(before) − \(rate)·\(gradient.inBracketsIfNegative) = \(after)"
            : "\(before), g \(gradient), after \(after)"
        return [Explanation(symbols: "\(name) ← \(sum)", numbers: ""), rule]
    }

    /// The chosen entry of the chosen parameter: its place among all entries and its name, `W_f[1,2]`.
    private func entryOfParameter() -> (Parameter, index: Int, name: String)? {
        let parameters = session.trainedParameters
        guard !parameters.isEmpty else { return nil }
        let parameter = parameters[min(lists.parameter, parameters.count - 1)]
        let entry = min(lists.entry, parameter.count - 1)
        return (parameter, parameter.offset + entry, parameter.entryName(entry))
    }
}

extension Parameter {
    /// `stack.0.W_f[1,2]`, from 1; a vector's entry has one index.
    func entryName(_ entry: Int) -> String {
        isVector ? "\(path)[\(entry + 1)]" : "\(path)[\(entry / columns + 1),\(entry % columns + 1)]"
    }
}

extension String {
    /// A number as a factor: `(−0.5)`.
    var inBracketsIfNegative: String { first == "-" || first == "−" ? "(\(self))" : self }
}

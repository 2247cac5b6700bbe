import Recurrence
import TerminalUI

extension ExplorerState {
    /// The present screen line by line, for screen readers, pipes and logs.
    public func plainText() -> LinearText {
        var text = LinearText()
        switch screen {
        case .home:
            text.heading("Scenes")
            for item in home.items { text.fact(item.name, item.title) }
        case .step: describeStep(&text)
        case .gradients: describeGradients(&text)
        case .exercise: describeExercise(&text)
        }
        if let message { text.text(message.text) }
        return text
    }

    private func describeStep(_ text: inout LinearText) {
        guard let session, let naming else { return }
        text.heading("\(session.name(of: playhead)) of \(session.scene.title)")
        let moment = session.timeline[playhead.position]
        if session.timeline.hasLoss, playhead.position >= session.timeline.lossIndex {
            text.fact("loss", NumberText(session, glyphs: glyphs, isExact: isExact).loss())
        }
        switch moment {
        case .start: text.text("Nothing is computed yet; next plays the first moment.")
        case .loss: describeLosses(&text, session)
        case .clip, .update: describeParameters(&text, session)
        case .forward(let place), .backward(let place):
            for row in session.rows(of: place) { describe(row, &text, session, naming) }
        }
        switch moment {
        case .forward, .loss, .backward: text.append(graph(session).describe())
        case .start, .clip, .update: break
        }
        for explanation in explanations(session) {
            text.fact("why", explanation.symbols)
            if !explanation.numbers.isEmpty { text.text(explanation.numbers) }
        }
    }

    private func describe(_ row: Session.Row, _ text: inout LinearText, _ session: Session, _ naming: Naming) {
        guard session.isComputed(row.node, at: row.step, playhead) else { return }
        let numbers = NumberText(session, glyphs: glyphs, isExact: isExact)
        let units = 0..<session.network[row.node].width
        let name = naming.name(row.node, at: row.step)
        let word = session.word(for: row.node)
        let part = session.network.part(of: row.node).name
        text.fact(
            "\(part) \(word.isEmpty ? name : "\(word) \(name)")",
            units.map { numbers.value(row.node, at: row.step, unit: $0) }.joined(separator: ", "))
        guard session.isGradientComputed(row.node, at: row.step, playhead) else { return }
        text.fact(
            "  " + naming.gradient(of: name),
            units.map { numbers.gradient(row.node, at: row.step, unit: $0) }.joined(separator: ", "))
    }

    private func describeLosses(_ text: inout LinearText, _ session: Session) {
        let numbers = NumberText(session, glyphs: glyphs, isExact: isExact)
        for loss in numbers.losses() {
            let term = LossTerm(session, numbers, at: loss.step, most: .max)
            let y = term.output.joined(separator: ", ")
            text.fact("L_\(loss.step)", "\(loss.text), y \(y), target \(term.target.joined(separator: ", "))")
        }
    }

    private func describeParameters(_ text: inout LinearText, _ session: Session) {
        let numbers = Numbers(glyphs)
        let isUpdate = session.timeline[playhead.position] == .update
        for parameter in session.trainedParameters {
            let after = isUpdate ? session.updated[parameter.range] : session.clippedEntries[parameter.range]
            text.fact(
                "\(parameter.path) \(isUpdate ? "after the update" : "gradient after clipping")",
                after.map(numbers.text).joined(separator: ", "))
        }
    }

    private func describeGradients(_ text: inout LinearText) {
        guard let session else { return }
        text.heading("Gradients of \(session.scene.title), at \(session.name(of: playhead))")
        guard playhead.position > session.timeline.lossIndex, let curves = session.curves(gradients) else {
            text.text("The gradients appear with the backward pass.")
            return
        }
        let numbers = Numbers(glyphs)
        let visible = visibleSteps(session, curves)
        let others = curves.hasOneLoss ? "" : ", and of all losses"
        text.text("norm of the gradient of L_\(curves.loss) alone\(others), with respect to \(curves.stateName)")
        for (index, t) in curves.steps.enumerated() where visible.contains(t) {
            let total = curves.hasOneLoss ? "" : ", \(numbers.text(curves.total[index]))"
            text.fact("t = \(t)", numbers.text(curves.single[index]) + total)
        }
        let order = session.network.parts[curves.part].order
        if let growth = curves.growthPerStep(over: visible.contains, order: order) {
            text.fact("factor per step backward", numbers.text(growth))
        }
        guard session.isBackwardDone(playhead) else { return }
        let isClipDone = session.clipped != nil && session.isClipDone(playhead)
        for parameter in session.trainedParameters {
            let clipped =
                isClipDone ? ", clipped \(numbers.text(euclideanNorm(session.clippedEntries[parameter.range])))" : ""
            text.fact("norm of \(parameter.path)", numbers.text(session.trace.gradientNorm(of: parameter)) + clipped)
        }
        text.fact("norm of all together", numbers.text(session.trace.gradientNorm))
        if isClipDone, let clipped = session.clipped {
            let comparison = ClipComparison(session, clipped)
            let angle = numbers.short(comparison.degrees)
            text.fact("clipped to", "\(numbers.text(comparison.norm)), angle \(angle) degrees")
        }
    }

    /// Moves the cursor to a node of the present step by its name, `c` or `c[2]`; false where there is none.
    public mutating func look(at name: String) -> Bool {
        guard let session else { return false }
        let parts = name.split(separator: "[", maxSplits: 1).map(String.init)
        let unit = parts.count > 1 ? Int(parts[1].prefix { $0 != "]" }) ?? 0 : 1
        let wanted = parts[0].replacing("~", with: "_tilde")
        for (pane, candidate) in session.panes.enumerated() {
            for (index, node) in candidate.nodes.enumerated() {
                let full = "\(candidate.title).\(session.network[node].name)"
                guard session.network[node].name == wanted || full == wanted else { continue }
                guard (1...session.network[node].width).contains(unit) else { return false }
                focus.pane = pane
                focus.row = index
                focus.unit = unit - 1
                return true
            }
        }
        return false
    }
}

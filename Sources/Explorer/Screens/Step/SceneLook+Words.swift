import Recurrence
import TerminalUI

extension SceneLook {
    /// The Step screen line by line.
    var stepInWords: LinearText {
        var text = LinearText()
        text.heading("\(session.name(of: playhead)) of \(session.scene.title)")
        if session.timeline.hasLoss, playhead.position >= session.timeline.lossIndex {
            text.fact("loss", numberText.loss())
        }
        switch moment {
        case .start: text.text("Nothing is computed yet; next plays the first moment.")
        case .loss: describeLosses(&text)
        case .clip, .update: describeParameters(&text)
        case .forward(let place), .backward(let place):
            for row in session.rows(of: place) { describe(row, &text) }
        }
        switch moment {
        case .forward, .loss, .backward: text.append(graph.describe())
        case .start, .clip, .update: break
        }
        for explanation in explanations() {
            text.fact("why", explanation.symbols)
            if !explanation.numbers.isEmpty { text.text(explanation.numbers) }
        }
        return text
    }

    func describe(_ row: Session.Row, _ text: inout LinearText) {
        guard session.isComputed(row.node, at: row.step, playhead) else { return }
        let (naming, numbers) = (naming, numberText)
        let units = 0..<session.network[row.node].width
        let name = naming.name(row.node, at: row.step)
        let word = session.network[row.node].meaning.word
        let part = session.network.part(of: row.node).name
        text.fact(
            "\(part) \(word.isEmpty ? name : "\(word) \(name)")",
            units.map { numbers.value(row.node, at: row.step, unit: $0) }.joined(separator: ", "))
        guard session.isGradientComputed(row.node, at: row.step, playhead) else { return }
        text.fact(
            "  " + naming.gradient(of: name),
            units.map { numbers.gradient(row.node, at: row.step, unit: $0) }.joined(separator: ", "))
    }

    private func describeLosses(_ text: inout LinearText) {
        let numbers = numberText
        for loss in numbers.losses() {
            let term = LossTerm(session, numbers, at: loss.step, most: .max)
            let y = term.output.joined(separator: ", ")
            text.fact("L_\(loss.step)", "\(loss.text), y \(y), target \(term.target.joined(separator: ", "))")
        }
    }

    private func describeParameters(_ text: inout LinearText) {
        let isUpdate = moment == .update
        if isUpdate, let none = session.noStepSentence { text.text(none) }
        for parameter in session.trainedParameters {
            let after = isUpdate ? session.updated[parameter.range] : session.clippedEntries[parameter.range]
            text.fact(
                "\(parameter.path) \(isUpdate ? "after the update" : "gradient after clipping")",
                after.map(numbers.text).joined(separator: ", "))
        }
    }
}

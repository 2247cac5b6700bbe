import Recurrence
import TerminalUI

extension SceneLook {
    /// What stands under the cursor, in one sentence, the number early.
    var stepSentence: String {
        switch moment {
        case .start: return "Nothing is computed yet; next plays the first moment."
        case .loss:
            let losses = numberText.losses()
            guard !losses.isEmpty else { return "the loss is 0: no step has a target." }
            let chosen = losses[losses.count - 1 - min(lists.lossFromEnd, losses.count - 1)]
            let all = "the loss is \(numberText.loss())"
            return losses.count == 1 ? "\(all)." : "\(all), L \(chosen.step) is \(chosen.text)."
        case .clip: return clipSentence
        case .update: return updateSentence
        case .forward, .backward: return rowSentence
        }
    }

    private var rowSentence: String {
        guard let row = session.row(under: focus, at: playhead) else { return "" }
        let width = session.network[row.node].width
        let unit = min(focus.unit, width - 1)
        let name = row.isFedBack ? readName(row) : naming.name(row.node, at: row.step)
        let place = width > 1 ? "\(name), unit \(unit + 1)," : name
        guard session.isComputed(row.node, at: row.step, playhead) else { return "\(place) is not computed yet." }
        let value = numberText.value(row.node, at: row.step, unit: unit)
        guard isGoingBack else { return "\(place) is \(value)." }
        guard session.isGradientComputed(row.node, at: row.step, playhead) else {
            return "\(place) is \(value), its gradient not yet whole."
        }
        let gradient = numberText.gradient(row.node, at: row.step, unit: unit)
        let parts = directAndCarried(row, unit).map { ", direct \($0.0), carried \($0.1)" } ?? ", value \(value)"
        return "gradient of \(place) is \(gradient)\(parts)."
    }

    /// The two parts of the gradient of a state that is handed on.
    private func directAndCarried(_ row: Session.Row, _ unit: Int) -> (String, String)? {
        guard session.network.part(of: row.node).states.contains(row.node) else { return nil }
        let terms = session.trace.contributions(to: row.node, at: row.step)
        func sum(_ isCarried: Bool) -> String {
            numbers.short(terms.filter { $0.isCarried == isCarried }.reduce(0) { $0 + $1.values[unit] }, digits: 4)
        }
        return (sum(false), sum(true))
    }

    private var clipSentence: String {
        let norms = session.norms
        guard norms.total.isFinite else {
            return (nonFiniteSentence ?? "no finite norm, so no clip and no step") + "."
        }
        let norm = numbers.text(norms.total)
        guard let clip = norms.clip, clip.norm != norms.total else { return "the norm is \(norm), nothing changes." }
        return "the norm is \(norm), clipped to \(numbers.text(clip.norm))."
    }

    private var updateSentence: String {
        let parameters = session.trainedParameters
        guard !parameters.isEmpty else { return "nothing is trained." }
        let parameter = parameters[min(lists.parameter, parameters.count - 1)]
        let entry = min(lists.entry, parameter.count - 1)
        let (before, after) = (
            session.trace.values[parameter.offset + entry], session.updated[parameter.offset + entry]
        )
        let name = entryInWords(parameter, entry)
        if let none = session.noStepSentence { return "\(name) stays \(numbers.text(before)): \(none)." }
        return "\(name) becomes \(numbers.text(after)), was \(numbers.text(before))."
    }

    /// `stack.0.U row 1 column 2`
    func entryInWords(_ parameter: Parameter, _ entry: Int) -> String {
        parameter.isVector
            ? "\(parameter.path) entry \(entry + 1)"
            : "\(parameter.path) row \(entry / parameter.columns + 1) column \(entry % parameter.columns + 1)"
    }

    /// The numbers that the present moment has brought.
    var stepChanges: LinearText {
        var text = LinearText()
        switch moment {
        case .forward(let place), .backward(let place):
            let rows = session.rows(of: place)
            guard playhead.subStep == nil else { return text }
            for row in rows { describe(row, &text) }
        case .loss where session.trace.losses.count > 1:
            for loss in numberText.losses() { text.fact("L \(loss.step)", loss.text) }
        case .start, .loss, .clip, .update: break
        }
        return text
    }
}

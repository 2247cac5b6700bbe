import Recurrence
import TerminalUI

extension SceneLook {
    /// The Gradients screen line by line.
    func gradientsInWords(_ choice: GradientsState) -> LinearText {
        var text = LinearText()
        text.heading("Gradients of \(session.scene.title), at \(session.name(of: playhead))")
        guard playhead.position > session.timeline.lossIndex, let curves = session.curves(choice) else {
            text.text("The gradients appear with the backward pass.")
            return text
        }
        let numbers = numbers
        let visible = visibleSteps(curves)
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
        guard session.isBackwardDone(playhead) else { return text }
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
        return text
    }
}

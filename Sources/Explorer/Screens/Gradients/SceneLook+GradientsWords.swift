import Recurrence
import TerminalUI

extension SceneLook {
    /// The norm at the step that the backward pass has come to.
    func gradientsSentence(_ choice: GradientsState) -> String {
        guard playhead.position > session.timeline.lossIndex, let curves = session.curves(choice) else {
            return "The gradients appear with the backward pass."
        }
        let visible = visibleSteps(curves)
        let order = session.network.parts[curves.part].order
        guard
            let index = order > 0
                ? curves.steps.firstIndex(where: visible.contains) : curves.steps.lastIndex(where: visible.contains)
        else { return "The backward pass has not come to this layer yet." }
        let loss = curves.hasOneLoss ? "" : " of all losses"
        return "gradient\(loss) at t \(curves.steps[index]) has norm \(numbers.text(curves.total[index]))."
    }

    /// The Gradients screen line by line.
    func gradientsInWords(_ choice: GradientsState, sliders: [GradientSlider]) -> LinearText {
        var text = LinearText()
        text.heading("Gradients of \(session.scene.title), at \(session.name(of: playhead))")
        guard playhead.position > session.timeline.lossIndex, let curves = session.curves(choice) else {
            text.text("The gradients appear with the backward pass.")
            return text
        }
        let numbers = numbers
        let visible = visibleSteps(curves)
        let others = curves.hasOneLoss ? "" : ", and of all losses"
        text.text("norm of the gradient of L_\(curves.loss) alone\(others), with respect to \(stateName(curves))")
        for (index, t) in curves.steps.enumerated() where visible.contains(t) {
            let total = curves.hasOneLoss ? "" : ", \(numbers.text(curves.total[index]))"
            text.fact("t = \(t)", numbers.text(curves.single[index]) + total)
        }
        for line in verdictLines(curves, visible) { text.text(line.text) }
        for line in figureLines(curves, visible) { text.text(line) }
        if let nonFiniteSentence { text.text(nonFiniteSentence) }
        let terms = zip(curves.steps, recurrentTerms(curves, visible)).compactMap { t, term in
            term.map { "t \(t) \(numbers.short($0))" }
        }
        if !terms.isEmpty { text.fact(recurrentTermName(curves), terms.joined(separator: ", ")) }
        for slider in sliders {
            text.fact("slider \(slider.title)", session.spelled(slider, numbers) ?? "none")
        }
        guard session.isBackwardDone(playhead) else { return text }
        let isClipDone = session.clipped != nil && session.isClipDone(playhead)
        let norms = session.norms
        for (parameter, sizes) in zip(session.trainedParameters, norms.parameters) {
            let clipped = isClipDone ? ", clipped \(numbers.text(sizes.clipped))" : ""
            text.fact("norm of \(parameter.path)", numbers.text(sizes.raw) + clipped)
        }
        text.fact("norm of all together", numbers.text(norms.total))
        if isClipDone, let comparison = norms.clip {
            let angle = comparison.degrees.map { ", angle \(numbers.short($0)) degrees" } ?? ""
            text.fact("clipped to", numbers.text(comparison.norm) + angle)
        }
        return text
    }
}

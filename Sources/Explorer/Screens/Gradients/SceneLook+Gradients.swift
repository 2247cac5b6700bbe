import Recurrence
import TerminalUI

extension SceneLook {
    /// The gradient's norm over time on a log scale, beside the parameters' gradients before and after clipping.
    func drawGradients(_ grid: inout Grid, _ choice: GradientsState) {
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let body = grid.bounds.inset(top: 3)
        guard playhead.position > session.timeline.lossIndex else {
            let text =
                "Nothing has come back yet. The gradients appear with the backward pass, after the loss: "
                + "→ plays on, End goes to the end."
            grid.paragraph(glyphs.text(text), in: body.inset(left: 1, top: 1, right: 1), style: .hint)
            return
        }
        let nameWidth = ParameterNames(session).width
        let (left, right) = body.split(right: min(nameWidth + 22, body.width * 5 / 9))
        grid.within(left) { drawNorms(&$0, choice) }
        grid.verticalLine(x: right.x, y: right.y, length: right.height, glyphs: glyphs)
        grid.within(right.inset(left: 2)) { drawClipping(&$0) }
    }

    // MARK: Over time

    private func drawNorms(_ grid: inout Grid, _ choice: GradientsState) {
        guard let curves = session.curves(choice) else {
            grid.text("no step has a target", x: 1, y: 0, style: .hint)
            return
        }
        let part = session.network.parts[curves.part]
        let visible = visibleSteps(curves)
        grid.text(
            glyphs.text("‖∂L/∂\(curves.stateName)_t‖ over t, \(part.name)"), x: 1, y: 0, style: .heading,
            width: grid.width - 2)
        let plot = plot(curves, visible)
        grid.within(Rect(x: 1, y: 1, width: grid.width - 2, height: grid.height - 4)) { grid in
            if plot.series.allSatisfy({ $0.points.allSatisfy { $0.y == 0 } }) {
                let text =
                    visible.isEmpty
                    ? "The backward pass has not come to this layer yet." : "It is 0 at every step so far."
                grid.paragraph(text, in: grid.bounds.inset(left: 1, top: 1), style: .hint)
            } else {
                plot.draw(&grid, glyphs: glyphs)
            }
        }
        drawGrowth(&grid, curves, visible)
    }

    private func plot(_ curves: GradientCurves, _ visible: Set<Int>) -> Plot {
        func points(_ values: [Double]) -> [(x: Double, y: Double)] {
            zip(curves.steps, values).filter { visible.contains($0.0) }.map { (Double($0.0), $0.1) }
        }
        let name = curves.hasOneLoss ? "L" : "L_\(curves.loss) alone"
        var series = [
            Plot.Series(
                curves.apart.isEmpty ? name : "\(name) on \(curves.stateName)", mark: "o", style: .series(0),
                points: points(curves.single))
        ]
        for (index, one) in curves.apart.enumerated() {
            series.append(
                Plot.Series(
                    "\(one.state.meaning.word) state", mark: one.state.name.unicodeScalars.first ?? "s",
                    style: .series(index + 2),
                    stroke: .dotted, points: points(one.norms)))
        }
        if !curves.hasOneLoss {
            series.append(
                Plot.Series("all losses", mark: "*", style: .series(1), stroke: .dashed, points: points(curves.total)))
        }
        let range = Double(curves.steps.min() ?? 1)...Double(max(curves.steps.max() ?? 1, 2))
        return Plot(
            series, xName: "t", yScale: .logarithmic, xRange: range,
            playhead: presentGradientStep(curves).map(Double.init))
    }

    /// The step that the backward pass is at, where it is at this part.
    private func presentGradientStep(_ curves: GradientCurves) -> Int? {
        guard case .backward(let place) = moment,
            session.timeline.backwardIndex(of: session.network.parts[curves.part].states[0], at: place.step)
                == playhead.position
        else { return nil }
        return place.step
    }

    /// How far the backward pass has come: the steps whose states have their whole gradients.
    func visibleSteps(_ curves: GradientCurves) -> Set<Int> {
        let states = session.network.parts[curves.part].states
        return Set(curves.steps.filter { t in states.allSatisfy { session.isGradientComputed($0, at: t, playhead) } })
    }

    private func drawGrowth(_ grid: inout Grid, _ curves: GradientCurves, _ visible: Set<Int>) {
        let numbers = numbers
        let y = grid.height - 3
        let order = session.network.parts[curves.part].order
        if let growth = curves.growthPerStep(over: visible.contains, order: order) {
            let verdict = growth < 0.95 ? "vanishes" : growth > 1.05 ? "explodes" : "holds"
            let style: Style = growth > 1.05 ? .warning : .value
            let line = "\(glyphs.isASCII ? "x" : "×")\(numbers.short(growth)) a step back: \(verdict)"
            grid.text(line, x: 1, y: y, style: style, width: grid.width - 2)
        }
        let t = presentGradientStep(curves) ?? curves.steps[curves.steps.count / 2]
        if let jacobian = session.jacobian(of: curves.part, at: t) {
            let before = session.network.parts[curves.part].predecessor(of: t)
            let (now, then) = (glyphs.subscripted(t), glyphs.subscripted(before))
            let text =
                "∂\(curves.stateName)\(now)/∂\(curves.stateName)\(then): ρ \(numbers.short(jacobian.radius)), σ \(numbers.short(jacobian.singular))"
            grid.text(glyphs.text(text), x: 1, y: y + 1, style: .dim, width: grid.width - 2)
        }
        var hints: [String] = []
        if !curves.hasOneLoss { hints.append("[ ] another loss") }
        if session.network.parts.count(where: { !$0.states.isEmpty }) > 1 { hints.append("Tab another layer") }
        grid.text(hints.joined(separator: "  "), x: 1, y: y + 2, style: .hint, width: grid.width - 2)
    }
}

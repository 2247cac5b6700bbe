import Recurrence
import TerminalUI

extension ExplorerState {
    /// The gradient's norm over time on a log scale, beside the parameters' gradients before and after clipping.
    func drawGradients(_ grid: inout Grid) {
        guard let session else { return }
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let body = grid.bounds.inset(top: 3)
        let (left, right) = body.split(left: max(body.width * 11 / 20, body.width - 60))
        let isComputed = playhead.position > session.timeline.lossIndex
        guard isComputed else {
            let text = "The gradients appear with the backward pass; the loss is moment \(session.timeline.lossIndex)."
            grid.paragraph(text, in: body.inset(left: 1, top: 1, right: 1), style: .hint)
            return
        }
        grid.within(left) { drawNorms(&$0, session) }
        grid.verticalLine(x: right.x, y: right.y, length: right.height, glyphs: glyphs)
        grid.within(right.inset(left: 2)) { drawClipping(&$0, session) }
    }

    private func drawNorms(_ grid: inout Grid, _ session: Session) {
        guard let curves = GradientCurves(session, gradients) else { return }
        let name = curves.stateName
        let title = "‖∂L/∂\(name)_t‖ over t, \(session.network.parts[curves.part].name)"
        grid.text(glyphs.text(title), x: 1, y: 0, style: .heading)
        let visible = visibleSteps(session, curves)
        func points(_ values: [Double]) -> [(x: Double, y: Double)] {
            zip(curves.steps, values).filter { visible.contains($0.0) }.map { (Double($0.0), $0.1) }
        }
        var series = [
            Plot.Series("L_\(curves.loss) alone", mark: "o", style: .series(0), points: points(curves.single)),
            Plot.Series("all losses", mark: "*", style: .series(1), stroke: .dashed, points: points(curves.total)),
        ]
        if let cell = curves.cellAlone {
            series.append(Plot.Series("c alone", mark: "c", style: .series(2), stroke: .dotted, points: points(cell)))
        }
        let range = Double(curves.steps.min() ?? 1)...Double(max(curves.steps.max() ?? 1, 2))
        let plot = Plot(series, xName: "t", yName: "", yScale: .logarithmic, xRange: range)
        grid.text(plot.legend(glyphs), x: 1, y: 1, width: grid.width - 2)
        grid.within(Rect(x: 0, y: 2, width: grid.width - 1, height: grid.height - 5)) { plot.draw(&$0, glyphs: glyphs) }
        drawGrowth(&grid, session, curves)
    }

    /// How far the backward pass has come: the steps whose state has its whole gradient.
    private func visibleSteps(_ session: Session, _ curves: GradientCurves) -> Set<Int> {
        let state = session.network.parts[curves.part].states[0]
        return Set(curves.steps.filter { session.isGradientComputed(state, at: $0, playhead) })
    }

    private func drawGrowth(_ grid: inout Grid, _ session: Session, _ curves: GradientCurves) {
        let numbers = Numbers(glyphs)
        let y = grid.height - 3
        if let growth = curves.growthPerStep {
            let verdict = growth < 0.95 ? "vanishes" : growth > 1.05 ? "explodes" : "holds"
            let style: Style = growth > 1.05 ? .warning : .value
            var line = StyledText("per step backward ×", .label)
            line.append(numbers.short(growth), style)
            line.append(": the gradient \(verdict)", style)
            grid.text(line, x: 1, y: y)
        }
        if let jacobian = curves.jacobianFigures {
            let text = "∂h_t/∂h_t−1 at t = \(jacobian.step): ρ \(numbers.short(jacobian.radius)), largest σ \(numbers.short(jacobian.singular))"
            grid.text(glyphs.text(text), x: 1, y: y + 1, style: .dim, width: grid.width - 2)
        }
        grid.text("[ ] another loss   Tab another layer", x: 1, y: y + 2, style: .hint)
    }

    // MARK: Clipping

    private func drawClipping(_ grid: inout Grid, _ session: Session) {
        let numbers = Numbers(glyphs)
        let isComplete = playhead.position > 2 * session.timeline.places + 1
        grid.text("Parameter gradients", x: 0, y: 0, style: .heading)
        guard isComplete else {
            grid.paragraph(
                "Complete when the backward pass has come to the first step.",
                in: Rect(x: 0, y: 1, width: grid.width, height: 3), style: .hint)
            return
        }
        let clipping = session.scene.training?.clip
        let rule = clipping.map { "clip by \($0.by.rawValue) at \(numbers.short($0.at.approximation, digits: 6))" } ?? "this scene does not clip"
        grid.text(rule, x: 0, y: 1, style: clipping == nil ? .dim : .clipped)
        let nameWidth = max(8, grid.width - 22)
        grid.text(StyledText("raw", .label), right: nameWidth + 10, y: 2)
        if clipping != nil { grid.text(StyledText("clipped", .label), right: nameWidth + 20, y: 2) }
        let parameters = session.network.parameters.filter(\.isTrainable)
        let room = grid.height - 7
        let window = Window(count: parameters.count, room: room, focus: nil)
        for (row, index) in window.range.enumerated() {
            let parameter = parameters[index]
            let raw = session.trace.gradientNorm(of: parameter)
            let clipped = euclideanNorm(session.clippedEntries[parameter.range])
            grid.text(parameter.path, x: 0, y: 3 + row, style: .label, width: nameWidth)
            grid.text(StyledText(numbers.column(raw, width: 9), .value), right: nameWidth + 10, y: 3 + row)
            guard clipping != nil else { continue }
            let style: Style = clipped < raw ? .clipped : .value
            grid.text(StyledText(numbers.column(clipped, width: 9), style), right: nameWidth + 20, y: 3 + row)
        }
        let y = 3 + window.range.count
        if window.isCutAfter {
            grid.text("\(glyphs.moreDown) \(window.count - window.range.upperBound) more parameters", x: 0, y: y, style: .hint)
        }
        drawTotals(&grid, session, y: min(grid.height - 3, y + 1), nameWidth: nameWidth)
    }

    private func drawTotals(_ grid: inout Grid, _ session: Session, y: Int, nameWidth: Int) {
        let numbers = Numbers(glyphs)
        grid.text("all together ‖g‖", x: 0, y: y, style: .heading, width: nameWidth)
        grid.text(StyledText(numbers.column(session.trace.gradientNorm, width: 9), .value), right: nameWidth + 10, y: y)
        guard let clipped = session.clipped else { return }
        let comparison = ClipComparison(session, clipped)
        grid.text(StyledText(numbers.column(comparison.norm, width: 9), .clipped), right: nameWidth + 20, y: y)
        if let scale = clipped.scale { grid.text("scale \(numbers.text(scale))", x: 0, y: y + 1, style: .value) }
        grid.text("angle \(numbers.short(comparison.degrees))° between raw and clipped", x: 0, y: y + 2, style: .value, width: grid.width)
    }
}

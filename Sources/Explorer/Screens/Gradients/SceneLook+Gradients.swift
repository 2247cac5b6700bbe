import Foundation
import Recurrence
import TerminalUI

extension SceneLook {
    /// The gradient's norm over time on a log scale, beside the parameters' gradients before and after clipping; the verdict below.
    func drawGradients(_ grid: inout Grid, _ choice: GradientsState, sliders: [GradientSlider]) {
        drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let body = grid.bounds.inset(top: 3)
        guard playhead.position > session.timeline.lossIndex else {
            let text =
                "Nothing has come back yet. The gradients appear with the backward pass, after the loss: "
                + "→ plays on, End goes to the end."
            grid.paragraph(glyphs.text(text), in: body.inset(left: 1, top: 1, right: 1), style: .hint)
            // The focus stands on the first word, where there is no number yet.
            grid.setCursor(x: 1, y: body.y + 1)
            return
        }
        // All at once: a long sequence has long curves, a wide layer many eigenvalues.
        _ = Parallel.map(2) { task in
            if task == 0 {
                _ = session.curves(choice).map { session.recurrentTerms(of: $0.part, loss: $0.loss) }
            } else {
                for slider in sliders { _ = session.position(of: slider) }
            }
        }
        let (found, hints) = findings(choice, sliders: sliders, width: body.width - 2)
        let most = body.height >= 30 ? 10 : body.height >= 19 ? 8 : 4
        // What the keys do is said where the curves need no row less for it; the help says it anyway.
        let shown = Array(found.prefix(most)) + (found.count + (most == 8 ? 2 : 1) <= most ? [hints] : [])
        let (upper, lower) = body.split(bottom: shown.count + 1)
        let nameWidth = ParameterNames(session).width
        let (left, right) = upper.split(right: min(nameWidth + 22, upper.width * 5 / 9))
        grid.within(left) { drawNorms(&$0, choice) }
        grid.verticalLine(x: right.x, y: right.y, length: right.height, glyphs: glyphs)
        grid.within(right.inset(left: 2)) { drawClipping(&$0) }
        grid.horizontalLine(y: lower.y, glyphs: glyphs)
        for (row, line) in shown.enumerated() {
            grid.text(line, x: 1, y: lower.y + 1 + row, width: body.width - 2)
        }
        if found.count > most {
            let more = StyledText(" \(glyphs.moreDown) \(found.count - most) more", .hint)
            grid.text(more, right: grid.width, y: lower.y + most)
        }
        // Where no parameter's number is there yet, the focus is on the first finding.
        if !session.isBackwardDone(playhead) { grid.setCursor(x: 1, y: lower.y + 1) }
    }

    /// The lines below the curves, the most important first: verdicts, why they differ from ρ, the sliders, the other cells, the figures.
    /// What the keys do stands apart.
    private func findings(
        _ choice: GradientsState, sliders: [GradientSlider], width: Int
    ) -> (lines: [StyledText], hints: StyledText) {
        guard let curves = session.curves(choice) else { return ([], StyledText()) }
        let visible = visibleSteps(curves)
        var lines: [StyledText] = nonFiniteSentence.map { wrapped($0, .warning, width) } ?? []
        for verdict in verdictLines(curves, visible) {
            lines += wrapped(verdict.text, verdict.isWarning ? .warning : .value, width)
        }
        let figures = figureLines(curves, visible)
        lines += figures.dropFirst().flatMap { wrapped($0, .heading, width) }
        if choice.showsCells { lines += wrapped(cellFactors(curves), .label, width) }
        lines += figures.prefix(1).flatMap { wrapped($0, .dim, width) }
        lines.append(recurrentTermsLine(curves, visible, width: width))
        if !sliders.isEmpty { lines.append(slidersLine(sliders, chosen: choice.slider)) }
        var hints: [String] = []
        if !curves.hasOneLoss { hints.append("[ ] another loss") }
        if session.network.parts.count(where: { !$0.states.isEmpty }) > 1 { hints.append("Tab another layer") }
        hints.append(choice.showsCells ? "o this cell alone" : "o the other cells")
        return (lines.filter { !$0.isEmpty }, StyledText(hints.joined(separator: "  "), .hint))
    }

    private func slidersLine(_ sliders: [GradientSlider], chosen: Int) -> StyledText {
        var line = StyledText("sliders  ", .hint)
        for (index, slider) in sliders.enumerated() {
            let isChosen = index == min(chosen, sliders.count - 1)
            let position = session.spelled(slider, numbers) ?? ""
            let mark = isChosen ? String(glyphs.filledRight) : " "
            line.append(glyphs.text("\(mark)\(slider.title) \(position)  "), isChosen ? .present : .label)
        }
        line.append(glyphs.text(", chooses  + − moves"), .hint)
        return line
    }

    /// `‖δ h₍t−1₎ᵀ‖` of every step as a strip: what each step adds to the gradients of the recurrent matrices.
    private func recurrentTermsLine(_ curves: GradientCurves, _ visible: Set<Int>, width: Int) -> StyledText {
        let known = recurrentTerms(curves, visible).map { $0 ?? 0 }
        guard known.contains(where: { $0 > 0 }), let largest = known.max() else { return StyledText() }
        let label = glyphs.text("\(recurrentTermName(curves)), t = 1 … \(known.count)  ")
        let scale = HeatScale(.magnitude, fitting: known)
        let strip = scale.strip(known, width: max(4, width - Text.width(label) - 20), glyphs: glyphs).line
        return StyledText(label, .label) + strip + StyledText("  up to \(numbers.short(largest))", .dim)
    }

    /// `‖δ_t h_{t−1}ᵀ‖`, with the part's own state.
    func recurrentTermName(_ curves: GradientCurves) -> String {
        "‖δ_t \(curves.states.first.map { naming.name($0) } ?? "h")_{t−1}ᵀ‖"
    }

    /// The same numbers; nil where nothing has come back yet, or nothing finite.
    func recurrentTerms(_ curves: GradientCurves, _ visible: Set<Int>) -> [Double?] {
        zip(curves.steps, session.recurrentTerms(of: curves.part, loss: curves.loss)).map { t, term in
            visible.contains(t) && term.isFinite ? term : nil
        }
    }

    /// The other cells carry a factor; the words are for the scene's own.
    private func cellFactors(_ curves: GradientCurves) -> String {
        let others = session.otherCells(part: curves.part)
        guard !others.isEmpty else { return "the other cells stand beside layers, not beside this part" }
        let factors = others.map { other in
            other.cell + " " + (other.ratio.map { "×\(numbers.short($0))" } ?? "has none")
        }
        let span = others[0].span
        let steps = span.first.flatMap { first in span.last.map { " from t = \(first) to \($0)" } } ?? ""
        return glyphs.text(
            "same inputs and sizes, forget bias 3, last loss\(steps): \(factors.joined(separator: ", "))")
    }

    // MARK: Over time

    /// `h`, or `[h;c]`, as the notation writes them
    func stateName(_ curves: GradientCurves) -> String {
        let names = curves.states.map { naming.name($0) }.joined(separator: ";")
        return curves.states.count > 1 ? "[\(names)]" : names
    }

    private func drawNorms(_ grid: inout Grid, _ choice: GradientsState) {
        guard let curves = session.curves(choice) else {
            grid.text("no step has a target", x: 1, y: 0, style: .hint)
            return
        }
        let part = session.network.parts[curves.part]
        let visible = visibleSteps(curves)
        grid.text(
            glyphs.text("‖∂L/∂\(stateName(curves))_t‖ over t, \(part.name)"), x: 1, y: 0, style: .heading,
            width: grid.width - 2)
        let plot = plot(curves, visible, choice)
        grid.within(Rect(x: 1, y: 1, width: grid.width - 2, height: grid.height - 1)) { grid in
            if plot.series.allSatisfy({ $0.points.allSatisfy { $0.y == 0 } }) {
                let text =
                    visible.isEmpty
                    ? "The backward pass has not come to this layer yet." : "It is 0 at every step so far."
                grid.paragraph(text, in: grid.bounds.inset(left: 1, top: 1), style: .hint)
            } else {
                plot.draw(&grid, glyphs: glyphs)
            }
        }
    }

    private func plot(_ curves: GradientCurves, _ visible: Set<Int>, _ choice: GradientsState) -> Plot {
        func points(_ values: [Double]) -> [(x: Double, y: Double)] {
            zip(curves.steps, values).filter { visible.contains($0.0) }.map { (Double($0.0), $0.1) }
        }
        let name = curves.hasOneLoss ? "L" : "L_\(curves.loss) alone"
        var series = [
            Plot.Series(
                curves.apart.isEmpty ? name : "\(name) on \(stateName(curves))", mark: "o", style: .series(0),
                points: points(curves.single))
        ]
        for (index, one) in curves.apart.enumerated() {
            series.append(
                Plot.Series(
                    "\(session.network[one.state].meaning.word) state",
                    mark: naming.name(one.state).unicodeScalars.first ?? "s",
                    style: .series(index + 2),
                    stroke: .dotted, points: points(one.norms)))
        }
        if !curves.hasOneLoss {
            series.append(
                Plot.Series("all losses", mark: "*", style: .series(1), stroke: .dashed, points: points(curves.total)))
        }
        series += predictions(curves, visible)
        if choice.showsCells {
            series += session.otherCells(part: curves.part).enumerated().map { index, other in
                Plot.Series(
                    other.cell, mark: other.cell.unicodeScalars.first ?? "?", style: .series(index + 3),
                    stroke: .dotted,
                    points: zip(other.steps, other.norms).map { (Double($0), $1) })
            }
        }
        let range = Double(curves.steps.min() ?? 1)...Double(max(curves.steps.max() ?? 1, 2))
        return Plot(
            series, xName: "t", yScale: .logarithmic, xRange: range, yRange: flatRange(series),
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

    /// The straight lines that ρ and σ predict, from where the gradient sets out; none where other ways than these steps have made it.
    private func predictions(_ curves: GradientCurves, _ visible: Set<Int>) -> [Plot.Series] {
        let order = session.network.parts[curves.part].order
        let known = zip(curves.steps, curves.single).filter { visible.contains($0.0) && $0.1 > 0 && $0.1.isFinite }
        let running = order > 0 ? known.reversed() : known
        guard let figures = session.spanFigures(of: curves.part, loss: curves.loss), figures.areAlone,
            let start = running.first, running.count > 2
        else { return [] }
        let lines =
            [("slope", figures.radiusPerStep, "ρ"), ("slope", figures.singularPerStep, "σ")]
            as [(String, Double, Unicode.Scalar)]
        return lines.compactMap { name, factor, mark in
            guard factor > 0, factor.isFinite else { return nil }
            let points = running.enumerated().map { (Double($0.element.0), start.1 * pow(factor, Double($0.offset))) }
            return Plot.Series(name, mark: mark, style: .dim, stroke: .dotted, points: points)
        }
    }

    /// An axis on which a constant curve is flat: rounding errors are not drawn large.
    private func flatRange(_ series: [Plot.Series]) -> ClosedRange<Double>? {
        let values = series.flatMap { $0.points.map(\.y) }.filter { $0 > 0 && $0.isFinite }
        guard let low = values.min(), let high = values.max(), high < 1.001 * low else { return nil }
        return low / 10...min(high * 10, .greatestFiniteMagnitude)
    }
}

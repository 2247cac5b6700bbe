import Foundation
import Recurrence
import Scenes
import TerminalUI

/// Both runs of twins as they are drawn and said.
struct TwinPicture {
    let group: TrainingGroup
    let explorer: Explorer

    private var glyphs: Glyphs { explorer.glyphs }
    private var numbers: Numbers { Numbers(glyphs) }

    init(_ group: TrainingGroup, _ explorer: Explorer) {
        self.group = group
        self.explorer = explorer
    }

    private struct Side {
        let name: String
        let mark: Unicode.Scalar
        let style: Style
        let run: WatchedTraining
        let side: TwinRun.Side
    }

    private var sides: [Side] {
        let looks: [(String, Unicode.Scalar, Style)] = [
            ("clipped", "c", .series(2)), ("not clipped", "u", .series(1)),
        ]
        return zip(looks, group.runs).map { look, run in
            Side(
                name: look.0, mark: look.1, style: look.2, run: run,
                side: TwinRun.Side(records: run.records, divergence: run.divergence))
        }
    }

    private func drawHeading(_ grid: inout Grid, _ what: String) {
        let state =
            group.perSecond.map { StyledText("\(numbers.short($0)) epochs/s", .present) }
            ?? StyledText(group.isRunning ? "training" : "paused", .dim)
        let right = StyledText("epoch \(group.epoch)", .present) + StyledText(" of \(group.asked)", .dim)
        let title = group.runs.first?.scene.title ?? ""
        grid.text(Text.fit(glyphs.text(title), width: max(8, grid.width - right.width - 4)), x: 1, y: 0, style: .title)
        grid.text(right, right: grid.width - 1, y: 0)
        grid.text(glyphs.text(what), x: 1, y: 1, style: .label, width: max(0, grid.width - 4 - state.width))
        grid.text(state, right: grid.width - 1, y: 1)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        grid.setCursor(x: 1, y: 0)
    }

    // MARK: Curves

    func drawCurves(_ grid: inout Grid) {
        let clip = group.runs.first?.scene.training?.clip
        drawHeading(
            &grid,
            "two runs from the same weights: clipped by \(clip?.by.rawValue ?? "") at \(numbers.short(clip?.at.approximation ?? 0)), and not"
        )
        let foot = sides.flatMap { side in
            Text.wrap(glyphs.text("\(side.name): \(verdict(side))"), width: grid.width - 2).map {
                StyledText($0, side.side.explodes ? .warning : .value)
            }
        }
        let (body, bottom) = grid.bounds.inset(top: 3).split(bottom: foot.count + 1)
        let halves = body.columns([.flexible(), .flexible()], gap: 2)
        let jump = sides.last?.side.jump
        grid.within(halves[0].inset(left: 1)) { grid in
            plot("loss", jump, grid.width) { $0.loss }.draw(&grid, glyphs: glyphs)
        }
        grid.within(halves[1].inset(right: 1)) { grid in
            var norms = plot(glyphs.text("‖gradient‖"), jump, grid.width) { $0.gradientNorm }
            if let clip, clip.by == .norm { norms.levels = [Plot.Level("threshold", y: clip.at.approximation)] }
            norms.draw(&grid, glyphs: glyphs)
        }
        grid.horizontalLine(y: bottom.y, glyphs: glyphs)
        for (row, line) in foot.enumerated() {
            grid.text(line, x: 1, y: bottom.y + 1 + row, width: grid.width - 2)
        }
    }

    private func plot(_ name: String, _ jump: Int?, _ width: Int, _ value: (EpochRecord) -> Double) -> Plot {
        let first = Double(group.first)
        let latest = Double(group.runs.map(\.latest).max() ?? 0)
        let looked = group.epoch < group.front ? group.epoch : jump
        return Plot(
            sides.reversed().map { side in
                Plot.Series(
                    side.name, mark: side.mark, style: side.style, stroke: side.mark == "u" ? .dashed : .solid,
                    points: Plot.thinned(side.run.records.map { (Double($0.epoch), value($0)) }, columns: width))
            }, xName: "epoch", yName: name, yScale: .logarithmic, xRange: first...max(first + 10, latest),
            playhead: looked.map(Double.init))
    }

    private func verdict(_ side: Side) -> String {
        guard let first = side.side.records.first else {
            return side.run.divergence.map { $0.words(numbers) } ?? "nothing trained yet; a trains both, → one epoch"
        }
        let jump = side.side.jump.flatMap { epoch -> String? in
            guard epoch != side.run.divergence?.epoch else { return nil }
            let norms = side.side.records.filter { $0.epoch == epoch || $0.epoch == epoch - 1 }.map {
                numbers.short($0.gradientNorm)
            }
            return "; its gradient jumps in epoch \(epoch)" + (norms.count == 2 ? ", \(norms[0]) → \(norms[1])" : "")
        }
        let way = "loss \(numbers.short(first.loss)) → \(numbers.short(side.side.lastLoss))"
        if let divergence = side.run.divergence {
            return way + (side.mark == "u" ? jump ?? "" : "") + "; no longer finite in epoch \(divergence.epoch)"
        }
        let word = side.side.explodes ? ": explodes" : side.side.converges ? ": converges" : ""
        return way + word + (side.mark == "u" ? jump ?? "" : "")
    }

    var sentence: String {
        let losses = sides.map { side in "\(numbers.short(side.run.record?.loss ?? .nan)) \(side.name)" }
        guard group.epoch > group.first else { return "epoch \(group.epoch): nothing is trained yet." }
        return "epoch \(group.epoch): loss \(losses.joined(separator: ", "))."
    }

    var words: LinearText {
        var text = LinearText()
        text.heading("Twin runs of \(group.runs.first?.scene.title ?? "")")
        text.fact("epoch", "\(group.epoch) of \(group.asked)")
        for side in sides {
            text.fact(side.name, verdict(side))
            if let record = side.run.record {
                text.fact("norm of its gradient", numbers.text(record.gradientNorm))
            }
        }
        return text
    }

    // MARK: Along the gradient

    func drawAlong(_ grid: inout Grid, _ along: LossAlongGradient?) {
        drawHeading(&grid, "L(θ − s·g) against s, from the weights of the run that is not clipped")
        guard let along, !along.points.isEmpty else {
            grid.paragraph(
                glyphs.text(alongSentence(along)), in: grid.bounds.inset(left: 1, top: 4, right: 1), style: .hint)
            return
        }
        let foot = alongLines(along).flatMap { Text.wrap(glyphs.text($0), width: grid.width - 2) }
        let (body, bottom) = grid.bounds.inset(top: 3).split(bottom: foot.count + 1)
        let curve = Plot.Series(
            glyphs.text("L(θ − s·g)"), mark: "o", style: .series(0),
            points: along.points.map { (log10($0.s), $0.loss) })
        func step(_ name: String, _ mark: Unicode.Scalar, _ style: Style, _ s: Double) -> Plot.Series {
            let near = along.points.min { abs(log10($0.s / s)) < abs(log10($1.s / s)) }
            return Plot.Series(
                name, mark: mark, style: style, stroke: .marks, points: [(log10(s), near?.loss ?? along.loss)])
        }
        let raw = step("raw step", "u", .series(1), along.raw)
        let marks =
            switch along.clip {
            case .unchanged: [step("clipped step", "c", .series(2), along.raw), raw]
            case .shorter(let s): [step("clipped step", "c", .series(2), s), raw]
            case .turned: [raw]
            }
        let plot = Plot(
            [curve] + marks, levels: [Plot.Level(glyphs.text("L(θ)"), y: along.loss, style: .dim)],
            xName: glyphs.text("log₁₀ s"), yScale: .logarithmic)
        grid.within(body.inset(left: 1, right: 1)) { plot.draw(&$0, glyphs: glyphs) }
        grid.horizontalLine(y: bottom.y, glyphs: glyphs)
        for (row, line) in foot.enumerated() {
            grid.text(line, x: 1, y: bottom.y + 1 + row, style: .value, width: grid.width - 2)
        }
    }

    private func alongLines(_ along: LossAlongGradient) -> [String] {
        func loss(at s: Double) -> String {
            numbers.short(along.points.min { abs(log10($0.s / s)) < abs(log10($1.s / s)) }?.loss ?? .nan)
        }
        let clipped =
            switch along.clip {
            case .unchanged: "the clip leaves this step as it is"
            case .shorter(let s): "clipped s = \(numbers.short(s)), L about \(loss(at: s))"
            case .turned(let norm, let degrees):
                "the clipped step, ‖g‖ = \(numbers.short(norm)), turns by \(numbers.short(degrees)) degrees and is not on "
                    + "this curve"
            }
        return [
            "after epoch \(along.epoch): L = \(numbers.short(along.loss)), ‖g‖ = \(numbers.short(along.norm))",
            "raw s = rate = \(numbers.short(along.raw)), L about \(loss(at: along.raw)); \(clipped)",
        ]
    }

    func alongSentence(_ along: LossAlongGradient?) -> String {
        guard let along else { return "it is being computed." }
        guard !along.points.isEmpty else {
            if !along.norm.isFinite {
                return "after epoch \(along.epoch) the gradient is not finite; Home goes back to the first weights."
            }
            return along.raw > 0
                ? "after epoch \(along.epoch) the clipped step is too small for a double."
                : "after epoch \(along.epoch) the rate is 0, so there is no step to look at; ← goes back."
        }
        return "epoch \(along.epoch): loss \(numbers.short(along.loss)), gradient norm \(numbers.short(along.norm))."
    }

    func alongInWords(_ along: LossAlongGradient?) -> LinearText {
        var text = LinearText()
        text.heading("The loss along the gradient")
        guard let along, !along.points.isEmpty else {
            text.text(alongSentence(along))
            return text
        }
        for line in alongLines(along) { text.text(line) }
        for point in along.points.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
            text.fact("s \(numbers.short(point.s))", "loss \(numbers.short(point.loss))")
        }
        return text
    }
}

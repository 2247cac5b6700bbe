import Recurrence
import Scenes
import TerminalUI
import Wording

/// A watched training as it is drawn and said.
struct TrainingPicture {
    let run: WatchedTraining
    let explorer: Explorer
    /// The unit whose gates are shown, from 0.
    let unit: Int
    let slider: TrainingSlider?

    var glyphs: Glyphs { explorer.glyphs }
    var numbers: Numbers { Numbers(glyphs) }

    init(_ run: WatchedTraining, _ explorer: Explorer, unit: Int, slider: TrainingSlider?) {
        self.run = run
        self.explorer = explorer
        self.slider = slider
        let strips = GateStrips(run.look.trace)
        self.unit = min(unit, max(0, strips.width - 1))
    }

    func draw(_ grid: inout Grid) {
        drawHeading(&grid)
        let foot = footLines(width: grid.width - 2)
        let (body, bottom) = grid.bounds.inset(top: 3).split(bottom: foot.count + 1)
        let (left, right) = body.split(right: min(44, max(26, grid.width * 2 / 5)))
        let hasNorms = left.height >= 14
        let (upper, lower) = left.split(bottom: hasNorms ? left.height * 2 / 5 : 0)
        grid.within(upper.inset(left: 1, right: 1)) { lossPlot($0.width).draw(&$0, glyphs: glyphs) }
        if hasNorms { grid.within(lower.inset(left: 1, right: 1)) { normPlot($0.width).draw(&$0, glyphs: glyphs) } }
        grid.verticalLine(x: right.x, y: right.y, length: right.height, glyphs: glyphs)
        grid.within(right.inset(left: 2)) { drawLook(&$0) }
        grid.horizontalLine(y: bottom.y, glyphs: glyphs)
        for (row, line) in foot.enumerated() {
            grid.text(line, x: 1, y: bottom.y + 1 + row, width: grid.width - 2)
        }
        grid.setCursor(x: 1, y: 0)
    }

    // MARK: Heading and foot

    private func drawHeading(_ grid: inout Grid) {
        let right = StyledText("epoch \(run.epoch)", .present) + StyledText(" of \(run.asked)   ", .dim) + lossText
        let title = run.scene.title.isEmpty ? "untitled" : run.scene.title
        grid.text(Text.fit(glyphs.text(title), width: max(8, grid.width - right.width - 4)), x: 1, y: 0, style: .title)
        grid.text(right, right: grid.width - 1, y: 0)
        let state = stateText
        grid.text(
            StyledText(glyphs.text(rulesText), .label), x: 1, y: 1, width: max(0, grid.width - 4 - state.width))
        grid.text(state, right: grid.width - 1, y: 1)
        grid.horizontalLine(y: 2, glyphs: glyphs)
    }

    private var lossText: StyledText {
        guard let record = run.record else { return StyledText("nothing\(more) trained yet", .future) }
        return StyledText("loss ", .label) + StyledText(numbers.text(record.loss), .value)
    }

    /// Beside the trained epochs that the scene came with.
    private var more: String { run.first > 0 ? " more" : "" }

    private var stateText: StyledText {
        if let perSecond = run.perSecond { return StyledText("\(numbers.short(perSecond)) epochs/s", .present) }
        if run.isRunning { return StyledText("training", .present) }
        if run.divergence != nil, run.epoch == run.latest { return StyledText("diverged", .error) }
        return StyledText("paused", .dim)
    }

    /// `adam · rate 0.02 · clip by norm at 1 · 16 sequences an epoch`
    var rulesText: String {
        let training = run.scene.training ?? Training()
        var parts = [training.optimizer.words, "rate \(numbers.short(run.rules.rate(ofEpoch: run.epoch)))"]
        if let clip = training.clip {
            parts.append("clip by \(clip.by.rawValue) at \(numbers.short(clip.at.approximation))")
        } else {
            parts.append("no clip")
        }
        let count = run.scene.taskSequences == nil ? 1 : training.batch ?? 1
        parts.append(count == 1 ? "one sequence an epoch" : "\(count) sequences an epoch")
        if let chunks = training.chunks { parts.append("in chunks of \(chunks)") }
        return parts.joined(separator: " · ")
    }

    private func footLines(width: Int) -> [StyledText] {
        var line = StyledText("sliders ", .hint)
        for one in TrainingSlider.allCases {
            guard let position = one.position(in: run.scene) else { continue }
            let isChosen = one == slider
            let mark = isChosen ? String(glyphs.filledRight) : " "
            line.append("\(mark)\(one.title) \(numbers.short(position))  ", isChosen ? .present : .label)
        }
        line.append(glyphs.text(run.scene.training?.clip == nil ? " + − moves" : " , chooses  + − moves"), .hint)
        line.append("   [ ] another unit", .hint)
        if let divergence = run.divergence, run.epoch == run.latest {
            return [StyledText(glyphs.text(divergence.words(numbers)), .warning), line]
        }
        return [StyledText(glyphs.text(finding), .value), line]
    }

    /// What has come of it so far, in one line.
    private var finding: String {
        guard let first = run.records.first, let record = run.record else {
            return "a trains until epoch \(run.asked), → one epoch; the curves grow as it goes"
        }
        let loss = "loss \(numbers.short(first.loss)) → \(numbers.short(record.loss))"
        guard let baseline = run.baseline else {
            return "\(loss) in \(Words.count(record.epoch - run.first, "epoch"))"
        }
        let times = baseline.value / record.loss
        let more = times > 1 ? "\(numbers.short(times)) times as much" : "no more than this"
        return "\(loss); without a memory \(numbers.short(baseline.value)), \(more): \(baseline.rule)"
    }

    // MARK: Curves

    private var xRange: ClosedRange<Double> {
        let first = Double(run.first)
        return first...max(first + 10, Double(run.latest), Double(run.left.compactMap { $0.last?.epoch }.max() ?? 0))
    }

    private func points(
        _ records: [EpochRecord], _ width: Int, _ value: (EpochRecord) -> Double
    ) -> [(x: Double, y: Double)] {
        Plot.thinned(records.map { (Double($0.epoch), value($0)) }, columns: max(1, width))
    }

    private var playhead: Double? { run.epoch < run.latest ? Double(run.epoch) : nil }

    private func lossPlot(_ width: Int) -> Plot {
        // What was left lies below what is there.
        let before = run.left.enumerated().map { index, records in
            Plot.Series(
                index == 0 ? "left" : "", mark: ".", style: .dim, stroke: .dotted,
                points: points(records, width, \.loss))
        }
        let present = Plot.Series("this run", mark: "o", style: .series(0), points: points(run.records, width, \.loss))
        let baseline = run.baseline.map { Plot.Level($0.rule, y: $0.value, style: .warning) }
        return Plot(
            before.filter { !$0.name.isEmpty } + before.filter(\.name.isEmpty) + [present],
            levels: baseline.map { [$0] } ?? [], xName: "epoch", yName: "loss", yScale: .logarithmic, xRange: xRange,
            playhead: playhead)
    }

    private func normPlot(_ width: Int) -> Plot {
        var series = [
            Plot.Series(
                "before", mark: "g", style: .series(1), points: points(run.records, width, \.gradientNorm))
        ]
        if run.scene.training?.clip != nil {
            series.append(
                Plot.Series(
                    "after the clip", mark: "c", style: .clipped, stroke: .dashed,
                    points: points(run.records, width, \.clippedNorm)))
        }
        return Plot(
            series, xName: "epoch", yName: "gradient norm", yScale: .logarithmic, xRange: xRange,
            playhead: playhead)
    }

    // MARK: The present weights

    private func drawLook(_ grid: inout Grid) {
        let strips = GateStrips(run.look.trace)
        let isBehind = run.look.epoch != run.epoch
        grid.text(
            isBehind ? "after epoch \(run.look.epoch); \(run.epoch) comes" : "Weights after epoch \(run.epoch)",
            x: 0, y: 0, style: .heading, width: grid.width)
        var y = 1
        if let steps = strips.steps {
            grid.text(
                glyphs.text(
                    "\(strips.partName)unit \(unit + 1) of \(strips.width), t = \(steps.lowerBound)…\(steps.upperBound)"
                ),
                x: 0, y: y, style: .label, width: grid.width)
            y += 1
        }
        for row in strips.rows(unit: unit) {
            let (strip, label) = (strip(row, room: grid.width - 18), label(row.node))
            grid.text(label, x: 0, y: y, style: .label, width: 9)
            grid.text(strip, x: 10, y: y)
            grid.text(
                StyledText(row.values.last.map { numbers.column($0, width: 7) } ?? "", .value), right: grid.width, y: y)
            y += 1
        }
        y += 1
        for line in answerLines {
            for part in Text.wrap(glyphs.text(line), width: grid.width) {
                grid.text(part, x: 0, y: y, style: .value, width: grid.width)
                y += 1
            }
        }
    }

    private func strip(_ row: GateStrips.Row, room: Int) -> StyledText {
        let scale =
            row.isGate ? HeatScale(.magnitude, limit: 1) : HeatScale(.signed, fitting: row.values + [1])
        // A short sequence takes two or three cells a step where there is room.
        let cells = max(1, min(3, room / max(1, row.values.count)))
        let spread = row.values.flatMap { [Double](repeating: $0, count: cells) }
        return scale.strip(spread, width: max(1, room), glyphs: glyphs).line
    }

    private func label(_ node: NodeID) -> String {
        let word = run.look.trace.network[node].meaning.word
        let name = SceneLook(explorer)?.naming.name(node) ?? run.look.trace.network[node].name
        return word.isEmpty ? name : "\(word) \(name)"
    }

    /// What the network answers on the scene's sequence, and what it should.
    var answerLines: [String] {
        let trace = run.look.trace
        let answered = trace.losses.map(\.step)
        return answered.suffix(3).compactMap { step in
            guard let target = trace.target(at: step) else { return nil }
            let y = trace.output(at: step)
            let name = "y\(glyphs.subscripted(step))"
            switch target {
            case .index(let index):
                guard y.indices.contains(index) else { return nil }
                let symbol = run.classNames.indices.contains(index) ? run.classNames[index] : "class \(index)"
                return Text.fit("\(name): \(symbol) gets \(numbers.short(y[index]))", width: .max)
            case .vector(let wanted):
                let shown = y.prefix(3).map { numbers.short($0) }.joined(separator: ", ")
                let should = wanted.prefix(3).map { numbers.short($0) }.joined(separator: ", ")
                return "\(name) \(shown), target \(should)"
            }
        }
    }

    // MARK: Words

    var sentence: String {
        guard let record = run.record else { return "epoch \(run.epoch): nothing\(more) is trained yet." }
        return "epoch \(run.epoch) has loss \(numbers.text(record.loss))."
    }

    var words: LinearText {
        var text = LinearText()
        text.heading("Training of \(run.scene.title)")
        text.fact("epoch", "\(run.epoch) of \(run.asked), \(run.latest) done")
        text.text(rulesText)
        if let record = run.record {
            text.fact("loss", numbers.text(record.loss))
            text.fact("norm of the gradient", numbers.text(record.gradientNorm))
            if run.scene.training?.clip != nil { text.fact("norm after the clip", numbers.text(record.clippedNorm)) }
        }
        if let divergence = run.divergence, run.epoch == run.latest { text.text(divergence.words(numbers)) }
        if run.record != nil || run.divergence == nil { text.text(finding) }
        for one in TrainingSlider.allCases {
            guard let position = one.position(in: run.scene) else { continue }
            text.fact("slider \(one.title)", numbers.short(position))
        }
        for row in GateStrips(run.look.trace).rows(unit: unit) {
            text.fact(
                "\(label(row.node)) of unit \(unit + 1)", row.values.map { numbers.short($0) }.joined(separator: ", "))
        }
        for line in answerLines { text.text(line) }
        return text
    }
}

extension Divergence {
    /// Where it left the finite numbers, in one sentence.
    func words(_ numbers: Numbers) -> String {
        let what =
            switch cause {
            case .loss: "the loss is \(numbers.short(loss))"
            case .gradient: "the gradient has no finite norm"
            case .weights: "the new weights would not be finite"
            case .memory: "what the optimiser remembers would not be finite"
            }
        let place = chunk.map { ", chunk \($0)" } ?? ""
        return "diverged in epoch \(epoch)\(place): \(what); these are the weights before it"
    }
}

extension Optimizer {
    /// Its name, with what it has beside the rate.
    var words: String {
        switch self {
        case .sgd: "gradient descent"
        case .momentum(let momentum): "momentum \(momentum)"
        case .adam: "Adam"
        case .rmsprop(let decay, _): "RMSProp \(decay)"
        case .adagrad: "Adagrad"
        }
    }
}

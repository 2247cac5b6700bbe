import Recurrence
import Scenes
import TerminalUI

/// Cells side by side as they are drawn and said.
struct ComparePicture {
    let columns: [CellColumn]
    let group: TrainingGroup
    let explorer: Explorer
    let chosen: Int
    let unit: Int

    private var glyphs: Glyphs { explorer.glyphs }
    private var numbers: Numbers { Numbers(glyphs) }

    // MARK: Stepped

    /// All cells stand at the same whole moment.
    private func playhead(_ session: Session) -> Playhead {
        let present = explorer.playhead
        let whole = present.subStep == nil ? present.position : max(0, present.position - 1)
        return Playhead(position: min(whole, session.timeline.count - 1))
    }

    func drawStepped(_ grid: inout Grid) {
        guard let look = SceneLook(explorer) else { return }
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let body = grid.bounds.inset(left: 1, top: 3, right: 1)
        let bands = body.rows(columns.map { _ in Extent.flexible() })
        // All at once: a long sequence has long curves.
        let shown = columns.filter(isGradientInSight)
        _ = Parallel.map(shown.count) { index in
            let session = shown[index].session
            _ = shown[index].gradient.map { session.verdicts(part: $0.part, loss: $0.loss) }
        }
        for (index, (column, band)) in zip(columns, bands).enumerated() {
            grid.within(band) { drawBand(&$0, column, isChosen: index == chosen) }
            if index == chosen { grid.setCursor(x: band.x, y: band.y) }
        }
    }

    private func drawBand(_ grid: inout Grid, _ column: CellColumn, isChosen: Bool) {
        let mark = isChosen ? String(glyphs.filledRight) : " "
        grid.text("\(mark)\(column.cell)", x: 0, y: 0, style: isChosen ? .present : .heading)
        let room = max(0, grid.height - 1)
        let gradient = gradientRow(column)
        let values = valueRows(column)
        let rows = Array(values.prefix(max(0, room - (gradient == nil ? 0 : 1)))) + (gradient.map { [$0] } ?? [])
        let hidden = values.count + (gradient == nil ? 0 : 1) - rows.count
        drawFacts(&grid, facts(column), x: Text.width(column.cell) + 3, hidden: hidden)
        for (line, row) in rows.enumerated() {
            grid.text(row.label, x: 1, y: 1 + line, style: .label, width: Self.labelWidth)
            let width = max(1, grid.width - 22)
            grid.text(strip(row.values, row.scale, width: width), x: 12, y: 1 + line)
            let text = row.latest.map { numbers.column($0, width: 9) } ?? String(glyphs.notYet)
            grid.text(StyledText(text, row.latest == nil ? .future : .value), right: grid.width, y: 1 + line)
        }
    }

    /// How many rows there is no room for, and what the numbers say; where both do not fit, the gradient is what counts.
    private func drawFacts(_ grid: inout Grid, _ facts: [String], x: Int, hidden: Int) {
        let marks = hidden > 0 ? ["\(glyphs.moreDown) \(hidden) more  ", "\(glyphs.moreDown) \(hidden)  "] : [""]
        let spelled = [facts.joined(separator: "   "), facts.last ?? ""].map { glyphs.text($0) }
        let ways = spelled.flatMap { line in marks.map { (mark: $0, line: line) } }
        let last = (mark: marks[marks.count - 1], line: spelled[1])
        let way = ways.first { x + Text.width($0.mark) + Text.width($0.line) <= grid.width } ?? last
        let start = x + grid.text(way.mark, x: x, y: 0, style: .hint)
        grid.text(way.line, x: max(start, grid.width - Text.width(way.line)), y: 0, style: .value)
    }

    private static let labelWidth = 10

    private struct Row {
        let label: String
        /// Nil where it is not computed yet.
        let values: [Double?]
        let scale: HeatScale
        /// Whether the last step is computed first: the gradients of a layer that runs forward, the values of one that runs backward.
        let isFromTheEnd: Bool

        var latest: Double? {
            let known = values.compactMap(\.self)
            return isFromTheEnd ? known.first : known.last
        }
    }

    /// The states of the unit first, then its gates, then its candidates.
    private func valueRows(_ column: CellColumn) -> [Row] {
        let session = column.session
        let (strips, playhead) = (GateStrips(session.trace), playhead(session))
        let naming = Naming(session.lettering(explorer.notation), glyphs: glyphs)
        let rows = strips.rows(unit: min(unit, strips.width - 1))
        let order =
            rows.filter { session.network[$0.node].meaning.role == .state }
            + rows.filter { session.network[$0.node].meaning.role != .state }
        return order.map { row in
            let steps = session.network.part(of: row.node).steps
            let values = zip(steps, row.values).map { t, value in
                session.isComputed(row.node, at: t, playhead) ? value : nil
            }
            let word = session.network[row.node].meaning.word
            let name = naming.name(row.node)
            return Row(
                label: word.isEmpty || row.isGate == false ? name : "\(word) \(name)", values: values,
                scale: row.isGate
                    ? HeatScale(.magnitude, limit: 1) : HeatScale(.signed, fitting: row.values + [1]),
                isFromTheEnd: session.network.part(of: row.node).order < 0)
        }
    }

    /// For every step of the last recurrent layer, whether its state's gradient has come back; empty without a loss.
    private func knownGradients(_ column: CellColumn) -> [Bool] {
        guard let part = column.gradientPart else { return [] }
        let playhead = playhead(column.session)
        return part.steps.map { t in
            part.states.allSatisfy { column.session.isGradientComputed($0, at: t, playhead) }
        }
    }

    private func isGradientInSight(_ column: CellColumn) -> Bool { knownGradients(column).contains(true) }

    /// ‖∂L_k/∂state_t‖ of the last loss as far as it has come back, on a log scale; nil without a loss.
    private func gradientRow(_ column: CellColumn) -> Row? {
        guard let part = column.gradientPart else { return nil }
        let isKnown = knownGradients(column)
        // What is not seen yet is not computed.
        let norms = isKnown.contains(true) ? column.gradient?.single ?? [] : []
        let values = isKnown.indices.map { isKnown[$0] && norms.indices.contains($0) ? norms[$0] : nil }
        let limit = norms.filter(\.isFinite).max() ?? 1
        let name = lossName(column)
        let label = [glyphs.text("‖∂\(name)/∂·‖"), glyphs.text("‖∂\(name)‖")]
        return Row(
            label: label.first { Text.width($0) <= Self.labelWidth } ?? label[1], values: values,
            scale: HeatScale(.magnitudeLogarithmic(floor: limit * 1e-4), limit: limit), isFromTheEnd: part.order > 0)
    }

    /// One or more cells a step; several steps a cell where there are too many.
    private func strip(_ values: [Double?], _ scale: HeatScale, width: Int) -> StyledText {
        guard !values.isEmpty else { return StyledText() }
        let perCell = (values.count + width - 1) / width
        let cells = perCell > 1 ? 1 : max(1, min(4, width / values.count))
        var line = StyledText()
        for start in stride(from: 0, to: values.count, by: perCell) {
            let known = values[start..<min(start + perCell, values.count)].compactMap(\.self)
            guard let strongest = known.max(by: { abs($0) < abs($1) }) else {
                line.append(Text.blanks(cells), .future)
                continue
            }
            line.append(String(repeating: String(scale.glyph(strongest, glyphs)), count: cells), scale.style(strongest))
        }
        return line
    }

    /// `L`, or `L₆` where it is the last one of several.
    private func lossName(_ column: CellColumn) -> String {
        let losses = column.session.trace.losses
        return losses.count > 1 ? "L\(glyphs.subscripted(losses[losses.count - 1].step))" : "L"
    }

    /// The loss, and how much of the last one's gradient has come back to the end of its span.
    private func facts(_ column: CellColumn) -> [String] {
        let session = column.session
        let playhead = playhead(session)
        guard session.timeline.hasLoss, playhead.position >= session.timeline.lossIndex else { return [] }
        let facts = ["loss \(numbers.text(session.trace.loss))"]
        guard session.isBackwardDone(playhead), let curves = column.gradient else { return facts }
        // An LSTM may carry everything in c while ∂L/∂h is nearly 0.
        let verdicts = session.verdicts(part: curves.part, loss: curves.loss)
        let naming = Naming(session.lettering(explorer.notation), glyphs: glyphs)
        var (shares, said) = ([String](), "")
        for verdict in verdicts {
            let span = "\(verdict.steps[0]) → \(verdict.steps[verdict.steps.count - 1])"
            let start = span == said ? "" : said.isEmpty ? "t = \(span): " : "\(span): "
            let name = "‖∂\(lossName(column))/∂\(naming.name(verdict.state))‖"
            shares.append(start + share(verdict, of: name))
            said = span
        }
        return shares.isEmpty ? facts : facts + [shares.joined(separator: ", ")]
    }

    /// `×0.00719 of ‖∂L/∂h‖`
    private func share(_ verdict: StateVerdict, of name: String) -> String {
        switch verdict.kind {
        case .silent: "\(name) is 0 throughout"
        case .notFinite(let t): "\(name) not finite from t = \(t)"
        case .explodes where verdict.norms[0] == 0:
            "\(name) from 0 to \(numbers.short(verdict.norms[verdict.norms.count - 1]))"
        case .holds, .fades, .vanishes, .grows, .explodes, .dead: "×\(numbers.short(verdict.ratio)) of \(name)"
        }
    }

    var steppedSentence: String {
        guard columns.indices.contains(chosen) else { return "" }
        let column = columns[chosen]
        let rows = valueRows(column)
        let name = rows.first?.label ?? ""
        guard let latest = rows.first?.latest else { return "\(column.cell): nothing is computed yet." }
        let facts = facts(column)
        let rest = facts.isEmpty ? "" : ", " + facts.joined(separator: ", ")
        return "\(column.cell): \(name) is \(numbers.text(latest))\(rest)."
    }

    var steppedInWords: LinearText {
        var text = LinearText()
        text.heading("\(columns.count) cells on one sequence, unit \(unit + 1)")
        for column in columns {
            let none = column.session.timeline.hasLoss ? "no loss yet" : "this scene has no loss"
            text.fact(column.cell, facts(column).isEmpty ? none : facts(column).joined(separator: ", "))
            for row in valueRows(column) + (gradientRow(column).map { [$0] } ?? []) {
                let known = row.values.enumerated().compactMap { t, value in
                    value.map { "t \(t + 1) \(numbers.short($0))" }
                }
                if !known.isEmpty { text.fact("\(column.cell) \(row.label)", known.joined(separator: ", ")) }
            }
        }
        return text
    }

    // MARK: Trained

    private static let strokes: [Plot.Stroke] = [.solid, .dashed, .dotted, .solid]

    /// A loss below this counts as learned.
    static let learned = 0.01

    private func firstBelow(_ run: WatchedTraining) -> Int? {
        run.records.first { $0.loss < Self.learned }?.epoch
    }

    func drawTrained(_ grid: inout Grid) {
        let title = explorer.session?.scene.title ?? ""
        let right = StyledText("epoch \(group.epoch)", .present) + StyledText(" of \(group.asked)", .dim)
        grid.text(Text.fit(glyphs.text(title), width: max(8, grid.width - right.width - 4)), x: 1, y: 0, style: .title)
        grid.text(right, right: grid.width - 1, y: 0)
        let state =
            group.perSecond.map { StyledText("\(numbers.short($0)) epochs/s", .present) }
            ?? StyledText(group.isRunning ? "training" : "paused", .dim)
        let rules = group.runs.first.map { TrainingPicture($0, explorer, unit: 0, slider: nil).rulesText } ?? ""
        grid.text(glyphs.text(rules), x: 1, y: 1, style: .label, width: max(0, grid.width - 4 - state.width))
        grid.text(state, right: grid.width - 1, y: 1)
        grid.horizontalLine(y: 2, glyphs: glyphs)
        let (body, table) = grid.bounds.inset(top: 3).split(bottom: columns.count + 2)
        let latest = Double(group.runs.map(\.latest).max() ?? 0)
        let first = Double(group.first)
        let plot = Plot(
            zip(columns, group.runs).enumerated().map { index, pair in
                Plot.Series(
                    pair.0.cell, mark: mark(pair.0.cell), style: .series(index),
                    stroke: Self.strokes[index % Self.strokes.count],
                    points: Plot.thinned(
                        pair.1.records.map { (Double($0.epoch), $0.loss) }, columns: max(1, grid.width - 10)))
            },
            levels: group.runs.first?.baseline.map { [Plot.Level($0.rule, y: $0.value, style: .warning)] } ?? [],
            xName: "epoch", yName: "loss", yScale: .logarithmic, xRange: first...max(first + 10, latest),
            playhead: group.epoch < group.front ? Double(group.epoch) : nil)
        grid.within(body.inset(left: 1, right: 1)) { plot.draw(&$0, glyphs: glyphs) }
        grid.horizontalLine(y: table.y, glyphs: glyphs)
        grid.text(
            "cell        loss of the epoch   first below 0.01   gradient norm", x: 2, y: table.y + 1, style: .label)
        for (index, (column, run)) in zip(columns, group.runs).enumerated() {
            let y = table.y + 2 + index
            let isChosen = index == chosen
            let mark = isChosen ? String(glyphs.filledRight) : " "
            grid.text(
                "\(mark)\(column.cell)", x: 1, y: y, style: isChosen ? .present : .heading, width: 10)
            grid.text(StyledText(run.record.map { numbers.text($0.loss) } ?? "", .value), right: 31, y: y)
            grid.text(StyledText(below(run), .value), right: 50, y: y)
            grid.text(StyledText(run.record.map { numbers.text($0.gradientNorm) } ?? "", .value), right: 66, y: y)
            if isChosen { grid.setCursor(x: 1, y: y) }
        }
    }

    private func below(_ run: WatchedTraining) -> String {
        if let divergence = run.divergence { return "diverged in \(divergence.epoch)" }
        return firstBelow(run).map { "epoch \($0)" } ?? (run.latest > run.first ? "not yet" : "")
    }

    /// A letter for a curve: R U G L M, and N for a linear cell.
    private func mark(_ cell: String) -> Unicode.Scalar {
        cell == "linear" ? "n" : cell.unicodeScalars.first ?? "?"
    }

    var trainedSentence: String {
        let losses = zip(columns, group.runs).compactMap { column, run in
            run.record.map { "\(column.cell) \(numbers.short($0.loss))" }
        }
        return losses.isEmpty
            ? "epoch \(group.epoch): nothing is trained yet."
            : "epoch \(group.epoch): loss of \(losses.joined(separator: ", "))."
    }

    var trainedInWords: LinearText {
        var text = LinearText()
        text.heading("\(columns.count) cells trained together, epoch \(group.epoch) of \(group.asked)")
        for (column, run) in zip(columns, group.runs) {
            guard let record = run.record else { continue }
            text.fact(
                column.cell,
                "loss \(numbers.text(record.loss)), first below \(numbers.short(Self.learned)): \(below(run))")
        }
        return text
    }
}

import TerminalUI

extension GraphPainter {
    /// y_t, over and down to the next input.
    mutating func paintFeedback() {
        guard structure.feedsBack, let placed = layout.panes.last, placed.pane.isDecoder || structure.decoder == nil,
            let input = placed.pane.levels.first, input.role == .input, let source = input.lanes.first,
            let level = placed.pane.levels.firstIndex(where: { $0.role == .output }),
            let y = placed.pane.levels[level].lanes.first
        else { return }
        let columns = placed.columns
        let top = placed.rows.levels[level].lanes[0]
        let bottom = placed.rows.levels[0].lanes[0]
        let aside = structure.hasAttention ? 2 : 0
        for t in columns.visible where t < columns.steps.upperBound {
            let flow = progress.flow(y, at: t, to: source, at: t + 1)
            // Beyond the last step in sight the line leaves the picture where the next step would be.
            let x = columns.over(t + 1) - aside
            canvas.across(end(y, t, placed) - 1, x - 1, top, flow, .over)
            if flow == .returned { canvas.head(end(y, t, placed) - 1, top, .right, flow) }
            canvas.line(x, top, [.down, .left], flow, .over)
            canvas.upward(x, bottom + 1, top - 1, flow, .over)
            if t < columns.visible.upperBound { arrive(at: t + 1, from: x, bottom, flow, placed) }
            if t == columns.visible.upperBound {
                canvas.line(x, bottom, [.up, .right], flow, .over)
                canvas.text(String(glyphs.moreRight), x + 1, bottom, .dim)
            }
        }
        let first = columns.visible.lowerBound
        if first > columns.steps.lowerBound {
            let flow = progress.flow(y, at: first - 1, to: source, at: first)
            let x = columns.left
            canvas.text(String(glyphs.moreLeft), x, bottom, .dim)
            arrive(at: first, from: x, bottom, flow, placed)
        }
    }

    /// The end of a line from above into an input's label.
    private mutating func arrive(at t: Int, from x: Int, _ row: Int, _ flow: GraphFlow, _ placed: GraphLayout.Placed) {
        let end = placed.columns.x(.middle, t) - 2
        canvas.line(x, row, [.up, .right], flow, .over)
        canvas.across(x + 1, end, row, flow, .over)
        if flow != .returned { canvas.head(end, row, .right, flow) }
    }

    /// The weights over the encoder's states, and the context that they make, for the decoder step in sight.
    mutating func paintAttention() {
        guard let row = layout.weightRow, let input = structure.decoder?.levels.first?.lanes.first else { return }
        let i = view.decoderStep
        let flow = contextFlow(input, i)
        guard let encoder = layout.panes.first(where: { !$0.pane.isDecoder }) else {
            canvas.text(String(glyphs.moreLeft), layout.gutter, row, .dim)
            paintContext(i, from: layout.gutter + 1, row, flow)
            return
        }
        let isComputed = progress.isComputed(input, at: i)
        let weights = isComputed ? progress.labels.attention?(i) ?? [] : []
        let level = encoder.pane.topLayer
        let ports = encoder.pane.levels[level].ports
        let portRows = encoder.rows.levels[level].ports
        let columns = encoder.columns
        for t in columns.visible {
            for (port, portRow) in zip(ports, portRows) {
                attend(port, portRow, at: t, row, columns, isForked: ports.count > 1, isComputed ? .computed : .future)
            }
            let weight = weights.indices.contains(t - 1) ? weights[t - 1] : nil
            paintWeight(weight, at: t, row, columns, isForked: ports.count > 1, flow)
        }
        let name = glyphs.indexed(glyphs.isASCII ? "a" : "α", i)
        if columns.hiddenBefore == 0 { canvas.text(name, columns.left + 1, row, isComputed ? .past : .future) }
        paintHiddenWeights(weights, columns, row)
        paintContext(i, from: columns.right + 1, row, flow)
    }

    /// What has passed from the context into decoder step i.
    private func contextFlow(_ input: GraphLane, _ i: Int) -> GraphFlow {
        guard progress.isComputed(input, at: i) else { return .future }
        guard progress.timeline.hasLoss, input.gradient?.contains(i) == true else { return .computed }
        return progress.position >= progress.timeline.backwardIndex(of: input.node, at: i) ? .returned : .computed
    }

    /// The line from an encoder's state up to its weight; it turns round when the state has its whole gradient.
    private mutating func attend(
        _ port: GraphLane, _ portRow: Int, at t: Int, _ row: Int, _ columns: GraphColumns, isForked: Bool,
        _ reached: GraphFlow
    ) {
        let isReturned =
            reached == .computed && progress.timeline.hasLoss && progress.carriesGradient(port, at: t)
            && progress.position >= progress.timeline.backwardIndex(of: port.node, at: t)
        let flow = isReturned ? .returned : reached
        let x = columns.x(port.track, t)
        canvas.upward(x, portRow + 1, row - 1, flow, .column)
        guard isForked else {
            canvas.head(x, portRow + 1, .up, flow)
            return
        }
        let isFirst = port.track == .left && t == columns.visible.lowerBound
        canvas.line(x, row, isFirst ? [.down, .right] : [.down, .left, .right], flow, .column)
        if port.track == .left { canvas.across(x + 1, columns.x(.middle, t) - 1, row, flow, .column) }
    }

    private mutating func paintWeight(
        _ weight: Double?, at t: Int, _ row: Int, _ columns: GraphColumns, isForked: Bool, _ flow: GraphFlow
    ) {
        let x = columns.x(.middle, t)
        var text = "?"
        var style = Style.future
        if let weight {
            let hasBar = !glyphs.isASCII && !columns.measures.isDouble
            text = (hasBar ? String(Character(glyphs.column(weight))) : "") + GraphPainter.share(weight)
            style = .sequential(weight.isFinite ? Int(max(0, min(1, weight)) * 7.99) : 0)
        }
        canvas.text(text, x, row, style)
        let from = x + Text.width(text)
        if t < columns.visible.upperBound {
            let next = columns.x(isForked ? .left : .middle, t + 1)
            canvas.across(from, next - 1, row, flow, .column)
        } else {
            canvas.across(from, columns.right, row, flow, .column)
        }
    }

    /// `.71`, `1.0`.
    private static func share(_ weight: Double) -> String {
        guard weight.isFinite else { return "nan" }
        let hundredths = Int((max(0, min(1, weight)) * 100).rounded())
        if hundredths == 100 { return "1.0" }
        return "." + (hundredths < 10 ? "0" : "") + String(hundredths)
    }

    /// How much weight lies on the states out of sight.
    private mutating func paintHiddenWeights(_ weights: [Double], _ columns: GraphColumns, _ row: Int) {
        guard weights.count == columns.steps.count else { return }
        if columns.hiddenBefore > 0 {
            let sum = weights.prefix(columns.hiddenBefore).reduce(0, +)
            canvas.text(String(glyphs.moreLeft) + GraphPainter.share(sum) + " ", columns.left, row, .dim)
        }
        if columns.hiddenAfter > 0 {
            let sum = weights.suffix(columns.hiddenAfter).reduce(0, +)
            let mark = " " + GraphPainter.share(sum) + String(glyphs.moreRight) + " "
            canvas.text(mark, columns.right + 1 - mark.count, row, .dim)
        }
    }

    private mutating func paintContext(_ i: Int, from start: Int, _ row: Int, _ flow: GraphFlow) {
        guard let decoder = layout.panes.last, decoder.pane.isDecoder else { return }
        let columns = decoder.columns
        guard columns.visible.contains(i) else { return }
        let bottom = decoder.rows.levels[0].lanes[0]
        let x = columns.over(i)
        canvas.across(start, x - 1, row, flow, .over)
        if flow == .returned { canvas.head(start, row, .right, flow) }
        canvas.line(x, row, [.down, .left], flow, .over)
        canvas.upward(x, bottom + 1, row - 1, flow, .over)
        arrive(at: i, from: x, bottom, flow, decoder)
    }
}

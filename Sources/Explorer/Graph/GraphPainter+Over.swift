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
        guard let row = layout.weightRow, let encoder = layout.panes.first(where: { !$0.pane.isDecoder }),
            let input = structure.decoder?.levels.first?.lanes.first
        else { return }
        let i = view.decoderStep
        let isComputed = progress.isComputed(input, at: i)
        let weights = isComputed ? progress.labels.attention?(i) ?? [] : []
        let level = encoder.pane.topLayer
        let ports = encoder.pane.levels[level].ports
        let portRows = encoder.rows.levels[level].ports
        let columns = encoder.columns
        var flow = GraphFlow.future
        for t in columns.visible {
            flow = ports.map { attended($0, at: t, by: input, i) }.max() ?? .future
            for (port, portRow) in zip(ports, portRows) {
                let passed = attended(port, at: t, by: input, i)
                let x = columns.x(port.track, t)
                canvas.upward(x, portRow + 1, row - 1, passed, .column)
                if ports.count == 1 {
                    canvas.head(x, portRow + 1, .up, passed)
                } else {
                    let isFirst = port.track == .left && t == columns.visible.lowerBound
                    let turn: GraphCanvas.Sides = isFirst ? [.down, .right] : [.down, .left, .right]
                    canvas.line(x, row, turn, passed, .column)
                    if port.track == .left {
                        canvas.across(x + 1, columns.x(.middle, t) - 1, row, passed, .column)
                    }
                }
            }
            let weight = weights.indices.contains(t - 1) ? weights[t - 1] : nil
            paintWeight(weight, columns.x(.middle, t), row, columns, t: t, flow)
        }
        let name = glyphs.indexed(glyphs.isASCII ? "a" : "α", i)
        if columns.hiddenBefore == 0 { canvas.text(name, columns.left + 1, row, isComputed ? .past : .future) }
        paintHiddenWeights(weights, columns, row)
        paintContext(i, from: columns, row, flow)
    }

    /// What has passed from an encoder's state into the context of decoder step i.
    private func attended(_ port: GraphLane, at t: Int, by input: GraphLane, _ i: Int) -> GraphFlow {
        guard progress.isComputed(input, at: i) else { return .future }
        guard progress.timeline.hasLoss, input.gradient?.contains(i) == true else { return .computed }
        return progress.position >= progress.timeline.backwardIndex(of: input.node, at: i) ? .returned : .computed
    }

    private mutating func paintWeight(
        _ weight: Double?, _ x: Int, _ row: Int, _ columns: GraphColumns, t: Int, _ flow: GraphFlow
    ) {
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
            let next = columns.x(columns.measures.isDouble ? .left : .middle, t + 1)
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

    private mutating func paintContext(_ i: Int, from encoder: GraphColumns, _ row: Int, _ flow: GraphFlow) {
        guard let decoder = layout.panes.last, decoder.pane.isDecoder else { return }
        let columns = decoder.columns
        guard columns.visible.contains(i) else { return }
        let bottom = decoder.rows.levels[0].lanes[0]
        let x = columns.over(i)
        canvas.across(encoder.right + 1, x - 1, row, flow, .over)
        if flow == .returned { canvas.head(encoder.right + 1, row, .right, flow) }
        canvas.line(x, row, [.down, .left], flow, .over)
        canvas.upward(x, bottom + 1, row - 1, flow, .over)
        arrive(at: i, from: x, bottom, flow, decoder)
    }
}

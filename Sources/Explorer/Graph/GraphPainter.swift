import Recurrence
import TerminalUI

/// Lays the lines and labels of an unfolded graph on a canvas.
struct GraphPainter {
    let progress: GraphProgress
    let view: GraphView
    let layout: GraphLayout
    let glyphs: Glyphs
    var canvas: GraphCanvas

    var structure: GraphStructure { progress.structure }

    mutating func paint() {
        for placed in layout.panes { paintTime(placed) }
        paintHandOver()
        for placed in layout.panes {
            for level in placed.pane.levels.indices.dropFirst() {
                for t in shownSteps(placed, placed.pane.levels[level]) { connect(level, at: t, placed) }
            }
        }
        paintFeedback()
        paintAttention()
        for placed in layout.panes { paintLabels(placed) }
    }

    func shownSteps(_ placed: GraphLayout.Placed, _ level: GraphLevel) -> [Int] {
        let lane = level.lanes.first
        let steps = lane?.steps ?? placed.pane.steps
        guard steps.overlaps(placed.columns.visible) else { return [] }
        return steps.clamped(to: placed.columns.visible).filter {
            lane?.role != .loss || progress.labels.hasLoss(at: $0)
        }
    }

    // MARK: Time

    private mutating func paintTime(_ placed: GraphLayout.Placed) {
        for (level, rows) in zip(placed.pane.levels, placed.rows.levels) where level.role == .state {
            for (lane, row) in zip(level.lanes, rows.lanes) {
                paintMargins(lane, row, placed)
                for t in placed.columns.visible.dropLast() {
                    paintEdge(
                        lane, between: t, from: end(lane, t, placed), to: placed.columns.x(lane.track, t + 1) - 2, row)
                }
            }
        }
    }

    /// The edge of a lane between t and t + 1.
    private mutating func paintEdge(_ lane: GraphLane, between t: Int, from: Int, to: Int, _ row: Int) {
        let flow = progress.carry(lane, into: lane.order > 0 ? t + 1 : t)
        canvas.edge(from, to, row, leftward: lane.order < 0, flow)
    }

    /// The first column behind a label and its bracket.
    func end(_ lane: GraphLane, _ t: Int, _ placed: GraphLayout.Placed) -> Int {
        placed.columns.x(lane.track, t) + Text.width(label(lane, at: t)) + 1
    }

    /// What stands before and behind the steps in sight: the initial state, or how many steps are hidden.
    private mutating func paintMargins(_ lane: GraphLane, _ row: Int, _ placed: GraphLayout.Placed) {
        let columns = placed.columns
        let first = columns.visible.lowerBound
        let last = columns.visible.upperBound
        let arrival = columns.x(lane.track, first) - 2
        if columns.hiddenBefore > 0 {
            let mark = String(glyphs.moreLeft) + String(columns.hiddenBefore)
            canvas.text(mark, columns.left, row, .dim)
            paintEdge(lane, between: first - 1, from: columns.left + mark.count + 1, to: arrival, row)
        } else if lane.order > 0 {
            let start = startLabel(lane)
            let style = progress.carry(lane, into: first) == .future ? Style.future : .past
            canvas.text(start, columns.left + 1, row, style)
            paintEdge(lane, between: first - 1, from: columns.left + Text.width(start) + 2, to: arrival, row)
        }
        if columns.hiddenAfter > 0 {
            let mark = String(columns.hiddenAfter) + String(glyphs.moreRight)
            canvas.text(mark, columns.right - mark.count, row, .dim)
            paintEdge(lane, between: last, from: end(lane, last, placed), to: columns.right - mark.count - 2, row)
        } else if lane.order < 0 {
            let start = startLabel(lane)
            let x = columns.right - 1 - Text.width(start)
            let style = progress.carry(lane, into: last) == .future ? Style.future : .past
            canvas.text(start, x, row, style)
            paintEdge(lane, between: last, from: end(lane, last, placed), to: x - 2, row)
        }
    }

    /// From the encoder's final states to the decoder's first one.
    private mutating func paintHandOver() {
        if layout.hidesPane, let only = layout.panes.first {
            let row = only.rows.levels[only.pane.topLayer].lanes.last ?? 0
            let isFirst = !only.pane.isDecoder
            canvas.text(
                String(isFirst ? glyphs.moreRight : glyphs.moreLeft), isFirst ? canvas.width - 1 : layout.gutter, row,
                .dim)
        }
        guard let encoder = layout.panes.first(where: { !$0.pane.isDecoder }), let decoder = structure.decoder,
            let state = decoder.levels[decoder.topLayer].lanes.first, state.start == .encoder
        else { return }
        let level = encoder.pane.topLayer
        for (lane, row) in zip(encoder.pane.levels[level].lanes, encoder.rows.levels[level].lanes) {
            let final = lane.order > 0 ? lane.steps.upperBound : lane.steps.lowerBound
            let flow = progress.flow(lane, at: final, to: state, at: state.initialStep)
            if lane.order > 0 {
                var from = encoder.columns.right + 1
                if encoder.columns.hiddenAfter == 0 { from = end(lane, final, encoder) }
                let to = layout.panes.last.map { $0.columns.left - 1 } ?? from
                if layout.panes.count > 1 { canvas.edge(from, to, row, leftward: false, flow) }
            } else if encoder.columns.hiddenBefore == 0 {
                let target = startLabel(state)
                canvas.text(target, encoder.columns.left + 1, row, flow == .future ? .future : .past)
                let from = encoder.columns.left + Text.width(target) + 2
                canvas.edge(from, encoder.columns.x(lane.track, final) - 2, row, leftward: true, flow)
            }
        }
    }

    // MARK: Labels

    private mutating func paintLabels(_ placed: GraphLayout.Placed) {
        for (index, level) in placed.pane.levels.enumerated() {
            let rows = placed.rows.levels[index]
            if let name = level.name, layout.gutter > 0, let row = rows.lanes.last {
                canvas.text(name, 0, row, .label)
            }
            for t in shownSteps(placed, level) {
                for (lane, row) in zip(level.lanes, rows.lanes) {
                    var x = placed.columns.x(lane.track, t)
                    if rows.isBeside, let y = placed.pane.levels[index - 1].lanes.first {
                        x += Text.width(label(y, at: t)) + 2
                    }
                    paintLabel(lane, at: t, x, row)
                }
                if let sum = level.sum, let row = rows.sum {
                    paintLabel(sum, at: t, placed.columns.x(sum.track, t), row)
                }
            }
        }
    }

    private mutating func paintLabel(_ lane: GraphLane, at t: Int, _ x: Int, _ row: Int) {
        let text = label(lane, at: t)
        let isPresent = view.isPresent(lane, at: t)
        let style: Style = isPresent ? .present : progress.isComputed(lane, at: t) ? .past : .future
        let isToken = text.hasPrefix("'")
        canvas.text(text, isToken ? x - 1 : x, row, style)
        guard isPresent else { return }
        canvas.text("[", isToken ? x - 2 : x - 1, row, .present)
        canvas.text("]", x + Text.width(text) - (isToken ? 1 : 0), row, .present)
    }
}

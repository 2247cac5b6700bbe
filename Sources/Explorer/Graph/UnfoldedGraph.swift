import Recurrence
import TerminalUI

/// A network unfolded in time, as far as it has been computed at one moment of its timeline.
///
/// Heavy lines with filled heads carry values that are there, dashed lines with hollow heads those to come; on the way back, heads turn
/// round where the gradient has passed. The node of the present moment, or the one in focus, stands in brackets.
public struct UnfoldedGraph: Sendable {
    /// A part of the network at a step.
    public struct Focus: Hashable, Sendable {
        /// An index into `Network.parts`.
        public var part: Int
        /// The step, from 1.
        public var step: Int

        /// A part of the network at one of its steps.
        public init(part: Int, step: Int) {
            self.part = part
            self.step = step
        }
    }

    let progress: GraphProgress
    let view: GraphView

    /// - Parameters:
    ///   - position: an index into the timeline; the nearest one where there is no such moment.
    ///   - isUnderWay: whether the moment's own nodes are still being computed, so that what it brings has not passed yet.
    ///   - focus: what to bracket and keep in sight instead of the present moment's nodes.
    public init(
        network: Network, timeline: Timeline, position: Int, isUnderWay: Bool = false, focus: Focus? = nil,
        labels: GraphLabels = GraphLabels()
    ) {
        let structure = GraphStructure(network, losses: labels.lossRange(in: network.outputSteps))
        let position = max(0, min(position, timeline.count - 1))
        let done = isUnderWay ? max(0, position - 1) : position
        progress = GraphProgress(structure: structure, timeline: timeline, position: done, labels: labels)
        view = GraphView(timeline[position], progress, focus: focus)
    }

    /// The graph when every value and loss is there and no gradient has gone back: heads point as the values go, no node is in brackets.
    public init(computed network: Network, labels: GraphLabels = GraphLabels()) {
        let structure = GraphStructure(network, losses: labels.lossRange(in: network.outputSteps))
        let timeline = Timeline(network, clips: false)
        let last = timeline.hasLoss ? timeline.lossIndex : timeline.count - 1
        progress = GraphProgress(structure: structure, timeline: timeline, position: last, labels: labels)
        view = GraphView(.start, progress, focus: nil)
    }

    /// The rows that the whole picture takes at a width.
    public func preferredHeight(width: Int) -> Int {
        GraphLayout.rows(of: progress.structure, view: view, width: width, tight: false)
    }

    /// The fewest rows in which everything is seen; with fewer the picture scrolls.
    public func compactHeight(width: Int) -> Int {
        GraphLayout.rows(of: progress.structure, view: view, width: width, tight: true)
    }

    /// Fills the grid's window: the whole picture where it fits, otherwise the part around the present with marks for the rest.
    public func draw(_ grid: inout Grid, glyphs: Glyphs) {
        guard !grid.size.isEmpty else { return }
        guard let whole = GraphLayout(progress.structure, view: view, width: grid.width, height: grid.height) else {
            drawStrip(&grid, glyphs)
            return
        }
        if whole.rowCount <= grid.height {
            let top = (grid.height - whole.rowCount) / 2
            paint(&grid, whole, rows: 0..<whole.rowCount, y: top, width: grid.width, glyphs)
            return
        }
        let margin = 4
        guard let narrow = GraphLayout(progress.structure, view: view, width: grid.width - margin, height: grid.height)
        else {
            drawStrip(&grid, glyphs)
            return
        }
        let rows = Window(count: narrow.rowCount, room: grid.height, focus: narrow.row(of: view))
        // Windows count from the top, rows from the bottom.
        paint(&grid, narrow, rows: rows.range, y: 0, width: grid.width - margin, glyphs)
        let x = grid.width - margin + 1
        func hidden(_ isHidden: (Int) -> Bool) -> String { narrow.laneRows.count(where: isHidden).description }
        if rows.isCutAfter {
            grid.text(String(glyphs.moreUp) + hidden { $0 >= rows.range.upperBound }, x: x, y: 0, style: .dim)
        }
        if rows.isCutBefore {
            let mark = String(glyphs.moreDown) + hidden { $0 < rows.range.lowerBound }
            grid.text(mark, x: x, y: grid.height - 1, style: .dim)
        }
    }

    private func paint(
        _ grid: inout Grid, _ layout: GraphLayout, rows: Range<Int>, y: Int, width: Int, _ glyphs: Glyphs
    ) {
        let canvas = GraphCanvas(width: width, rows: rows, glyphs: glyphs)
        var painter = GraphPainter(progress: progress, view: view, layout: layout, glyphs: glyphs, canvas: canvas)
        painter.paint()
        painter.canvas.draw(&grid, x: 0, y: y)
        for placed in layout.panes {
            for (level, places) in zip(placed.pane.levels, placed.rows.levels) where level.role == .state {
                for (lane, row) in zip(level.lanes, places.lanes) where rows.contains(row) {
                    guard let part = lane.part else { continue }
                    for t in lane.steps.clamped(to: placed.columns.visible)
                    where lane.steps.overlaps(placed.columns.visible) {
                        grid.mark(
                            x: placed.columns.x(lane.track, t) - 1, y: y + rows.upperBound - 1 - row,
                            id: StepSpot.state(part: part, step: t).id)
                    }
                }
            }
        }
    }

    /// One line, as long as there is room for: the present state and its neighbours, or its name, or a mark.
    private func drawStrip(_ grid: inout Grid, _ glyphs: Glyphs) {
        let pane = view.isInDecoder ? progress.structure.decoder ?? progress.structure.main : progress.structure.main
        let t = view.isInDecoder ? view.decoderStep : view.step
        let count = pane.steps.upperBound
        let lane = pane.levels[pane.topLayer].lanes.last
        let name = glyphs.indexed(lane?.name.first.map(String.init) ?? "h", t)
        let choices = ["[\(name)] \(t)/\(count)", "\(t)/\(count)", name]
        let text = choices.first { Text.width($0) <= grid.width } ?? String(Text.ellipsis)
        grid.text(
            glyphs.isASCII && text == String(Text.ellipsis) ? "~" : text, x: 0, y: grid.height / 2, style: .present)
    }
}

extension GraphLayout {
    /// The rows in which nodes stand.
    var laneRows: Set<Int> {
        Set(
            panes.flatMap { $0.rows.levels.flatMap { $0.lanes + ($0.sum.map { [$0] } ?? []) } }
                + (weightRow.map { [$0] } ?? []))
    }

    /// The row that has to be in sight.
    func row(of view: GraphView) -> Int {
        let placed = panes.last { $0.pane.isDecoder == view.isInDecoder } ?? panes.last
        guard let placed else { return 0 }
        for (level, rows) in zip(placed.pane.levels, placed.rows.levels) {
            for (lane, row) in zip(level.lanes, rows.lanes) {
                if case .part(let part, _) = view.target, lane.part == part { return row }
                if view.target == .losses, lane.role == .loss { return row }
            }
        }
        return placed.rows.levels[placed.pane.topLayer].top
    }
}

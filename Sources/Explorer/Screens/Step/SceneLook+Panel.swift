import Recurrence
import TerminalUI

extension SceneLook {
    /// Gates and states as bars with numbers; at the loss its terms; at the clip and the update the parameters. What room is left beside
    /// and below shows the matrices in use and the steps around.
    func drawPanel(_ grid: inout Grid) {
        let sideWidth = grid.width >= 116 ? max(38, grid.width - tableWidth - 3) : 0
        let (left, side) = grid.bounds.split(right: sideWidth)
        let used = grid.within(left) { drawTable(&$0) }
        let below = left.inset(left: 1, top: min(left.height, used + 1), right: 1)
        var regions = [Rect]()
        if sideWidth > 0 {
            grid.verticalLine(x: side.x, y: 1, length: side.height - 1, glyphs: glyphs)
            regions.append(side.inset(left: 2, top: 1))
        }
        // A screen of usual height stays calm: what changes at a step is what was computed.
        let isAsked = below.height >= SideBlock.leastHeight + 1 && grid.screen.height >= 28
        guard sideWidth > 0 || isAsked else { return }
        var free = SideRegions(regions + (isAsked ? [below] : []))
        if sideWidth > 0 {
            grid.text(" \(glyphs.text(sideTitle)) ", x: side.x + 1, y: 0, style: .heading, width: side.width - 1)
        }
        free.fill(&grid, sideBlocks, glyphs: glyphs)
    }

    private var sideTitle: String {
        switch moment {
        case .clip, .update: "entries"
        case .loss: "what it comes from"
        case .start, .forward, .backward: "matrices in use"
        }
    }

    private var sideBlocks: [SideBlock] {
        switch moment {
        case .clip, .update: return parameterBlocks
        case .start: return notesBlock + matrixBlocks + aroundBlocks
        case .loss, .forward, .backward:
            let (matrices, around) = (matrixBlocks, aroundBlocks)
            return Array(matrices.prefix(2)) + around.prefix(2) + matrices.dropFirst(2) + around.dropFirst(2)
        }
    }

    /// What the table takes of a wide screen.
    private var tableWidth: Int {
        switch moment {
        case .clip, .update, .loss: 76
        case .start, .forward, .backward: min(76, session.panes.map { PaneTable.wholeWidth(self, $0) }.max() ?? 76)
        }
    }

    /// Draws the list that the moment looks at; returns the rows that it takes.
    private func drawTable(_ grid: inout Grid) -> Int {
        switch moment {
        case .clip, .update:
            drawParameters(&grid)
            return min(grid.height, session.trainedParameters.count + 1)
        case .loss:
            drawLosses(&grid)
            return min(grid.height, session.trace.losses.count + 1)
        case .start, .forward, .backward: return drawPanes(&grid)
        }
    }

    /// The chosen pane, and where there is room its neighbours below and above it.
    private func drawPanes(_ grid: inout Grid) -> Int {
        let focus = focus
        guard session.panes.indices.contains(focus.pane) else { return 0 }
        let all = session.panes.indices.map { session.rows(of: session.panes[$0], at: playhead) }
        var range = focus.pane..<focus.pane + 1
        var height = all[focus.pane].count + 1
        while range.upperBound < all.count, height + all[range.upperBound].count < grid.height {
            height += all[range.upperBound].count + 1
            range = range.lowerBound..<range.upperBound + 1
        }
        while range.lowerBound > 0, height + all[range.lowerBound - 1].count < grid.height {
            height += all[range.lowerBound - 1].count + 1
            range = range.lowerBound - 1..<range.upperBound
        }
        let labelWidth = PaneTable.labelWidth(all[range].joined().map { longestLabel($0) })
        var y = 0
        for index in range {
            let isLast = index == range.upperBound - 1
            let rows = isLast ? min(all[index].count + 1, grid.height - y) : all[index].count + 1
            let rect = Rect(x: 0, y: y, width: grid.width, height: range.count == 1 ? grid.height : rows)
            if y > 0 { grid.horizontalLine(y: y, glyphs: glyphs) }
            let table = PaneTable(
                look: self, index: index, rows: all[index], labelWidth: labelWidth, focus: focus)
            grid.within(rect) { table.draw(&$0) }
            y += rect.height
        }
        return min(grid.height, height)
    }

    /// The label as wide as it becomes at any step, so that nothing moves sideways from step to step.
    private func longestLabel(_ row: Session.Row) -> String {
        let last = session.network[row.node].steps.upperBound
        return label(Session.Row(node: row.node, step: last, isFedBack: row.isFedBack), isIndexed: true)
    }

    /// `forget f`; the step is written where it is not the present one.
    func label(_ row: Session.Row, isIndexed: Bool = false) -> String {
        if row.isFedBack { return glyphs.text(readName(row, isIndexed: isIndexed)) }
        let naming = naming
        let word = session.network[row.node].meaning.word
        let isPresent = !isIndexed && row.step == session.presentStep(playhead)
        let name = isPresent ? naming.name(row.node) : naming.name(row.node, at: row.step)
        let full = word.isEmpty ? name : "\(word) \(name)"
        return glyphs.text(givesOutput(row.node) ? "\(full) = y" : full)
    }

    /// `x₃ = y₂`: what a step reads has its own name, and the name of what it was.
    func readName(_ row: Session.Row, isIndexed: Bool = false) -> String {
        let output = givesOutput(row.node) ? glyphs.indexed("y", row.step) : naming.name(row.node, at: row.step)
        let input = naming.name(session.network.inputs)
        let isDecoder = session.network.architecture.shape == .seq2seq
        return isDecoder ? "reads \(output)" : "\(glyphs.indexed(input, row.step + 1)) = \(output)"
    }

    /// Whether a node without a readout over it is the network's output.
    func givesOutput(_ node: NodeID) -> Bool {
        session.network.output.count == 1 && session.network.output[0].node == node
            && session.network[node].meaning.role != .output
    }
}

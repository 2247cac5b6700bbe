import Recurrence
import TerminalUI

/// One row of the panel: a node's entries at the present step.
private struct PanelRow {
    let node: NodeID
    let step: Int
    let label: String
    let isFocused: Bool
}

extension ExplorerState {
    /// Gates and states as bars with numbers, one block a unit, gradients beside the values on the way back.
    func drawPanel(_ grid: inout Grid, _ session: Session) {
        switch session.timeline[playhead.position] {
        case .clip, .update: drawParameters(&grid, session)
        default: drawNodes(&grid, session)
        }
    }

    private func drawNodes(_ grid: inout Grid, _ session: Session) {
        guard let naming, session.panes.indices.contains(focus.pane) else { return }
        let pane = session.panes[focus.pane]
        let nodes = session.visibleNodes(focus, isCompact: isCompact)
        let focused = pane.nodes.indices.contains(focus.node) ? pane.nodes[focus.node] : nil
        let rows = nodes.map { node -> PanelRow in
            let step = shownStep(node, session)
            return PanelRow(
                node: node, step: step, label: label(node, step, naming, session), isFocused: node == focused)
        }
        let labelWidth = max(10, min(18, rows.map { Text.width($0.label) }.max() ?? 10))
        let room = grid.width - labelWidth - 3
        let widest = nodes.map { session.network[$0].width }.max() ?? 1
        let showsGradients = session.timeline.hasLoss
        let block = showsGradients ? 28 : 21
        let fitting = max(1, room / block)
        let window = Window(count: widest, room: fitting, focus: focus.unit)
        drawPanelHeading(&grid, session, pane, window, labelWidth: labelWidth, block: block)
        let list = Rect(x: 0, y: 1, width: grid.width, height: grid.height - 1)
        let visible = Window(count: rows.count, room: list.height, focus: rows.firstIndex { $0.isFocused })
        for (y, index) in visible.range.enumerated() {
            let row = rows[index]
            grid.text(row.label, x: 1, y: y + 1, style: row.isFocused ? .focus : .label, width: labelWidth)
            for (column, unit) in window.range.enumerated() where unit < session.network[row.node].width {
                let x = labelWidth + 2 + column * block
                drawEntry(&grid, session, row, unit: unit, x: x, y: y + 1, withGradient: showsGradients)
            }
            if row.isFocused { grid.setCursor(x: labelWidth + 2 + (focus.unit - window.range.lowerBound) * block, y: y + 1) }
        }
        if visible.isCutBefore { grid.text(String(glyphs.moreUp), x: 0, y: 1, style: .hint) }
        if visible.isCutAfter { grid.text(String(glyphs.moreDown), x: 0, y: grid.height - 1, style: .hint) }
    }

    private func drawPanelHeading(
        _ grid: inout Grid, _ session: Session, _ pane: Pane, _ window: Window, labelWidth: Int, block: Int
    ) {
        let t = presentStep(session)
        let panes = session.panes.count
        let title = panes > 1 ? "t = \(t)  \(pane.title)" : "t = \(t)"
        grid.text(title, x: 1, y: 0, style: .heading, width: labelWidth + 1)
        for (column, unit) in window.range.enumerated() {
            let x = labelWidth + 2 + column * block
            let isFocused = unit == focus.unit
            let name = "unit \(unit + 1)" + (window.count > window.range.count ? " of \(window.count)" : "")
            grid.text(name, x: x, y: 0, style: isFocused ? .present : .label, width: block - 1)
            if session.timeline.hasLoss {
                grid.text("\(glyphs.isASCII ? "dL/d." : "∂L/∂·")", x: x + 20, y: 0, style: .dim, width: 8)
            }
        }
        if window.isCutBefore { grid.text(String(glyphs.moreLeft), x: labelWidth, y: 0, style: .hint) }
        if window.isCutAfter {
            let more = "\(glyphs.moreRight)\(window.count - window.range.upperBound)"
            grid.text(StyledText(more, .hint), right: grid.width, y: 0)
        }
    }

    /// `forget f₃`; the step is written where it is not the present one.
    private func label(_ node: NodeID, _ step: Int, _ naming: Naming, _ session: Session) -> String {
        let word = session.word(for: node)
        let name = step == presentStep(session) ? naming.name(node) : naming.name(node, at: step)
        return word.isEmpty ? name : "\(word) \(name)"
    }

    private func drawEntry(
        _ grid: inout Grid, _ session: Session, _ row: PanelRow, unit: Int, x: Int, y: Int, withGradient: Bool
    ) {
        let isFocused = row.isFocused && unit == focus.unit
        let text = NumberText(session, glyphs: glyphs, isExact: isExact)
        guard session.isComputed(row.node, at: row.step, playhead) else {
            grid.text(String(glyphs.notYet), x: x + 17, y: y, style: .future.focused(isFocused))
            return
        }
        let index = session.network.row(row.node, at: row.step).lowerBound + unit
        let value = session.trace.values[index]
        let isGate = session.isGate(row.node)
        let bar = isGate ? glyphs.bar(value, width: 9) : glyphs.signedBar(value, limit: session.barLimit(row.node), width: 9)
        grid.text(bar, x: x, y: y, style: isGate ? .gate(value) : .signed(value), width: 9)
        let number = Text.fit(text.value(row.node, at: row.step, unit: unit), width: 9)
        grid.text(StyledText(number, Style.value.focused(isFocused)), right: x + 19, y: y)
        guard withGradient, session.isGradientComputed(row.node, at: row.step, playhead) else { return }
        let gradient = session.trace.gradients[index]
        let shown = Text.fit(text.gradient(row.node, at: row.step, unit: unit), width: 8)
        grid.text(StyledText(shown, .gradient(gradient)), right: x + 27, y: y)
    }

    /// Parameters before and after the clip or the update, one row an entry.
    private func drawParameters(_ grid: inout Grid, _ session: Session) {
        let isUpdate = session.timeline[playhead.position] == .update
        let numbers = Numbers(glyphs)
        let parameters = session.network.parameters.filter(\.isTrainable)
        grid.text(isUpdate ? "parameter" : "gradient of", x: 1, y: 0, style: .heading)
        let headings = isUpdate ? ["before", "gradient", "after"] : ["raw norm", "clipped", "factor"]
        for (column, heading) in headings.enumerated() { grid.text(StyledText(heading, .label), right: 34 + column * 12, y: 0) }
        let room = grid.height - 1
        let window = Window(count: parameters.count, room: room, focus: min(focus.node, parameters.count - 1))
        for (y, index) in window.range.enumerated() {
            let parameter = parameters[index]
            grid.text(parameter.path, x: 1, y: y + 1, style: .label, width: 22)
            let raw = session.trace.gradientNorm(of: parameter)
            let clipped = euclideanNorm(session.clippedEntries[parameter.range])
            if isUpdate {
                let before = euclideanNorm(session.trace.value(parameter))
                let after = euclideanNorm(session.updated[parameter.range])
                for (column, value) in [before, clipped, after].enumerated() {
                    grid.text(StyledText(numbers.text(value), .value), right: 34 + column * 12, y: y + 1)
                }
            } else {
                let changed = abs(raw - clipped) > 1e-15 * max(1, raw)
                for (column, value) in [raw, clipped, raw == 0 ? 1 : clipped / raw].enumerated() {
                    grid.text(StyledText(numbers.text(value), changed && column > 0 ? .clipped : .value), right: 34 + column * 12, y: y + 1)
                }
            }
        }
        if window.isCutAfter { grid.text("\(glyphs.moreDown) \(window.count - window.range.upperBound) more", x: grid.width - 12, y: grid.height - 1, style: .hint) }
    }
}

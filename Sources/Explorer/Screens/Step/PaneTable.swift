import Recurrence
import TerminalUI

/// One pane as a table: a row a node, a block a unit, and where not all units fit a strip that shows them all.
struct PaneTable {
    let look: SceneLook
    let index: Int
    let rows: [Session.Row]
    let labelWidth: Int
    let focus: Focus

    /// Bar, number, gradient, with gaps between them and behind.
    static let barWidth = 9
    static let numberWidth = 9

    private var session: Session { look.session }
    private var glyphs: Glyphs { look.glyphs }
    private var hasGradients: Bool { session.timeline.hasLoss }
    private var blockWidth: Int { Self.barWidth + 1 + Self.numberWidth + (hasGradients ? 1 + Self.numberWidth : 0) + 2 }
    private var isFocused: Bool { index == focus.pane }
    private var widest: Int { rows.map { session.network[$0.node].width }.max() ?? 1 }

    /// The columns of a whole pane, all units side by side.
    static func wholeWidth(_ look: SceneLook, _ pane: Pane) -> Int {
        let widest = pane.nodes.map { look.session.network[$0].width }.max() ?? 1
        let block = barWidth + 1 + numberWidth + (look.session.timeline.hasLoss ? 1 + numberWidth : 0) + 2
        return 18 + widest * block
    }

    static func labelWidth(_ labels: [String]) -> Int { max(8, min(16, labels.map { Text.width($0) }.max() ?? 0)) }

    /// Where the columns stand: blocks for some units, a strip for all of them where they do not fit.
    struct Columns {
        let units: Window
        let blocksAt: Int
        let stripAt: Int
        let stripWidth: Int
    }

    func columns(width: Int) -> Columns {
        let start = labelWidth + 2
        // The gap behind the last block may lie beyond the edge.
        let room = max(0, width - start + 1)
        let unit = isFocused ? focus.unit : 0
        if widest * blockWidth <= room {
            return Columns(
                units: Window(count: widest, room: widest, focus: unit), blocksAt: start, stripAt: width, stripWidth: 0)
        }
        let wanted = max(6, min(widest, 32))
        let strips = hasGradients ? 2 * wanted + 1 : wanted
        let blocks = max(1, (room - min(strips, room / 2)) / blockWidth)
        let left = room - 1 - blocks * blockWidth
        // Room for the headings, even over a strip of three.
        let stripWidth = max(0, min(max(widest, 6), hasGradients ? (left - 1) / 2 : left))
        return Columns(
            units: Window(count: widest, room: blocks, focus: unit), blocksAt: start,
            stripAt: start + blocks * blockWidth, stripWidth: stripWidth)
    }

    func draw(_ grid: inout Grid) {
        let columns = columns(width: grid.width)
        drawHeading(&grid, columns)
        let focused = isFocused ? min(focus.row, rows.count - 1) : nil
        let room = max(0, grid.height - 1)
        let visible =
            rows.count <= room
            ? Array(rows.indices)
            : rows.indices.filter { $0 == focused || !session.isPreactivation(rows[$0].node) }
        let window = Window(count: visible.count, room: room, focus: visible.firstIndex { $0 == focused })
        for (y, place) in window.range.enumerated() {
            let row = rows[visible[place]]
            let isHere = visible[place] == focused
            grid.text(
                look.label(row), x: 1, y: y + 1, style: isHere ? .focus : .label, width: labelWidth)
            drawRow(&grid, row, columns, y: y + 1, isHere: isHere)
        }
        if window.isCutBefore { grid.text(String(glyphs.moreUp), x: 0, y: 1, style: .hint) }
        if window.isCutAfter { grid.text(String(glyphs.moreDown), x: 0, y: grid.height - 1, style: .hint) }
    }

    // MARK: The heading

    private func drawHeading(_ grid: inout Grid, _ columns: Columns) {
        let title = heading(room: labelWidth + 1)
        grid.text(" \(title) ", x: 0, y: 0, style: .heading)
        let partial = glyphs.text(" ∂L/∂· ")
        let titleEnd = Text.width(title) + 2
        for (column, unit) in columns.units.range.enumerated() {
            let x = columns.blocksAt + column * blockWidth
            let name =
                widest == 1 ? "" : " unit \(unit + 1)\(widest > columns.units.range.count ? " of \(widest)" : "") "
            let style: Style = isFocused && unit == focus.unit ? .present : .label
            if !name.isEmpty { grid.text(name, x: max(titleEnd, x - 1), y: 0, style: style) }
            if hasGradients { grid.text(StyledText(partial, .dim), right: x + blockWidth - 1, y: 0) }
        }
        guard columns.stripWidth > 0 else { return }
        let perCell = (widest + columns.stripWidth - 1) / columns.stripWidth
        let all = perCell > 1 ? " all, \(perCell) a cell " : " all "
        grid.text(all, x: columns.stripAt - 1, y: 0, style: .label, width: columns.stripWidth + 1)
        if hasGradients {
            grid.text(
                partial, x: columns.stripAt + columns.stripWidth, y: 0, style: .dim, width: columns.stripWidth + 1)
        }
    }

    /// `t = 3`, with the pane's name where there are several, and how far its moment has come.
    private func heading(room: Int) -> String {
        let playhead = look.playhead
        let part = session.network.parts[session.panes[index].part]
        let letter = part.kind == .decoder || part.kind == .attention ? "i" : "t"
        let t = session.presentStep(of: session.panes[index], playhead)
        var text = session.panes.count > 1 ? "\(session.panes[index].title)  \(letter) = \(t)" : "\(letter) = \(t)"
        if let done = playhead.subStep, isFocused, !session.subSteps(at: playhead.position).isEmpty {
            text += "  \(done)/\(session.subSteps(at: playhead.position).count)"
        }
        return glyphs.text(text)
    }

    // MARK: A row

    private func drawRow(_ grid: inout Grid, _ row: Session.Row, _ columns: Columns, y: Int, isHere: Bool) {
        let network = session.network
        let width = network[row.node].width
        let isComputed = session.isComputed(row.node, at: row.step, look.playhead)
        let hasGradient =
            isComputed && hasGradients && session.isGradientComputed(row.node, at: row.step, look.playhead)
        for (column, unit) in columns.units.range.enumerated() where unit < width {
            let x = columns.blocksAt + column * blockWidth
            let isCursor = isHere && unit == min(focus.unit, width - 1)
            drawEntry(&grid, row, unit: unit, x: x, y: y, isComputed, hasGradient, isCursor: isCursor)
            let place = StepSpot.entry(pane: index, row: rows.firstIndex(of: row) ?? 0, unit: unit)
            grid.mark(x: x + Self.barWidth, y: y, id: place.id)
        }
        if isHere, !columns.units.range.contains(min(focus.unit, width - 1)) { grid.setCursor(x: 1, y: y) }
        guard columns.stripWidth > 0, isComputed else { return }
        drawStrip(
            &grid, row, session.trace.values, limit: session.facts[row.node.index].barLimit, columns,
            x: columns.stripAt, y: y)
        if hasGradient {
            drawStrip(
                &grid, row, session.trace.gradients, limit: nil, columns, x: columns.stripAt + columns.stripWidth + 1,
                y: y)
        }
    }

    private func drawEntry(
        _ grid: inout Grid, _ row: Session.Row, unit: Int, x: Int, y: Int, _ isComputed: Bool, _ hasGradient: Bool,
        isCursor: Bool
    ) {
        let numberEnd = x + Self.barWidth + 1 + Self.numberWidth
        guard isComputed else {
            grid.text(
                StyledText(String(glyphs.notYet), .future.focused(isCursor)), right: numberEnd, y: y)
            if isCursor { grid.setCursor(x: numberEnd - 1, y: y) }
            return
        }
        let text = look.numberText
        let index = session.network.row(row.node, at: row.step).lowerBound + unit
        let value = session.trace.values[index]
        let facts = session.facts[row.node.index]
        let bar =
            facts.isGate
            ? glyphs.bar(value, width: Self.barWidth)
            : glyphs.signedBar(value, limit: facts.barLimit, width: Self.barWidth)
        grid.text(bar, x: x, y: y, style: facts.isGate ? .gate(value) : .signed(value), width: Self.barWidth)
        let number = text.valueColumn(at: index, width: Self.numberWidth)
        grid.text(StyledText(number, Style.value.focused(isCursor)), right: numberEnd, y: y)
        // The hardware cursor stands on the number's first character, its sign, for those who hear what is under it.
        if isCursor { grid.setCursor(x: numberEnd - Text.width(number.drop { $0 == " " }), y: y) }
        guard hasGradient else { return }
        let gradient = text.gradientColumn(at: index, width: Self.numberWidth)
        grid.text(
            StyledText(gradient, .gradient(session.trace.gradients[index])),
            right: numberEnd + 1 + Self.numberWidth, y: y)
    }

    /// All units of a row in a few cells, the chosen one marked.
    private func drawStrip(
        _ grid: inout Grid, _ row: Session.Row, _ numbers: [Double], limit: Double?, _ columns: Columns, x: Int, y: Int
    ) {
        let values = Array(numbers[session.network.row(row.node, at: row.step)])
        let scale = limit.map { HeatScale(.signed, limit: $0) } ?? HeatScale(.signed, fitting: values)
        let (line, perCell) = scale.coloredStrip(values, width: columns.stripWidth, glyphs: glyphs)
        grid.text(line, x: x, y: y)
        if isFocused {
            let cell = min(focus.unit, values.count - 1) / perCell
            grid.restyle(Rect(x: x + cell, y: y, width: 1, height: 1)) { $0.selected }
        }
    }
}

extension HeatScale {
    /// A strip whose characters carry the colour of their sign: on coloured cells a full block would hide its own cell.
    func coloredStrip(_ values: [Double], width: Int, glyphs: Glyphs) -> (line: StyledText, entriesPerCell: Int) {
        let (line, perCell) = strip(values, width: width, glyphs: glyphs)
        let runs = line.runs.map { run in
            guard case .diverging(let level) = run.style.meaning else { return run }
            return StyledText.Run(run.text, level == 0 ? .dim : .signed(Double(level)))
        }
        return (StyledText(runs), perCell)
    }
}

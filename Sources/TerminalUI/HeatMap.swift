/// Numbers in rows and columns as cells of colour, with figures in them where there is room and glyphs where there is not.
public struct HeatMap: Sendable {
    /// At the left of each row, by index; a row beyond the last label has none.
    public var rowLabels: [String]
    /// Above the columns, by index, where there is room; when there is none at all, their row is used for values.
    public var columnLabels: [String]
    /// Row by row; nil draws nothing (not computed, no such pair).
    public var values: [[Double?]]
    /// Which colour and which glyph a value gets.
    public var scale: HeatScale
    /// The cell that is kept in sight and, when `isFocused`, carries the cursor.
    public var focus: (row: Int, column: Int)?
    /// Whether keys act in the map; otherwise the focus is seen by its column's label alone.
    public var isFocused: Bool
    /// Whether cells may be as wide as figures; otherwise every cell is one character.
    public var showsNumbers: Bool
    /// Digits after the point, at most; a cell with figures has 6 columns more.
    public var decimals: Int

    /// A map without a focus, with figures where there is room for them, unless said otherwise.
    public init(
        rowLabels: [String], columnLabels: [String], values: [[Double?]], scale: HeatScale,
        focus: (row: Int, column: Int)? = nil,
        isFocused: Bool = false, showsNumbers: Bool = true, decimals: Int = 3
    ) {
        self.rowLabels = rowLabels
        self.columnLabels = columnLabels
        self.values = values
        self.scale = scale
        self.focus = focus
        self.isFocused = isFocused
        self.showsNumbers = showsNumbers
        self.decimals = decimals
    }

    private var rows: Int { values.count }
    private var columns: Int { values.map(\.count).max() ?? 0 }

    /// Draws labels above and at the left, then as many cells as fit around the focus; marks at the edges where there are more.
    public func draw(_ grid: inout Grid, glyphs: Glyphs) {
        guard rows > 0, columns > 0, !grid.size.isEmpty else { return }
        let labelWidth = min(grid.width / 3, (rowLabels.map { Text.width(glyphs.text($0)) }.max() ?? 0) + 2)
        let hasHeader = grid.height > 1 && !columnLabels.isEmpty
        let area = grid.bounds.inset(left: labelWidth, top: hasHeader ? 1 : 0, right: 1)
        guard !area.isEmpty else { return }
        let cellWidth = cellWidth(area.width)
        let across = Window(count: columns, room: area.width / cellWidth, focus: focus?.column)
        let down = Window(count: rows, room: area.height, focus: focus?.row)
        if hasHeader { drawHeader(&grid, x: area.x, cellWidth: cellWidth, across, glyphs) }
        for (line, row) in down.range.enumerated() {
            let label = row < rowLabels.count ? glyphs.text(rowLabels[row]) : ""
            grid.text(
                Text.pad(label, width: labelWidth - 1, alignment: .right), x: 0, y: area.y + line, style: .label,
                width: labelWidth)
            for (index, column) in across.range.enumerated() where column < values[row].count {
                guard let value = values[row][column] else { continue }
                let isHere = isFocused && focus?.row == row && focus?.column == column
                drawCell(
                    &grid, value, x: area.x + index * cellWidth, y: area.y + line, width: cellWidth, isFocused: isHere,
                    glyphs)
            }
        }
        if down.isCutBefore { grid[grid.width - 1, area.y] = GridCell(glyphs.moreUp, .dim) }
        if down.isCutAfter { grid[grid.width - 1, area.bottom - 1] = GridCell(glyphs.moreDown, .dim) }
    }

    private func cellWidth(_ room: Int) -> Int {
        let wide = decimals + 6
        guard showsNumbers else { return 1 }
        if columns * wide <= room { return wide }
        if columns * 3 <= room { return 3 }
        return 1
    }

    private func drawHeader(_ grid: inout Grid, x: Int, cellWidth: Int, _ across: Window, _ glyphs: Glyphs) {
        var free = x
        for (index, column) in across.range.enumerated() where column < columnLabels.count {
            let label = glyphs.text(columnLabels[column])
            let width = Text.width(label)
            let start = x + index * cellWidth + max(0, cellWidth - 1 - width)
            guard start >= free, start + width < grid.width else { continue }
            let isHere = focus?.column == column
            grid.text(label, x: start, y: 0, style: isHere ? .present : .label)
            free = start + width + 1
        }
        if across.isCutBefore { grid[x - 1, 0] = GridCell(glyphs.moreLeft, .dim) }
        if across.isCutAfter { grid[grid.width - 1, 0] = GridCell(glyphs.moreRight, .dim) }
    }

    private func drawCell(
        _ grid: inout Grid, _ value: Double, x: Int, y: Int, width: Int, isFocused: Bool, _ glyphs: Glyphs
    ) {
        let style = scale.style(value).focused(isFocused)
        if width >= 4 {
            let number = Numbers(glyphs, decimals: decimals).column(value, width: width - 1)
            grid.text(number, x: x, y: y, style: style)
        } else if width == 3 {
            let sign = value < 0 ? glyphs.minus : value > 0 ? "+" : " "
            grid[x, y] = GridCell(scale.isSigned ? sign : " ", style)
            grid[x + 1, y] = GridCell(scale.glyph(value, glyphs), style)
        } else {
            grid[x, y] = GridCell(scale.glyph(value, glyphs), style)
        }
        if isFocused { grid.setCursor(x: x, y: y) }
    }
}

/// Which of `count` things are seen when `room` of them fit and one has to be among them.
public struct Window: Hashable, Sendable {
    /// Which things are seen, as indices from 0.
    public let range: Range<Int>
    /// How many things there are; at least 0.
    public let count: Int

    /// As many as fit, the focus as near to the middle as the ends allow; without one, the first.
    public init(count: Int, room: Int, focus: Int?) {
        let count = max(0, count)
        let room = max(0, min(room, count))
        let middle = max(0, min(focus ?? 0, count))
        let start = max(0, min(middle - room / 2, count - room))
        self.count = count
        range = start..<start + room
    }

    /// Whether there are things before the first that is seen.
    public var isCutBefore: Bool { range.lowerBound > 0 }
    /// Whether there are things after the last that is seen.
    public var isCutAfter: Bool { range.upperBound < count }
}

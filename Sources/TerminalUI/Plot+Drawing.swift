extension Plot {
    /// Draws into the whole window: the legend above (in as many rows as it needs, at most a quarter), numbers at the left, the x axis below. Where
    /// the window is too small for them, only the curves.
    public func draw(_ grid: inout Grid, glyphs: Glyphs) {
        guard !grid.size.isEmpty else { return }
        let numbers = Numbers(glyphs)
        let hasAxes = grid.height >= 5 && grid.width >= 20
        guard hasAxes else { return drawCurves(&grid, glyphs) }
        let headRows = drawHead(&grid, glyphs)
        let yAxis = yAxis
        let curveHeight = grid.height - headRows - 2
        let yTicks = yAxis.ticks(max(2, curveHeight / 2)).map { ($0, yAxis.label($0, numbers)) }
        let labelWidth = min(grid.width / 3, yTicks.map { Text.width($0.1) }.max() ?? 0)
        let area = Rect(x: labelWidth + 1, y: headRows, width: grid.width - labelWidth - 1, height: curveHeight)
        grid.verticalLine(x: labelWidth, y: headRows, length: curveHeight, glyphs: glyphs)
        grid.horizontalLine(x: labelWidth, y: area.bottom, glyphs: glyphs)
        grid[labelWidth, area.bottom] = GridCell(glyphs.corners.bottomLeft, .rule)
        for (value, label) in yTicks {
            guard let row = Plot.cell(1 - yAxis.position(value), count: curveHeight) else { continue }
            grid.text(
                Text.pad(label, width: labelWidth, alignment: .right), x: 0, y: headRows + row, style: .label,
                width: labelWidth)
            grid[labelWidth, headRows + row] = GridCell(glyphs.pick("┤", "+"), .rule)
        }
        drawXTicks(&grid, area, numbers)
        grid.within(area) { drawCurves(&$0, glyphs) }
    }

    /// The y axis' name and the legend; returns the rows taken.
    private func drawHead(_ grid: inout Grid, _ glyphs: Glyphs) -> Int {
        var rows: [StyledText] = [StyledText(glyphs.text(yName), .heading)]
        let parts = series.filter { !$0.name.isEmpty }.map {
            StyledText([.init(String($0.mark), $0.style), .init(" " + glyphs.text($0.name), .label)])
        }
        let levelParts = levels.filter { !$0.name.isEmpty }.map {
            StyledText([.init(String(glyphs.dashedHorizontal), $0.style), .init(" " + glyphs.text($0.name), .label)])
        }
        for part in parts + levelParts {
            let last = rows[rows.count - 1]
            let gap = last.isEmpty ? 0 : 2
            if last.width + gap + part.width <= grid.width {
                rows[rows.count - 1] = last + StyledText(Text.blanks(gap)) + part
            } else {
                rows.append(part)
            }
        }
        let shown = min(rows.count, max(1, grid.height / 4))
        if rows.count == 1 && rows[0].isEmpty { return 0 }
        for (index, row) in rows.prefix(shown).enumerated() {
            let isCut = index == shown - 1 && rows.count > shown
            grid.text(isCut ? row + StyledText(" …") : row, x: 0, y: index)
        }
        return shown
    }

    private func drawXTicks(_ grid: inout Grid, _ area: Rect, _ numbers: Numbers) {
        let xAxis = xAxis
        let name = numbers.glyphs.text(xName)
        let nameWidth = name.isEmpty ? 0 : Text.width(name) + 1
        grid.text(StyledText(name, .heading), right: grid.width, y: area.bottom + 1)
        var free = 0
        for value in xAxis.ticks(max(2, area.width / 8)) {
            guard let column = Plot.cell(xAxis.position(value), count: area.width) else { continue }
            grid[area.x + column, area.bottom] = GridCell(numbers.glyphs.pick("┬", "+"), .rule)
            let label = numbers.short(value)
            let start = max(0, area.x + column - Text.width(label) / 2)
            guard start >= free, start + Text.width(label) <= grid.width - nameWidth else { continue }
            grid.text(label, x: start, y: area.bottom + 1, style: .label)
            free = start + Text.width(label) + 1
        }
    }

    /// The curves alone over the whole window.
    func drawCurves(_ grid: inout Grid, _ glyphs: Glyphs) {
        let (xAxis, yAxis) = (xAxis, yAxis)
        if let playhead, let column = Plot.cell(xAxis.position(playhead), count: grid.width) {
            grid.fill(Rect(x: column, y: 0, width: 1, height: grid.height), glyphs.dashedVertical, style: .present)
        }
        for level in levels {
            guard let row = Plot.cell(1 - yAxis.position(level.y), count: grid.height) else { continue }
            grid.fill(Rect(x: 0, y: row, width: grid.width, height: 1), glyphs.dashedHorizontal, style: level.style)
        }
        var canvas = DotCanvas(size: grid.size, glyphs: glyphs)
        for (index, one) in series.enumerated() where one.stroke != .marks {
            trace(one, index, into: &canvas, xAxis, yAxis)
        }
        for y in 0..<grid.height {
            for x in 0..<grid.width {
                guard let cell = canvas.cell(x, y, mark: { series[$0].mark }) else { continue }
                grid[x, y] = GridCell(cell.scalar, series[cell.owner].style)
            }
        }
        for (index, one) in series.enumerated() { drawMarks(&grid, one, index, xAxis, yAxis, glyphs) }
    }

    private func trace(_ one: Series, _ index: Int, into canvas: inout DotCanvas, _ xAxis: PlotAxis, _ yAxis: PlotAxis)
    {
        var last: (x: Double, y: Double)?
        var count = 0
        for point in one.points {
            let across = xAxis.position(point.x)
            let up = yAxis.position(point.y)
            guard across.isFinite, up.isFinite, abs(across) < 100, abs(up) < 100 else {
                last = nil
                continue
            }
            let here = (x: across * Double(canvas.width - 1), y: (1 - up) * Double(canvas.height - 1))
            canvas.line(from: last ?? here, to: here, owner: index, count: &count) { number in
                switch one.stroke {
                case .solid: true
                case .dashed: number % 6 < 4
                case .dotted: number % 3 == 0
                case .marks: false
                }
            }
            last = here
        }
    }

    /// The series' mark on its curve every dozen columns and at its end; points that the axis cannot show get a mark at its edge.
    private func drawMarks(
        _ grid: inout Grid, _ one: Series, _ index: Int, _ xAxis: PlotAxis, _ yAxis: PlotAxis, _ glyphs: Glyphs
    ) {
        var next = one.stroke == .marks ? 0 : 2 + 3 * index
        for (number, point) in one.points.enumerated() {
            guard let column = Plot.cell(xAxis.position(point.x), count: grid.width) else { continue }
            let up = yAxis.position(point.y)
            if up.isNaN {
                grid[column, 0] = GridCell("!", .error)
            } else if up > 1 + 1e-9 {
                grid[column, 0] = GridCell(glyphs.moreUp, one.style)
            } else if up < -1e-9 {
                grid[column, grid.height - 1] = GridCell(glyphs.moreDown, one.style)
            } else if let row = Plot.cell(1 - up, count: grid.height), column >= next || number == one.points.count - 1
            {
                grid[column, row] = GridCell(one.mark, one.style)
                next = one.stroke == .marks ? 0 : column + 12
            }
        }
    }

    /// The cell of a share 0…1 among `count`; nil outside.
    static func cell(_ share: Double, count: Int) -> Int? {
        guard count > 0, share.isFinite, share > -1e-9, share < 1 + 1e-9 else { return nil }
        return max(0, min(count - 1, Int((share * Double(count - 1)).rounded())))
    }
}

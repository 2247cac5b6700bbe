extension Grid {
    /// Writes text from a cell on. What does not fit in `width` columns (default: up to the window's edge) is cut off and marked by
    /// `…`. Returns the number of columns that the whole text would take.
    @discardableResult
    public mutating func text(_ string: String, x: Int, y: Int, style: Style = .plain, width: Int? = nil) -> Int {
        text(StyledText(string, style), x: x, y: y, width: width)
    }

    /// Writes a line of several styles; see `text(_:x:y:style:width:)`.
    @discardableResult
    public mutating func text(_ line: StyledText, x: Int, y: Int, width: Int? = nil) -> Int {
        let room = max(0, min(width ?? .max, x <= self.width ? self.width - x : 0))
        let runs = line.runs.map { (Text.cells($0.text), $0.style) }
        let total = runs.reduce(0) { $0 + $1.0.count }
        var column = 0
        for (cells, style) in runs {
            for cell in cells where column < room {
                let isCut = total > room && column == room - 1
                self[x + column, y] = GridCell(isCut ? Text.ellipsis : cell, style)
                column += 1
            }
        }
        return total
    }

    /// Writes text so that it ends before column `right`.
    @discardableResult
    public mutating func text(_ line: StyledText, right: Int, y: Int) -> Int {
        let width = line.width
        return text(line, x: max(0, right - width), y: y, width: min(width, right))
    }

    /// Writes a paragraph wrapped at `width`; returns the number of rows that it takes, drawn or not.
    @discardableResult
    public mutating func paragraph(_ string: String, in rect: Rect, style: Style = .plain) -> Int {
        let lines = Text.wrap(string, width: rect.width)
        for (row, line) in lines.prefix(rect.height).enumerated() {
            let isCut = row == rect.height - 1 && lines.count > rect.height
            text(
                isCut ? line + String(Text.ellipsis) : line, x: rect.x, y: rect.y + row, style: style, width: rect.width
            )
        }
        return lines.count
    }

    /// Puts one character, by default a blank, into every cell of the rectangle that lies in the window.
    public mutating func fill(_ rect: Rect, _ scalar: Unicode.Scalar = " ", style: Style = .plain) {
        let cell = GridCell(scalar, style)
        let part = rect.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { self[x, y] = cell }
        }
    }

    /// Changes the styles of a rectangle, not its characters.
    public mutating func restyle(_ rect: Rect, _ transform: (Style) -> Style) {
        let part = rect.intersection(bounds)
        for y in part.y..<part.bottom {
            for x in part.x..<part.right { self[x, y].style = transform(self[x, y].style) }
        }
    }

    /// A thin line along row `y` from column `x` on, `length` cells long or up to the window's right edge.
    public mutating func horizontalLine(
        x: Int = 0, y: Int, length: Int? = nil, glyphs: Glyphs, style: Style = .rule
    ) {
        fill(Rect(x: x, y: y, width: length ?? width - x, height: 1), glyphs.horizontal, style: style)
    }

    /// A thin line along column `x` from row `y` on, `length` cells long or down to the window's lower edge.
    public mutating func verticalLine(
        x: Int, y: Int = 0, length: Int? = nil, glyphs: Glyphs, style: Style = .rule
    ) {
        fill(Rect(x: x, y: y, width: 1, height: length ?? height - y), glyphs.vertical, style: style)
    }

    /// A frame around the rectangle's edge with a title in its upper side; below 2×2 nothing. Returns what is inside.
    @discardableResult
    public mutating func box(_ rect: Rect, title: String = "", glyphs: Glyphs, style: Style = .rule) -> Rect {
        guard rect.width >= 2, rect.height >= 2 else { return rect.inset(by: 1) }
        horizontalLine(x: rect.x, y: rect.y, length: rect.width, glyphs: glyphs, style: style)
        horizontalLine(x: rect.x, y: rect.bottom - 1, length: rect.width, glyphs: glyphs, style: style)
        verticalLine(x: rect.x, y: rect.y, length: rect.height, glyphs: glyphs, style: style)
        verticalLine(x: rect.right - 1, y: rect.y, length: rect.height, glyphs: glyphs, style: style)
        let corners = glyphs.corners
        self[rect.x, rect.y] = GridCell(corners.topLeft, style)
        self[rect.right - 1, rect.y] = GridCell(corners.topRight, style)
        self[rect.x, rect.bottom - 1] = GridCell(corners.bottomLeft, style)
        self[rect.right - 1, rect.bottom - 1] = GridCell(corners.bottomRight, style)
        if !title.isEmpty && rect.width > 6 {
            text(" \(Text.fit(title, width: rect.width - 6)) ", x: rect.x + 2, y: rect.y, style: .heading)
        }
        return rect.inset(by: 1)
    }
}

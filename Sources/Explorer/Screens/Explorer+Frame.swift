import TerminalUI

extension Explorer {
    /// Whether the terminal has less room than everything needs.
    var isSmall: Bool { size.width < Self.smallest.width || size.height < Self.smallest.height }

    /// The whole terminal, as a function of the explorer and the size alone.
    public func frame() -> Grid {
        var grid = Grid(size)
        let lowest = layers.lastIndex { !$0.screen.isOverlay } ?? 0
        let (body, footer) = grid.bounds.split(bottom: isSmall ? 0 : 1)
        if fits(top) {
            for layer in layers[lowest...] where fits(layer.screen) {
                grid.within(body) { layer.screen.draw(&$0, self) }
            }
        } else {
            TooSmall().draw(&grid, self)
        }
        if !isSmall {
            grid.within(footer) { grid in
                let line =
                    speaks && !top.isOverlay
                    ? StyledText(glyphs.text(spokenLine), .hint) : keys.footer(width: grid.width - 1, glyphs: glyphs)
                _ = grid.text(StyledText(" ") + line, x: 0, y: 0)
            }
            if speaks { grid.sendWhole(row: grid.height - 1) } else { drawMessage(&grid) }
        }
        return glyphs.isASCII ? grid.inASCII : grid
    }

    /// News over the footer, in as many rows as they need.
    private func drawMessage(_ grid: inout Grid) {
        guard let message else { return }
        let lines = Text.wrap(glyphs.text(message.text), width: grid.width - 2).prefix(4)
        let top = grid.height - lines.count
        grid.fill(Rect(x: 0, y: top, width: grid.width, height: lines.count))
        for (row, line) in lines.enumerated() {
            grid.text(line, x: 1, y: top + row, style: message.isError ? .error : .hint)
        }
    }
}

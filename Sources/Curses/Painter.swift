import CNCurses
import TerminalUI

/// Sends grids to ncurses: only the cells that changed, one update a frame.
struct Painter {
    private let isUnicode: Bool
    /// Colours are numbers 0xRRGGBB (terminfo's `xterm-direct`), but for the first eight.
    private let isDirect: Bool
    private var shown: (grid: Grid, theme: Theme)?
    private var looks: [Style: (attributes: Int32, pair: Int32)] = [:]
    private var pairs: [ColorPair: Int32] = [:]
    private var drawable: [Unicode.Scalar: UInt32] = [:]
    private var colorsStarted: Bool?

    private struct ColorPair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    init(isUnicode: Bool, colors: Int) {
        self.isUnicode = isUnicode
        isDirect = colors > 256
    }

    mutating func paint(_ grid: Grid, theme: Theme) {
        if shown?.theme != theme { looks = [:] }
        if shown?.theme != theme || shown?.grid.screen != grid.screen { unfold_erase(0) }
        let before = shown?.theme == theme && shown?.grid.screen == grid.screen ? shown?.grid : nil
        for y in 0..<min(grid.screen.height, Int(unfold_height())) {
            paintRow(y, of: grid, before: before, theme: theme)
        }
        shown = (grid, theme)
        unfold_refresh(Int32(grid.cursor?.y ?? -1), Int32(grid.cursor?.x ?? -1))
    }

    /// The last frame again, every cell.
    mutating func repaint() {
        guard let last = shown else { return }
        forget()
        paint(last.grid, theme: last.theme)
    }

    /// What is on the screen is not known any more: the next frame is sent completely.
    mutating func forget() {
        shown = nil
        unfold_erase(1)
    }

    private mutating func paintRow(_ y: Int, of grid: Grid, before: Grid?, theme: Theme) {
        let row = grid.row(y)
        var first = row.startIndex
        var end = row.endIndex
        if let before {
            let old = before.row(y)
            guard let from = row.indices.first(where: { row[$0] != old[$0] }) else { return }
            first = from
            while end > first + 1, row[end - 1] == old[end - 1] { end -= 1 }
        }
        // Every cell of it again, and not only those that differ.
        if grid.wholeRow == y {
            (first, end) = (row.startIndex, row.endIndex)
            unfold_forget_row(Int32(y))
        }
        let room = max(0, Int(unfold_width()) - (first - row.startIndex))
        let cells = row[first..<end].prefix(room).map { cell(for: $0, theme: theme) }
        unfold_put(Int32(y), Int32(first - row.startIndex), cells, Int32(cells.count))
    }

    private mutating func cell(for cell: GridCell, theme: Theme) -> unfold_cell {
        let look = look(of: cell.style, theme: theme)
        return unfold_cell(scalar: value(of: cell.scalar), attributes: look.attributes, pair: look.pair)
    }

    /// The scalar itself, or in another character set than Unicode's, and where the C library disagrees about its width, its ASCII twin.
    private mutating func value(of scalar: Unicode.Scalar) -> UInt32 {
        if scalar.isASCII { return scalar.value }
        if let known = drawable[scalar] { return known }
        let value =
            isUnicode && unfold_is_drawable(scalar.value) != 0 ? scalar.value : Glyphs.asciiTwin(of: scalar).value
        drawable[scalar] = value
        return value
    }

    private mutating func look(of style: Style, theme: Theme) -> (attributes: Int32, pair: Int32) {
        if let known = looks[style] { return known }
        let look = theme.attributes(style)
        var attributes = 0
        if look.bold { attributes |= unfold_bold }
        if look.faint { attributes |= unfold_faint }
        if look.underline { attributes |= unfold_underline }
        if look.reverse { attributes |= unfold_reverse }
        var pair: Int32 = 0
        if look.foreground != nil || look.background != nil {
            let colors = ColorPair(
                foreground: look.foreground.map(color) ?? -1, background: look.background.map(color) ?? -1)
            pair = self.pair(for: colors)
        }
        looks[style] = (Int32(attributes), pair)
        return (Int32(attributes), pair)
    }

    private func color(_ index: UInt8) -> Int32 {
        guard isDirect, index >= 8 else { return Int32(index) }
        let color = PaletteColor.rgb(index)
        // Below 256 some entries mean their palette: a dark blue gets a touch of red that nobody sees.
        return Int32(color > 0 && color < 256 ? color | 0x01_0000 : color)
    }

    /// 0, the terminal's own colours, where it has none or no pair is left.
    private mutating func pair(for colors: ColorPair) -> Int32 {
        if let known = pairs[colors] { return known }
        let isStarted = colorsStarted ?? (unfold_start_colors() != 0)
        colorsStarted = isStarted
        let next = Int32(pairs.count + 1)
        guard isStarted, unfold_define_pair(next, colors.foreground, colors.background) != 0 else { return 0 }
        pairs[colors] = next
        return next
    }
}

import TerminalUI

/// Something to read in a box over the screen.
protocol Page: Screen {
    /// The first line in sight.
    var scroll: Int { get set }
    func title(_ explorer: Explorer) -> String
    func lines(_ explorer: Explorer, width: Int) -> [StyledText]
}

extension Page {
    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }

    func keys(_ explorer: Explorer) -> [ScreenKey<Self>] {
        func scrolling(
            _ keys: [Key], _ footer: String? = nil, _ help: String, to line: @escaping @Sendable (PageLayout) -> Int
        ) -> ScreenKey<Self> {
            ScreenKey(keys, footer: footer, help: help, section: "Reading") { page, explorer, _ in
                let layout = page.layout(explorer)
                page.scroll = max(0, min(layout.last, line(layout)))
            }
        }
        return [
            scrolling([.down, .character("j")], isWhole(explorer) ? nil : "on", "a line on") { $0.first + 1 },
            scrolling([.up, .character("k")], isWhole(explorer) ? nil : "back", "a line back") { $0.first - 1 },
            scrolling([.pageDown, .character(" ")], nil, "a page on") { $0.first + max(1, $0.shown - 1) },
            scrolling([.pageUp], nil, "a page back") { $0.first - max(1, $0.shown - 1) },
            scrolling([.home], nil, "the beginning") { _ in 0 },
            scrolling([.end], nil, "the end") { $0.last },
            ScreenKey([.escape], others: .anyOther, footer: "closes", help: "close this page", section: "Reading") {
                _, explorer, _ in explorer.close()
            },
        ]
    }

    private func isWhole(_ explorer: Explorer) -> Bool { layout(explorer).last == 0 }

    private func layout(_ explorer: Explorer) -> PageLayout {
        let width = max(1, min(78, explorer.size.width - 4) - 4)
        return PageLayout(lines: lines(explorer, width: width), width: width, explorer.size.height, scroll: scroll)
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let glyphs = explorer.glyphs
        let layout = layout(explorer)
        let width = min(grid.width, layout.width + 4)
        let height = layout.shown + 2
        let frame = Rect(
            x: (grid.width - width) / 2, y: max(0, (explorer.size.height - height) / 2), width: width, height: height)
        grid.fill(frame)
        let inside = grid.box(frame, title: glyphs.text(title(explorer)), glyphs: glyphs)
        for (row, line) in layout.lines.dropFirst(layout.first).prefix(layout.shown).enumerated() {
            grid.text(line, x: inside.x + 1, y: inside.y + row, width: inside.width - 2)
        }
        if layout.first > 0 {
            grid.text(StyledText(" \(glyphs.moreUp) \(layout.first) more ", .hint), right: frame.right - 2, y: frame.y)
        }
        let hidden = layout.last - layout.first
        let hint = hidden > 0 ? " \(glyphs.moreDown) \(hidden) more " : " Esc closes "
        grid.text(StyledText(hint, .hint), right: frame.right - 2, y: frame.bottom - 1)
        grid.setCursor(x: inside.x + 1, y: inside.y)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        for line in lines(explorer, width: .max) { text.text(line.string) }
        return text
    }
}

/// Which of a page's lines are in sight.
struct PageLayout {
    let lines: [StyledText]
    let width: Int
    /// How many lines are seen at once.
    let shown: Int
    /// The first of them.
    let first: Int
    /// The first of them at the end.
    let last: Int

    init(lines: [StyledText], width: Int, _ height: Int, scroll: Int) {
        self.lines = lines
        self.width = width
        shown = max(1, min(lines.count, height - 4))
        last = max(0, lines.count - shown)
        first = max(0, min(scroll, last))
    }
}

import TerminalUI

/// What stands on a terminal on which the present screen has no room.
struct TooSmall: Screen {
    var shared: SharedKeys { [] }
    var smallest: Size { Size(width: 0, height: 0) }

    func keys(_ explorer: Explorer) -> [ScreenKey<TooSmall>] {
        [
            ScreenKey([.character("q")], footer: "quits", help: "leave") { _, explorer, _ in explorer.quit() },
            ScreenKey([.control("z")], help: "suspend the program") { _, explorer, _ in explorer.effect = .suspend },
            ScreenKey([], others: .anyOther, help: "does nothing on so small a terminal") { _, _, _ in },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let needed = explorer.top.smallest
        Self.draw(
            &grid,
            [
                ("needs \(needed.width)x\(needed.height)", .warning),
                ("here \(explorer.size.width)x\(explorer.size.height)", .plain), ("q quits", .dim),
            ])
    }

    /// As many lines as there is room for, cut at the edge.
    static func draw(_ grid: inout Grid, _ lines: [(text: String, style: Style)]) {
        for (y, line) in lines.prefix(grid.height).enumerated() {
            if let part = Text.wrap(line.text, width: grid.width).first {
                grid.text(part, x: 0, y: y, style: line.style)
            }
        }
        grid.setCursor(x: 0, y: 0)
    }

    func words(_ explorer: Explorer) -> LinearText { LinearText() }
}

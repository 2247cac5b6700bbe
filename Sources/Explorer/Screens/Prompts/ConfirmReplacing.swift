import TerminalUI
import Wording

/// Asks whether a file that is there already is written over.
struct ConfirmReplacing: Screen {
    let path: String

    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }
    var smallest: Size { Size(width: 0, height: 0) }

    func keys(_ explorer: Explorer) -> [ScreenKey<ConfirmReplacing>] {
        [
            ScreenKey([.character("y")], footer: "writes over it", help: "write over the file") { screen, explorer, _ in
                explorer.close()
                explorer.effect = .save(path: screen.path, replacing: true)
            },
            ScreenKey([], others: .anyOther, footer: "leaves it", help: "leave the file as it is") { _, explorer, _ in
                explorer.close()
                explorer.message = .init("nothing was written")
            },
        ]
    }

    private var question: String { "\(SafeText.of(path, limit: 200)) is there already." }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard !explorer.isSmall else {
            TooSmall.draw(&grid, [("the file is there", .warning), ("y replaces", .plain), ("n leaves it", .dim)])
            return
        }
        let top = grid.height - 1
        grid.fill(Rect(x: 0, y: top, width: grid.width, height: 1))
        grid.text(question, x: 1, y: top, style: .warning)
        grid.setCursor(x: 0, y: top)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text(question)
        return text
    }
}

extension Explorer {
    /// Asks whether a file that is there already is to be written over.
    public mutating func askWhetherToReplace(_ path: String) { push(ConfirmReplacing(path: path)) }
}

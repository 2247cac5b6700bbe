import Recurrence
import TerminalUI

/// Asks whether to leave a scene whose changes are not written.
struct ConfirmLeaving: Screen {
    /// What would leave the open scene behind.
    enum Way: Equatable {
        case program
        /// Opening an item of the list of scenes.
        case scene(Int)
        /// Opening a task of that name.
        case task(String)
    }

    let way: Way

    init(_ way: Way) { self.way = way }

    var shared: SharedKeys { [] }
    var isOverlay: Bool { true }
    var smallest: Size { Size(width: 0, height: 0) }

    func keys(_ explorer: Explorer) -> [ScreenKey<ConfirmLeaving>] {
        let leave: ScreenKey<ConfirmLeaving> =
            switch way {
            case .program:
                ScreenKey(
                    [.character("y"), .character("q")], footer: "leaves without them",
                    help: "leave; the changes are lost"
                ) { _, explorer, _ in
                    explorer.close()
                    explorer.effect = .quit
                }
            case .scene, .task:
                ScreenKey(
                    [.character("y")], footer: "opens the other scene",
                    help: "open the other scene; the changes are lost"
                ) { screen, explorer, _ in
                    explorer.close()
                    switch screen.way {
                    case .program: break
                    case .scene(let index): explorer.openWithoutAsking(item: index)
                    case .task(let name):
                        if let task = Tasks.named(name) { explorer.openTaskWithoutAsking(task) }
                    }
                }
            }
        let write = ScreenKey<ConfirmLeaving>([.character("w")], footer: "writes them", help: "write the scene first") {
            _, explorer, _ in
            explorer.close()
            explorer.push(SavePrompt())
        }
        let stay = ScreenKey<ConfirmLeaving>([], others: .anyOther, footer: "stays", help: "stay here") {
            _, explorer, _ in
            explorer.close()
            explorer.message = .init("nothing was left behind")
        }
        // Where there is no room for a question there is none for a line to type.
        return explorer.isSmall ? [leave, stay] : [leave, write, stay]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard !explorer.isSmall else {
            TooSmall.draw(&grid, [("not written", .warning), ("y leaves", .plain), ("n stays", .dim)])
            return
        }
        let top = grid.height - 1
        grid.fill(Rect(x: 0, y: top, width: grid.width, height: 1))
        grid.text("Changes are not written.", x: 1, y: top, style: .warning)
        grid.setCursor(x: 0, y: top)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.text("Changes are not written.")
        return text
    }
}

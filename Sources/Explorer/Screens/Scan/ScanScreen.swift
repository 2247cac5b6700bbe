import ExactMath
import Recurrence
import TerminalUI

/// A recurrence as a tree of composed steps: why it is slow one step after another, and what can run side by side, for how much more work.
struct ScanScreen: NamedScreen {
    static let name = "scan"
    static let key = Key.character("z")
    static let title = "Scan: the recurrence as a tree of composed steps"

    static func obstacle(_ explorer: Explorer) -> String? {
        guard let session = explorer.session else { return nil }
        guard session.network.parts.contains(where: { !$0.states.isEmpty }) else {
            return "this scene has no recurrence"
        }
        return nil
    }

    enum View: CaseIterable, Sendable { case forward, backward, dependence }

    private var view = 0
    /// The step of the tree that is looked at, from 0; nil for the last.
    private var column: Int?
    private var unit = 0

    init(_ explorer: Explorer) {}

    var offers: [String] { [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<ScanScreen>] {
        let views = SceneLook(explorer)?.scanViews ?? []
        return [
            .looking([.up, .character("k")], "up", "an earlier step") { $0.move(columns: -$2.times, $1) },
            .looking([.down, .character("j")], "down", "a later step") { $0.move(columns: $2.times, $1) },
            .looking([.character("[")], "left", "the unit before") { $0.move(units: -$2.times, $1) },
            .looking([.character("]")], "right", "the next unit") { $0.move(units: $2.times, $1) },
            .looking(
                [.tab], "pane", "the states' tree, the gradients' tree, or y's dependence on x", footer: "other tree",
                disabled: views.isEmpty
                    ? "this scene has no tree here" : views.count < 2 ? "this scene has one tree" : nil
            ) { screen, _, press in screen.view = (screen.view + press.times).modulo(max(1, views.count)) },
        ]
    }

    private mutating func move(columns delta: Int, _ explorer: Explorer) {
        guard let look = SceneLook(explorer) else { return }
        let count = look.scanSteps.count
        column = max(0, min(count - 1, (column ?? count - 1) + delta))
    }

    private mutating func move(units delta: Int, _ explorer: Explorer) {
        guard let look = SceneLook(explorer) else { return }
        unit = max(0, min(look.scanWidth - 1, unit + delta))
    }

    private func chosen(_ look: SceneLook) -> View? {
        let views = look.scanViews
        return views.isEmpty ? nil : views[min(view, views.count - 1)]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let look = SceneLook(explorer) else { return }
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: look.glyphs)
        grid.setCursor(x: 1, y: 3)
        guard let view = chosen(look) else {
            grid.paragraph(look.noScan, in: grid.bounds.inset(left: 1, top: 3, right: 1), style: .hint)
            return
        }
        if view == .dependence {
            look.drawDependence(&grid, input: unit)
        } else {
            look.drawScan(&grid, isBackward: view == .backward, column: column, unit: min(unit, look.scanWidth - 1))
        }
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        guard let look = SceneLook(explorer) else { return text }
        guard let view = chosen(look) else {
            text.text(look.noScan)
            return text
        }
        if view == .dependence { return look.dependenceInWords(input: unit) }
        text.heading("Scan of \(look.session.scene.title)")
        for line in look.scanLines(isBackward: view == .backward) { text.text(line) }
        let chosen = min(unit, look.scanWidth - 1)
        for level in look.levelsInWords(isBackward: view == .backward, unit: chosen) {
            text.fact(level.name, level.numbers)
        }
        for line in look.spanLines(isBackward: view == .backward, column: column, unit: chosen) { text.text(line) }
        return text
    }

    func sentence(_ explorer: Explorer) -> String? {
        guard let look = SceneLook(explorer), let view = chosen(look), view != .dependence else { return nil }
        return look.spanLines(isBackward: view == .backward, column: column, unit: min(unit, look.scanWidth - 1)).last
    }
}

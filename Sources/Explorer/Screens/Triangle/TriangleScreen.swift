import Recurrence
import TerminalUI

/// What each loss alone says to each state: ∂L_k/∂h_t for every k and t, and their sum over k.
struct TriangleScreen: NamedScreen {
    static let name = "triangle"
    static let key = Key.character("r")
    static let title = "Triangle: what each loss says to each state"

    static func obstacle(_ explorer: Explorer) -> String? {
        guard let session = explorer.session else { return nil }
        if !session.timeline.hasLoss { return "this scene has no loss, so it has no gradients" }
        return session.trace.losses.isEmpty ? "no step has a target" : nil
    }

    /// Place of the state among all parts' states; nil for the last.
    private var state: Int?
    /// From 0; nil for the norm of the whole vector.
    private var unit: Int? = 0
    /// Place of the loss among those that there are; nil for the last.
    private var loss: Int?

    /// What losses say that are being sent back beside the keys.
    private var coming: TriangleRowsToCome?

    /// Whether sensitivities carried forward are shown beside what goes back.
    private var showsForwardMode = false

    init(_ explorer: Explorer) {}

    var offers: [String] { [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<TriangleScreen>] {
        let states = SceneLook(explorer)?.states ?? []
        let isAlone = states.count < 2 ? "this scene has one state" : nil
        return [
            .looking([.up, .character("k")], "up", "an earlier loss") { $0.move(losses: -$2.times, $1) },
            .looking([.down, .character("j")], "down", "a later loss") { $0.move(losses: $2.times, $1) },
            .looking([.character("[")], "left", "the unit before") { $0.move(units: -$2.times, $1) },
            .looking([.character("]")], "right", "the next unit") { $0.move(units: $2.times, $1) },
            .looking([.character("o")], "norm", unit == nil ? "one unit" : "norms of whole vectors", footer: "norm") {
                screen, _, _ in screen.unit = screen.unit == nil ? 0 : nil
            },
            .looking(
                [.character("f")], "forward-mode",
                showsForwardMode ? "the triangle again" : "sensitivities carried forward beside δ carried back",
                footer: "forward mode"
            ) { screen, _, _ in screen.showsForwardMode.toggle() },
            .looking([.tab], "pane", "another state", disabled: isAlone) { $0.move(states: $2.times, $1) },
            .looking([.backtab], "unpane", "the state before", disabled: isAlone) { $0.move(states: -$2.times, $1) },
        ]
    }

    private mutating func move(losses delta: Int, _ explorer: Explorer) {
        let count = explorer.session?.trace.losses.count ?? 0
        loss = max(0, min(count - 1, (loss ?? count - 1) + delta))
    }

    private mutating func move(states delta: Int, _ explorer: Explorer) {
        guard let count = SceneLook(explorer)?.states.count, count > 0 else { return }
        state = ((state ?? count - 1) + delta).modulo(count)
        if unit != nil { unit = 0 }
    }

    private mutating func move(units delta: Int, _ explorer: Explorer) {
        guard let look = SceneLook(explorer), let node = node(look), let present = unit else { return }
        unit = max(0, min(look.session.network[node].width - 1, present + delta))
    }

    private func node(_ look: SceneLook) -> NodeID? {
        let states = look.states
        return states.isEmpty ? nil : states[min(state ?? states.count - 1, states.count - 1)]
    }

    // MARK: What is computed beside the keys

    private static func losses(inSight explorer: Explorer, around focus: Int) -> Range<Int> {
        let count = explorer.session?.trace.losses.count ?? 0
        // Without the heading's four rows, the heat map's own, the sum, the sentence with its distance, the footer.
        return Window(count: count, room: max(0, explorer.size.height - 9), focus: focus).range
    }

    private func focus(_ session: Session) -> Int {
        let last = session.trace.losses.count - 1
        return min(loss ?? last, last)
    }

    /// Begins to send back what would take too long for a key.
    private mutating func sendBack(_ explorer: Explorer) {
        guard !showsForwardMode, let look = SceneLook(explorer), let node = node(look) else { return coming = nil }
        let losses = look.session.trace.losses
        let wanted = Self.losses(inSight: explorer, around: focus(look.session)).map { losses[$0].step }
        coming =
            look.isAnyGradientComputed(of: node)
            ? TriangleRowsToCome(look.session, explorer.edition, node, wanted, coming) : nil
    }

    mutating func notice(_ explorer: inout Explorer) { sendBack(explorer) }

    mutating func tick(_ explorer: inout Explorer) { if coming?.isWhole == true { coming = nil } }

    var pace: Duration? { coming.map { _ in .milliseconds(30) } }

    mutating func settle(_ explorer: inout Explorer) {
        coming?.wait()
        coming = nil
    }

    private var question: String { unit.map { "unit \($0 + 1)" } ?? "norms" }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let look = SceneLook(explorer), let node = node(look) else { return }
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: look.glyphs)
        if showsForwardMode {
            look.drawForwardMode(&grid, part: look.session.network[node].part, unit: unit ?? 0)
            return
        }
        let name = look.naming.name(node)
        let heading = look.glyphs.text("∂L_k/∂\(name)_t, k down, t across, \(question)")
        grid.text(StyledText(heading, .heading), x: 1, y: 3, width: grid.width - 2)
        let body = grid.bounds.inset(left: 1, top: 4, bottom: 2)
        let losses = look.session.trace.losses.map(\.step)
        let focus = focus(look.session)
        let rows = Self.losses(inSight: explorer, around: focus)
        let triangle = look.triangle(of: node, unit: unit, losses: rows.map { losses[$0] }, isPartial: coming != nil)
        let values = triangle.rows + [triangle.total]
        let column = max(0, triangle.steps.firstIndex(of: look.presentStep) ?? 0)
        grid.within(body) {
            HeatMap(
                rowLabels: rows.map { "k \(losses[$0])" } + [unit == nil ? "all" : "sum"],
                columnLabels: triangle.steps.map { "\($0)" }, values: values,
                scale: HeatScale(
                    unit == nil ? .magnitude : .signed, fitting: values.joined().compactMap { $0 }),
                focus: (focus - rows.lowerBound, column), isFocused: true
            ).draw(&$0, glyphs: look.glyphs)
        }
        grid.text(
            look.glyphs.text(triangle.sentence(look, node, unit, rows.count < losses.count)), x: 1, y: grid.height - 1,
            style: .hint, width: grid.width - 2)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        guard let look = SceneLook(explorer), let node = node(look) else { return text }
        if showsForwardMode {
            let part = look.session.network[node].part
            for entry in look.sensitivitiesInWords(part: part, unit: unit ?? 0) { text.fact(entry.name, entry.numbers) }
            for line in look.forwardModeLines(part: part) { text.text(line) }
            return text
        }
        let losses = look.session.trace.losses.map(\.step)
        let triangle = look.triangle(of: node, unit: unit, losses: losses)
        text.heading("Gradient of each loss alone for \(look.naming.name(node)), \(question)")
        for (k, row) in zip(losses, triangle.rows) {
            let known = zip(triangle.steps, row).compactMap { t, value in
                value.map { "t \(t) \(look.numbers.text($0))" }
            }
            if !known.isEmpty { text.fact("L_\(k)", known.joined(separator: ", ")) }
        }
        let total = zip(triangle.steps, triangle.total).compactMap { t, value in
            value.map { "t \(t) \(look.numbers.text($0))" }
        }
        text.fact(
            unit == nil ? "norm of the sum" : "sum", total.isEmpty ? "nothing yet" : total.joined(separator: ", "))
        text.text(triangle.sentence(look, node, unit, false))
        return text
    }
}

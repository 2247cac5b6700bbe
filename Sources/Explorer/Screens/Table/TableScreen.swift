import Recurrence
import TerminalUI

/// Nodes down, time across: the numbers of one unit, or their gradients.
struct TableScreen: NamedScreen {
    static let name = "table"
    static let key = Key.character("b")
    static let title = "Table: every number of one unit over time"

    private var row = 0
    /// From 0.
    private var unit = 0
    private var showsGradients = false

    init(_ explorer: Explorer) {}

    var offers: [String] { [StepScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<TableScreen>] {
        let hasLoss = explorer.session?.timeline.hasLoss ?? false
        return [
            .looking([.up, .character("k")], "up", "the row above") { $0.move(rows: -$2.times, $1) },
            .looking([.down, .character("j")], "down", "the row below") { $0.move(rows: $2.times, $1) },
            .looking([.character("[")], "left", "the unit before") { $0.move(units: -$2.times, $1) },
            .looking([.character("]")], "right", "the next unit") { $0.move(units: $2.times, $1) },
            .looking(
                [.tab], "gradient", showsGradients ? "values" : "gradients",
                footer: showsGradients ? "values" : "gradients",
                disabled: hasLoss ? nil : "this scene has no loss, so it has no gradients"
            ) { screen, _, _ in screen.showsGradients.toggle() },
        ]
    }

    private mutating func move(rows delta: Int, _ explorer: Explorer) {
        let count = SceneLook(explorer)?.tableNodes.count ?? 0
        row = max(0, min(count - 1, row + delta))
    }

    private mutating func move(units delta: Int, _ explorer: Explorer) {
        guard let look = SceneLook(explorer), look.tableNodes.indices.contains(row) else { return }
        unit = max(0, min(look.session.network[look.tableNodes[row]].width - 1, unit + delta))
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        guard let look = SceneLook(explorer) else { return }
        let table = look.table(unit: unit, showsGradients: showsGradients)
        look.drawHeading(&grid)
        grid.horizontalLine(y: 2, glyphs: look.glyphs)
        let kind = showsGradients ? look.glyphs.text("∂L/∂· of unit \(unit + 1)") : "values of unit \(unit + 1)"
        grid.text(StyledText(kind, .heading) + StyledText("   [ ] another unit", .hint), x: 1, y: 3)
        let body = grid.bounds.inset(left: 1, top: 4, bottom: 1)
        let column = max(0, table.steps.firstIndex(of: look.presentStep) ?? 0)
        grid.within(body) {
            HeatMap(
                rowLabels: table.labels, columnLabels: table.steps.map { "\($0)" }, values: table.values,
                scale: HeatScale(.signed, fitting: table.values.joined().compactMap { $0 }),
                focus: (min(row, max(0, table.labels.count - 1)), column), isFocused: true
            ).draw(&$0, glyphs: look.glyphs)
        }
        let legend = table.values.joined().contains { $0 != nil } ? "" : "nothing is computed yet: → plays on"
        grid.text(legend, x: 1, y: grid.height - 1, style: .hint, width: grid.width - 2)
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        guard let look = SceneLook(explorer) else { return text }
        let table = look.table(unit: unit, showsGradients: showsGradients)
        text.heading(
            "\(showsGradients ? "Gradients" : "Values") of unit \(unit + 1), at \(look.session.name(of: look.playhead))"
        )
        for (label, values) in zip(table.labels, table.values) {
            let known = zip(table.steps, values).compactMap { step, value in
                value.map { "t \(step) \(look.numbers.text($0))" }
            }
            if !known.isEmpty { text.fact(label, known.joined(separator: ", ")) }
        }
        if table.values.joined().allSatisfy({ $0 == nil }) { text.text("Nothing is computed yet.") }
        return text
    }
}

/// The numbers of one unit of every node over time; nil where there is none yet.
struct NodeTable {
    let labels: [String]
    let steps: [Int]
    let values: [[Double?]]
}

extension SceneLook {
    /// Every node that the trace lists, in the order in which a step computes them.
    var tableNodes: [NodeID] {
        session.network.nodes.indices.map { session.network.nodeID($0) }.filter { session.network[$0].isShown }
    }

    func table(unit: Int, showsGradients: Bool) -> NodeTable {
        let (network, trace) = (session.network, session.trace)
        let nodes = tableNodes
        let last = nodes.map { network[$0].steps.upperBound }.max() ?? 1
        let values = nodes.map { node in
            (1...last).map { t -> Double? in
                guard network[node].steps.contains(t), unit < network[node].width else { return nil }
                let index = network.row(node, at: t).lowerBound + unit
                if showsGradients {
                    return session.isGradientComputed(node, at: t, playhead) ? trace.gradients[index] : nil
                }
                return session.isComputed(node, at: t, playhead) ? trace.values[index] : nil
            }
        }
        let naming = naming
        return NodeTable(labels: nodes.map { naming.name($0) }, steps: Array(1...last), values: values)
    }

    /// The step that the moment is at; at the ends of a pass the nearest one.
    var presentStep: Int {
        switch moment {
        case .forward(let place), .backward(let place): place.step
        case .start: 1
        case .loss, .clip, .update: session.network.outputSteps.upperBound
        }
    }
}

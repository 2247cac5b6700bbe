import Recurrence
import TerminalUI

/// One moment of the unfolded network: the graph, the gates and states of the present step as bars with numbers, and why the number under the
/// cursor is what it is.
struct StepScreen: NamedScreen {
    static let name = "step"
    static let key = Key.character("s")
    static let title = "Step: one moment of the unfolded network"

    /// Whether the graph is the lectures' computational graph.
    private(set) var showsWeights = false

    init(_ explorer: Explorer) {}

    var offers: [String] { [GradientsScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<StepScreen>] {
        let isAlone = (explorer.session?.panes.count ?? 0) < 2 ? "this scene has one layer" : nil
        return [
            .looking([.up, .character("k")], "up", "the row above") { $1.lookAtRow(by: -$2.times) },
            .looking([.down, .character("j")], "down", "the row below") { $1.lookAtRow(by: $2.times) },
            .looking([.character("[")], "left", "the unit before") { $1.lookAtUnit(by: -$2.times) },
            .looking([.character("]")], "right", "the next unit") { $1.lookAtUnit(by: $2.times) },
            .looking([.tab], "pane", "the next layer or part", disabled: isAlone) { $1.lookAtPane(by: $2.times) },
            .looking([.backtab], "unpane", "the layer or part before", disabled: isAlone) {
                $1.lookAtPane(by: -$2.times)
            },
            ScreenKey(
                [.character("'")], help: "letters on the numbers and nodes in sight: type one to go there",
                section: "Looking"
            ) { _, explorer, _ in explorer.push(LabelPage()) },
            ScreenKey([.character("y")], help: "the whole why of the chosen number", section: "Looking") {
                _, explorer, _ in explorer.push(WhyPage())
            },
            ScreenKey(
                [.character("o")], words: ["graph"],
                help: showsWeights
                    ? "the unfolded graph again"
                    : "the computational graph: the shared weights as one node, every L_t into one L",
                section: "Looking",
                disabled: explorer.session.flatMap { ComputationalGraph.obstacle($0.network) }
            ) { screen, _, _ in screen.showsWeights.toggle() },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        SceneLook(explorer)?.drawStep(&grid, showsWeights: showsWeights)
    }

    func words(_ explorer: Explorer) -> LinearText { SceneLook(explorer)?.stepInWords ?? LinearText() }

    func sentence(_ explorer: Explorer) -> String? { SceneLook(explorer)?.stepSentence }

    func changes(_ explorer: Explorer) -> LinearText { SceneLook(explorer)?.stepChanges ?? LinearText() }
}

extension Explorer {
    /// The cursor to another row: of the pane, of the losses, of the parameters.
    fileprivate mutating func lookAtRow(by delta: Int) {
        guard let session else { return }
        switch session.timeline[playhead.position] {
        case .clip, .update: lookAtParameter(by: delta)
        case .loss:
            guard !session.trace.losses.isEmpty else { return }
            let last = session.trace.losses.count - 1
            lists.lossFromEnd = last - max(0, min(last, last - min(lists.lossFromEnd, last) + delta))
        case .start, .forward, .backward:
            guard session.panes.indices.contains(focus.pane) else { return }
            let last = session.rows(of: session.panes[focus.pane], at: playhead).count - 1
            let row = max(0, min(last, min(focus.row, last) + delta))
            if row == min(focus.row, last) {
                message = Message(delta < 0 ? "this is the first row" : "this is the last row")
            }
            focus.row = row
        }
    }

    /// The cursor to another unit of the row, or to another entry of the parameter.
    fileprivate mutating func lookAtUnit(by delta: Int) {
        guard let session else { return }
        switch session.timeline[playhead.position] {
        case .clip, .update:
            let parameters = session.trainedParameters
            guard parameters.indices.contains(lists.parameter) else { return }
            lists.entry = max(0, min(parameters[lists.parameter].count - 1, lists.entry + delta))
        case .start, .forward, .loss, .backward:
            guard let row = session.row(under: focus, at: playhead) else { return }
            let last = session.network[row.node].width - 1
            let unit = max(0, min(last, min(focus.unit, last) + delta))
            if unit == min(focus.unit, last) {
                message = Message(delta < 0 ? "this is the first unit" : "this is the last unit")
            }
            focus.unit = unit
        }
    }

    /// The cursor to another layer or part, round and round.
    fileprivate mutating func lookAtPane(by delta: Int) {
        guard let session, !session.panes.isEmpty else { return }
        focus.pane = (focus.pane + delta).modulo(session.panes.count)
        focus.row = session.stateRow(of: focus.pane)
        focus.unit = 0
    }

    /// The cursor to another of the trained parameters.
    mutating func lookAtParameter(by delta: Int) {
        guard let session else { return }
        lists.parameter = max(0, min(session.trainedParameters.count - 1, lists.parameter + delta))
        lists.entry = 0
    }
}

extension Int {
    /// The remainder from 0 up to `count`, not including it.
    func modulo(_ count: Int) -> Int { (self % count + count) % count }
}

import Recurrence
import TerminalUI

/// One moment of the unfolded network: the graph, the gates and states of the present step as bars with numbers, and why the number under the
/// cursor is what it is.
struct StepScreen: NamedScreen {
    static let name = "step"
    static let key = Key.character("s")
    static let title = "Step: one moment of the unfolded network"

    init(_ explorer: Explorer) {}

    var offers: [String] { [GradientsScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<StepScreen>] {
        let isAlone = (explorer.session?.panes.count ?? 0) < 2 ? "this scene has one layer" : nil
        func looking(
            _ keys: [Key], _ word: String, _ help: String, disabled: String? = nil,
            _ move: @escaping @Sendable (inout Explorer, Int) -> Void
        ) -> ScreenKey<StepScreen> {
            ScreenKey(keys, words: [word], help: help, section: "Looking", takesCount: true, disabled: disabled) {
                move(&$1, $2.times)
            }
        }
        return [
            looking([.up, .character("k")], "up", "the row above") { $0.lookAtRow(by: -$1) },
            looking([.down, .character("j")], "down", "the row below") { $0.lookAtRow(by: $1) },
            looking([.character("[")], "left", "the unit before") { $0.lookAtUnit(by: -$1) },
            looking([.character("]")], "right", "the next unit") { $0.lookAtUnit(by: $1) },
            looking([.tab], "pane", "the next layer or part", disabled: isAlone) { $0.lookAtPane(by: $1) },
            looking([.backtab], "unpane", "the layer or part before", disabled: isAlone) { $0.lookAtPane(by: -$1) },
            ScreenKey([.character("y")], help: "the whole why of the chosen number", section: "Looking") {
                _, explorer, _ in explorer.push(WhyPage())
            },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) { SceneLook(explorer)?.drawStep(&grid) }

    func words(_ explorer: Explorer) -> LinearText { SceneLook(explorer)?.stepInWords ?? LinearText() }
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
            focus.row = max(0, min(last, min(focus.row, last) + delta))
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
            focus.unit = max(0, min(last, min(focus.unit, last) + delta))
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

import TerminalUI

/// Which steps of a pane are seen, and in which columns.
struct GraphColumns: Sendable {
    let steps: ClosedRange<Int>
    /// The steps that are drawn.
    let visible: ClosedRange<Int>
    /// The pane's first column and its width.
    let left: Int
    let width: Int
    /// The column where the first visible step begins.
    let origin: Int
    let pitch: Int
    let measures: GraphMeasures

    /// Nil where not even one step fits.
    init?(_ measures: GraphMeasures, steps: ClosedRange<Int>, focus: Int, left: Int, width: Int) {
        // What stands at the sides depends on what is hidden, and that on the room between: the most steps that fit.
        let most = min(steps.count, max(0, width / measures.pitch))
        let fitting = stride(from: most, through: 1, by: -1).lazy.map { room -> Fit in
            let window = Window(count: steps.count, room: room, focus: focus - steps.lowerBound)
            return Fit(
                window: window, before: window.isCutBefore ? measures.mark + 3 : measures.before,
                after: window.isCutAfter ? measures.mark + 3 : measures.after)
        }
        guard let fit = fitting.first(where: { $0.width(measures.pitch) <= width }) else { return nil }
        let range = fit.window.range
        pitch = min(measures.widest(in: width), (width - fit.before - fit.after) / range.count)
        visible = steps.lowerBound + range.lowerBound...steps.lowerBound + range.upperBound - 1
        let used = fit.width(pitch)
        let spare = min(2, width - used)
        self.steps = steps
        self.measures = measures
        self.width = used + spare
        self.left = left + (width - used - spare) / 2
        origin = self.left + fit.before + spare
    }

    private struct Fit {
        let window: Window
        let before: Int
        let after: Int

        func width(_ pitch: Int) -> Int { before + after + window.range.count * pitch }
    }

    var right: Int { left + width }
    var hiddenBefore: Int { visible.lowerBound - steps.lowerBound }
    var hiddenAfter: Int { steps.upperBound - visible.upperBound }

    /// Where a label of step t begins, and where lines into it run.
    func x(_ track: GraphLane.Track, _ t: Int) -> Int {
        let start = origin + (t - visible.lowerBound) * pitch + 1
        switch track {
        case .left: return start
        case .middle: return start + (measures.isDouble ? 2 : 0)
        case .right: return start + measures.digits + 4
        }
    }

    /// The line of a residual connection: behind the cell where a state's edge may have its head.
    func skip(_ t: Int) -> Int {
        measures.isDouble ? x(.right, t) + measures.digits + 4 : x(.middle, t) + measures.digits + 3
    }

    /// The line that carries y over to step t, left of it.
    func over(_ t: Int) -> Int { x(.middle, t) - (pitch > measures.pitch ? 4 : 3) }
}

/// How wide the things of a pane are.
struct GraphMeasures: Sendable {
    let isDouble: Bool
    /// Digits of the largest index.
    let digits: Int
    /// What one step needs.
    let pitch: Int
    /// What one step takes at most on a terminal of usual width.
    private let usual: Int
    /// What stands before the first step and behind the last one.
    let before: Int
    let after: Int
    /// What one step takes wherever it stands.
    var least: Int { max(before, mark + 3) + max(after, mark + 3) + pitch }
    /// What one step takes at most in a pane of some width.
    func widest(in width: Int) -> Int { max(usual, min(24, width / 10)) }

    /// Width of a count of hidden steps.
    var mark: Int { digits + 1 }

    /// Width of the name of an initial state.
    private static func startWidth(_ lane: GraphLane) -> Int {
        switch lane.start {
        case .zero: 1
        case .learned, .encoder: lane.name.count + 1
        case .given: lane.name.count + 2
        }
    }

    init(_ pane: GraphPane, feedsBack: Bool, attends: Bool, besideLoss: Bool) {
        isDouble = pane.isDouble
        digits = String(pane.steps.upperBound).count
        let name = 1 + digits
        let residual = pane.isResidual ? 1 : 0
        var need: Int
        if isDouble {
            need = 2 * digits + 8 + residual * 3
        } else {
            need = name + 4 + residual
            if feedsBack && pane.levels.last?.role != .state { need += attends ? 3 : 1 }
            if pane.isDecoder && attends { need = max(need, 2 * name + 1 + 2 + (feedsBack ? 4 : 3)) }
        }
        if besideLoss { need = max(need, 2 * name + 4) }
        pitch = need
        usual = max(need, 14)
        let states = pane.lanes.filter { $0.role == .state }
        let context = pane.isDecoder && attends ? 2 : 0
        before = 4 + context + (states.map { Self.startWidth($0) }.max() ?? 0)
        after = states.filter { $0.order < 0 }.map { 5 + Self.startWidth($0) }.max() ?? 0
    }
}

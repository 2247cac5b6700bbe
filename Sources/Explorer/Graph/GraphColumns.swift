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
        let count = steps.count
        let whole = measures.before + measures.after + count * measures.pitch
        let isCut = whole > width
        var before = isCut ? max(measures.before, measures.mark + 3) : measures.before
        let after = isCut ? max(measures.after, measures.mark + 3) : measures.after
        let room = isCut ? (width - before - after) / measures.pitch : count
        guard room >= 1 else { return nil }
        pitch = min(measures.widest, (width - before - after) / room)
        let window = Window(count: count, room: room, focus: focus - steps.lowerBound)
        visible = steps.lowerBound + window.range.lowerBound...steps.lowerBound + window.range.upperBound - 1
        var used = before + after + room * pitch
        let spare = min(2, width - used)
        (before, used) = (before + spare, used + spare)
        self.steps = steps
        self.measures = measures
        self.left = left + (width - used) / 2
        self.width = used
        origin = self.left + before
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

    /// The line of a residual connection.
    func skip(_ t: Int) -> Int {
        measures.isDouble ? x(.right, t) + measures.digits + 3 : x(.middle, t) + measures.digits + 2
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
    /// What one step takes at most.
    let widest: Int
    /// What stands before the first step and behind the last one.
    let before: Int
    let after: Int
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
            need = 2 * digits + 7 + residual * 2
        } else {
            need = name + 4 + residual
            if feedsBack && pane.levels.last?.role != .state { need += attends ? 3 : 1 }
            if pane.isDecoder && attends { need = max(need, 2 * name + 1 + 2 + (feedsBack ? 4 : 2)) }
        }
        if besideLoss { need = max(need, 2 * name + 4) }
        pitch = need
        widest = max(need, 14)
        let states = pane.lanes.filter { $0.role == .state }
        let context = pane.isDecoder && attends ? 2 : 0
        before = 4 + context + (states.map { Self.startWidth($0) }.max() ?? 0)
        after = states.filter { $0.order < 0 }.map { 5 + Self.startWidth($0) }.max() ?? 0
    }
}

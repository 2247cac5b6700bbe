import Recurrence

/// One row of nodes in time: an input, a state of one direction of a layer, a residual sum, the outputs, the losses.
struct GraphLane: Sendable {
    enum Role: Sendable { case input, state, sum, output, loss }

    /// Where in its column the node stands: a bidirectional layer has one state at the left and one at the right.
    enum Track: Sendable { case left, middle, right }

    /// What a state starts from.
    enum Start: Sendable { case zero, learned, given, encoder }

    let role: Role
    var track = Track.middle
    /// The name before the index: `h`, `h→`, `x`, `y`, `L`.
    let name: String
    /// The part that holds the node; nil where the lane has no part of its own.
    let part: Int?
    /// The node whose moment decides what is drawn; for losses, that of y.
    let node: NodeID
    let steps: ClosedRange<Int>
    var order = 1
    var start = Start.zero
    var isDecoder = false
    /// The steps from which some path leads to a loss.
    var gradient: ClosedRange<Int>?

    func previous(of t: Int) -> Int { t - order }
    var initialStep: Int { order > 0 ? steps.lowerBound - 1 : steps.upperBound + 1 }
}

/// Lanes that read the same things: an input, a layer with one or two directions and perhaps its residual sum, y, the losses.
struct GraphLevel: Sendable {
    /// Bottom first.
    var lanes: [GraphLane]
    /// `in + h`, drawn above the lanes.
    var sum: GraphLane?
    /// The layer's name, where there are several layers.
    var name: String?

    var role: GraphLane.Role { lanes.first?.role ?? .input }
    var isDouble: Bool { lanes.count > 1 }
    var isResidual: Bool { sum != nil }
    /// What the next level reads.
    var ports: [GraphLane] { sum.map { [$0] } ?? lanes }
    var all: [GraphLane] { lanes + (sum.map { [$0] } ?? []) }
}

/// The levels of one network in time, bottom first: the whole network, or in seq2seq the encoder or the decoder.
struct GraphPane: Sendable {
    var levels: [GraphLevel]
    let steps: ClosedRange<Int>
    let isDecoder: Bool

    var isDouble: Bool { levels.contains(where: \.isDouble) }
    var isResidual: Bool { levels.contains(where: \.isResidual) }
    var lanes: [GraphLane] { levels.flatMap(\.all) }
    /// The highest level of states.
    var topLayer: Int { levels.lastIndex { $0.role == .state } ?? 0 }
}

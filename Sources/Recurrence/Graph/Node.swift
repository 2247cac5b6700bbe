/// Names a node of a network's graph.
public struct NodeID: Hashable, Sendable {
    /// Place in `Network.nodes`, from 0.
    public let index: Int
}

/// A vector with one row a step: the left-hand side of an equation, or an input.
public struct Node: Sendable {
    /// The part it belongs to, an index into `Network.parts`.
    public let part: Int
    /// The name in the trace: `f`, `c_tilde`, `a_y` …
    public let name: String
    /// Number of entries of one row.
    public let width: Int
    /// What it is for.
    public internal(set) var meaning: NodeMeaning
    /// The steps at which it has a value of its own; state 0 is not among them.
    public internal(set) var steps: ClosedRange<Int>
    /// Whether the trace lists it; what an equation needs only on the way, such as tanh(c), is not listed.
    public let isShown: Bool

    /// Position of the row of step 0 in the arena; rows that are not stored have no memory behind them.
    var origin = 0
    /// Distance from one step's row to the next.
    var stride = 0
    /// The steps for which there is memory: for states also the initial one (0, or T + 1 where time runs backward).
    public internal(set) var storedSteps: ClosedRange<Int>

    init(part: Int, name: String, width: Int, meaning: NodeMeaning, steps: ClosedRange<Int>, isShown: Bool) {
        self.part = part
        self.name = name
        self.width = width
        self.meaning = meaning
        self.steps = steps
        storedSteps = steps
        self.isShown = isShown
    }

    /// Position in the arena of the row of step t.
    func address(_ t: Int) -> Int { origin + stride * t }
}

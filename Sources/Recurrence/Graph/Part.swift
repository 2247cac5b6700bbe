/// A piece of the network with a name of its own in the trace: one direction of a layer, the readout, the attention …
public struct Part: Sendable {
    /// What a part of a network is.
    public enum Kind: Sendable, Equatable {
        case input
        case embedding
        /// What a step reads of the step before: `one-to-many` and decoders.
        case feed
        case layer(Int, Direction?)
        case attention
        /// U h_j of the attention, for every step j of the encoder.
        case keys
        case decoder
        case readout
    }

    /// What the part is; `keys` and `attention` have one name, `attention`, and are told apart by it.
    public let kind: Kind
    /// The name in the trace: `input`, `stack.0.backward`, `decoder` …
    public let name: String
    /// The layer's description, for layers and decoders.
    public let layer: Layer?
    /// +1 where time runs 1 … T, −1 where it runs T … 1.
    public let order: Int
    /// The steps t that it covers; that of an initial state is not among them.
    public let steps: ClosedRange<Int>
    /// The states handed from step to step (`h`, or `h` and `c`), in that order.
    public internal(set) var states: [NodeID] = []
    /// The name's pieces between its dots.
    public var pathParts: [String] { name.split(separator: ".").map(String.init) }
    /// Its equations, in the order in which one step computes them.
    public internal(set) var equations: [Int] = []

    init(kind: Kind, name: String, layer: Layer? = nil, order: Int = 1, steps: ClosedRange<Int>) {
        self.kind = kind
        self.name = name
        self.layer = layer
        self.order = order
        self.steps = steps
    }

    /// The step before t in running order.
    public func predecessor(of t: Int) -> Int { t - order }
    /// The steps in running order.
    public var runningSteps: [Int] { order > 0 ? Array(steps) : steps.reversed() }
    /// The step whose state the part starts from.
    public var initialStep: Int { order > 0 ? steps.lowerBound - 1 : steps.upperBound + 1 }
}

/// One direction of a bidirectional layer.
public enum Direction: String, Sendable, CaseIterable {
    case forward, backward
}

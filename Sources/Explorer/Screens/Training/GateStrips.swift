import Recurrence

/// The gates, the candidates and the states of one recurrent layer over a sequence.
struct GateStrips {
    struct Row {
        let node: NodeID
        let isGate: Bool
        /// One a step, in the order of time.
        let values: [Double]
    }

    let network: Network
    private let trace: Trace<Double>
    /// The last part that has states; nil where the network has none.
    private let part: Int?

    init(_ trace: Trace<Double>) {
        self.trace = trace
        network = trace.network
        part = network.parts.lastIndex { !$0.states.isEmpty }
    }

    /// Units of the layer.
    var width: Int { part.map { network[network.parts[$0].states[0]].width } ?? 1 }

    /// `stack.1, `, where the network has several layers.
    var partName: String {
        guard let part, network.parts.count(where: { !$0.states.isEmpty }) > 1 else { return "" }
        return network.parts[part].name + ", "
    }

    /// Steps at which the layer runs.
    var steps: ClosedRange<Int>? { part.flatMap { network.parts[$0].steps.first }.map { $0...lastStep } }

    private var lastStep: Int { part.flatMap { network.parts[$0].steps.last } ?? 1 }

    /// The rows of one unit, gates first, states last.
    func rows(unit: Int) -> [Row] {
        guard let part else { return [] }
        func order(_ role: NodeMeaning.Role) -> Int? {
            switch role {
            case .gate: 0
            case .candidate: 1
            case .state: 2
            default: nil
            }
        }
        let steps = network.parts[part].steps
        let nodes = network.nodes.indices.map { network.nodeID($0) }.filter {
            network[$0].part == part && network[$0].isShown
        }
        let ordered = nodes.compactMap { node in order(network[node].meaning.role).map { (node, $0) } }
            .sorted { ($0.1, $0.0.index) < ($1.1, $1.0.index) }
        return ordered.compactMap { node, order in
            guard unit < network[node].width else { return nil }
            let values = steps.filter { network[node].storedSteps.contains($0) }.map {
                trace.values[network.row(node, at: $0).lowerBound + unit]
            }
            return Row(node: node, isGate: order == 0, values: values)
        }
    }
}

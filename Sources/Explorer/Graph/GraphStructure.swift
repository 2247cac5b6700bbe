import Recurrence

/// A network as panes of lanes: one pane, or encoder and decoder.
struct GraphStructure: Sendable {
    let network: Network
    private(set) var main: GraphPane
    private(set) var decoder: GraphPane?
    /// Whether y goes up and over to the next input.
    let feedsBack: Bool
    let hasAttention: Bool

    init(_ network: Network, losses: ClosedRange<Int>?) {
        self.network = network
        let architecture = network.architecture
        let decodes = architecture.shape == .seq2seq
        hasAttention = decodes && architecture.decoder?.attention != nil
        feedsBack = (decodes || architecture.shape == .oneToMany) && architecture.feedback == .output
        let steps = architecture.shape == .oneToMany ? 1...network.lengths.outputs : 1...network.lengths.inputs
        var levels = Self.stack(network, steps: steps)
        guard decodes else {
            levels += Self.outputs(network)
            main = GraphPane(levels: levels, steps: steps, isDecoder: false)
            spread(losses, feedsBack: feedsBack)
            return
        }
        main = GraphPane(levels: levels, steps: steps, isDecoder: false)
        decoder = GraphPane(
            levels: Self.decoder(network) + Self.outputs(network), steps: network.outputSteps, isDecoder: true)
        spread(losses, feedsBack: feedsBack)
    }

    var panes: [GraphPane] { [main] + (decoder.map { [$0] } ?? []) }

    private static func stack(_ network: Network, steps: ClosedRange<Int>) -> [GraphLevel] {
        var levels: [GraphLevel] = []
        let x = network.inputs
        let input = GraphLane(role: .input, name: network[x].name, part: network[x].part, node: x, steps: steps)
        levels.append(GraphLevel(lanes: [input]))
        let isDeep = network.architecture.stack.count > 1
        for index in network.architecture.stack.indices {
            var level = GraphLevel(lanes: [], name: isDeep ? "stack.\(index)" : nil)
            for (number, part) in network.parts.enumerated() {
                guard case .layer(index, let direction) = part.kind else { continue }
                if let lane = state(network, number, direction: direction) { level.lanes.insert(lane, at: 0) }
                if let out = network.residual(of: number) {
                    level.sum = GraphLane(
                        role: .sum, name: network[out].name, part: number, node: out, steps: part.steps)
                }
            }
            levels.append(level)
        }
        return levels
    }

    private static func state(_ network: Network, _ number: Int, direction: Direction?) -> GraphLane? {
        let part = network.parts[number]
        guard let h = part.states.first else { return nil }
        let isDecoder = part.kind == .decoder
        let arrow = direction.map { $0 == .forward ? "→" : "←" } ?? ""
        // Bahdanau's letter for the state of a decoder.
        let name = isDecoder ? "s" : network[h].name + arrow
        var lane = GraphLane(role: .state, name: name, part: number, node: h, steps: part.steps, order: part.order)
        lane.isDecoder = isDecoder
        lane.track = direction.map { $0 == .forward ? .left : .right } ?? .middle
        lane.start =
            switch part.layer?.initialState ?? .zero {
            case .zero: .zero
            case .learned: .learned
            case .given: .given
            }
        return lane
    }

    private static func decoder(_ network: Network) -> [GraphLevel] {
        var levels: [GraphLevel] = []
        if network.architecture.decoder != nil, let before = network.feedNode {
            var lane = GraphLane(
                role: .input, name: "y", part: network[before].part, node: before, steps: network.outputSteps)
            lane.isDecoder = true
            levels.append(GraphLevel(lanes: [lane]))
        }
        if let number = network.parts.firstIndex(where: { $0.kind == .decoder }),
            var lane = state(network, number, direction: nil)
        {
            if network.architecture.decoder?.start == .encoder { lane.start = .encoder }
            levels.append(GraphLevel(lanes: [lane]))
        }
        return levels
    }

    private static func outputs(_ network: Network) -> [GraphLevel] {
        guard let y = network.output.last?.node else { return [] }
        let part = network.parts.firstIndex { $0.kind == .readout }
        let output = GraphLane(role: .output, name: "y", part: part, node: y, steps: network.outputSteps)
        guard network.architecture.loss != .none else { return [GraphLevel(lanes: [output])] }
        let loss = GraphLane(role: .loss, name: "L", part: nil, node: y, steps: network.outputSteps)
        return [GraphLevel(lanes: [output]), GraphLevel(lanes: [loss])]
    }

    // MARK: Which nodes a loss reaches

    private mutating func spread(_ losses: ClosedRange<Int>?, feedsBack: Bool) {
        guard let losses, network.architecture.loss != .none else { return }
        guard var decoder else {
            Self.spread(into: &main, from: losses, feedsBack: feedsBack)
            return
        }
        Self.spread(into: &decoder, from: losses, feedsBack: feedsBack)
        self.decoder = decoder
        let isHanded = network.architecture.decoder?.start == .encoder
        if hasAttention || isHanded { Self.spread(into: &main, from: main.steps, feedsBack: false) }
        if !hasAttention { main.levels[main.topLayer].sum?.gradient = nil }
    }

    /// From the top down: a direction reaches every loss that lies ahead of it.
    private static func spread(into pane: inout GraphPane, from losses: ClosedRange<Int>, feedsBack: Bool) {
        var reached = losses
        for index in pane.levels.indices.reversed() {
            let steps = pane.steps
            switch pane.levels[index].role {
            case .loss: pane.levels[index].lanes[0].gradient = losses
            case .output:
                pane.levels[index].lanes[0].gradient = feedsBack ? steps.lowerBound...losses.upperBound : losses
            case .input: pane.levels[index].lanes[0].gradient = reached
            case .sum: break
            case .state:
                pane.levels[index].sum?.gradient = reached
                var below = reached
                for lane in pane.levels[index].lanes.indices {
                    let isForward = pane.levels[index].lanes[lane].order > 0
                    let range =
                        isForward ? steps.lowerBound...reached.upperBound : reached.lowerBound...steps.upperBound
                    pane.levels[index].lanes[lane].gradient = range
                    below = min(below.lowerBound, range.lowerBound)...max(below.upperBound, range.upperBound)
                }
                reached = below
            }
        }
    }
}

extension Network {
    /// The node in which a part adds its own input to its output.
    fileprivate func residual(of part: Int) -> NodeID? {
        nodes.indices.first { nodes[$0].part == part && nodes[$0].meaning.role == .residual }.map(nodeID)
    }
}

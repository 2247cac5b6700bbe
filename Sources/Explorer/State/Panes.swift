import Recurrence

/// A list of nodes that the Step screen shows together: a layer or a direction of it, with what it reads and, where the network has one
/// layer, what is read out.
public struct Pane: Sendable, Equatable {
    /// The name of its part: `stack.0`, `decoder`.
    public let title: String
    /// The part of the network that it shows, an index into `Network.parts`.
    public let part: Int
    /// In the order in which a step computes them, with the inputs before and what is read out after.
    public let nodes: [NodeID]

    /// All panes, in the order in which they are computed.
    static func all(of network: Network) -> [Pane] {
        let shown = shownNodes(network)
        let readout = network.parts.firstIndex { $0.kind == .readout }.map { shown[$0] } ?? []
        // A small network is one pane; what does not fit together is a pane of its own.
        let joins = network.parts.count { !$0.states.isEmpty } == 1
        var panes: [Pane] = []
        for (index, part) in network.parts.enumerated() {
            var nodes = shown[index]
            switch part.kind {
            case .layer(let layer, _):
                if layer == 0 { nodes.insert(network.inputs, at: 0) }
                if joins { nodes += readout }
            case .attention, .decoder: break
            case .readout where !joins: break
            case .input, .embedding, .feed, .keys, .readout: continue
            }
            if !nodes.isEmpty { panes.append(Pane(title: part.name, part: index, nodes: nodes)) }
        }
        let order = Dictionary(
            network.runningOrder.enumerated().map { (network.equations[$1].output, $0) }, uniquingKeysWith: min)
        func place(_ pane: Pane) -> Int { pane.nodes.compactMap { order[$0] }.max() ?? 0 }
        return panes.sorted { place($0) < place($1) }
    }

    /// The nodes that the trace lists, by part, in the order in which a step computes them.
    private static func shownNodes(_ network: Network) -> [[NodeID]] {
        var nodes = [[NodeID]](repeating: [], count: network.parts.count)
        for index in network.runningOrder {
            let equation = network.equations[index]
            let node = network[equation.output]
            // An initial state's equation is no step of its own.
            guard node.isShown, equation.steps.overlaps(node.steps), !nodes[node.part].contains(equation.output) else {
                continue
            }
            nodes[node.part].append(equation.output)
        }
        return nodes
    }
}

extension Session {
    /// A node at a step.
    public struct Row: Sendable, Hashable {
        /// The node whose vector stands in the row.
        public let node: NodeID
        /// The step that is shown of it, which need not be that of the moment.
        public let step: Int
        /// Whether it stands there as what the step reads, under a name of its own: the output before, fed back.
        public var isFedBack = false
    }

    /// The step that a moment looks at.
    public func presentStep(_ playhead: Playhead) -> Int {
        switch timeline[playhead.position] {
        case .forward(let place), .backward(let place): place.step
        case .start: 1
        case .loss: network.outputSteps.upperBound
        case .clip, .update: 1
        }
    }

    /// The rows of a pane at a moment: its nodes at the present step, or where they have no such step at the nearest; and with the first step
    /// the initial states that a scene gives or learns.
    public func rows(of pane: Pane, at playhead: Playhead) -> [Row] {
        let t = presentStep(of: pane, playhead)
        var rows = pane.nodes.map { node in
            let steps = network[node].steps
            if node == network.inputs, t > steps.upperBound, let read = fedBack(at: t) { return read }
            return Row(node: node, step: min(max(t, steps.lowerBound), steps.upperBound))
        }
        if network.parts[pane.part].kind == .decoder, let read = fedBack(at: t) { rows.append(read) }
        let part = network.parts[pane.part]
        let isGiven = part.layer.map { $0.initialState != .zero } ?? false
        let isCopied = part.kind == .decoder && network.architecture.decoder?.start == .encoder
        if t == part.initialStep + part.order, isGiven || isCopied {
            rows += part.states.filter { network[$0].storedSteps.contains(part.initialStep) }
                .map { Row(node: $0, step: part.initialStep) }
        }
        return rows
    }

    /// The output of the step before, where step t reads it; at the first step nothing is fed back yet.
    private func fedBack(at t: Int) -> Row? {
        let shape = network.architecture.shape
        guard network.architecture.feedback == .output, shape == .oneToMany || shape == .seq2seq,
            let output = network.output.first?.node, network[output].steps.contains(t - 1),
            network.outputSteps.contains(t)
        else { return nil }
        return Row(node: output, step: t - 1, isFedBack: true)
    }

    /// So many rows a pane has at the moment at which it has most.
    func mostRows(of pane: Pane) -> Int {
        let part = network.parts[pane.part]
        let isGiven = part.layer.map { $0.initialState != .zero } ?? false
        let isDecoder = part.kind == .decoder
        let isCopied = isDecoder && network.architecture.decoder?.start == .encoder
        return pane.nodes.count + (isGiven || isCopied ? part.states.count : 0) + (isDecoder ? 1 : 0)
    }

    /// The encoder stands at its end while the decoder plays; otherwise every pane stands at the moment's step.
    func presentStep(of pane: Pane, _ playhead: Playhead) -> Int {
        let part = network.parts[pane.part]
        let isDecoders = part.kind == .decoder || part.kind == .attention || part.kind == .readout
        switch timeline[playhead.position] {
        case .forward(.decode), .backward(.decode), .loss:
            if network.architecture.shape == .seq2seq && !isDecoders { return part.runningSteps.last ?? 1 }
        case .forward, .backward:
            if network.architecture.shape == .seq2seq && isDecoders { return 1 }
        case .start, .clip, .update: break
        }
        return presentStep(playhead)
    }

    /// The panes that have something to compute at a moment, or at the one nearest to it that computes.
    func playedPanes(at position: Int) -> [Int] {
        let nearest = position == 0 ? timeline[1] : timeline[timeline.places]
        guard let place = timeline[position].place ?? nearest.place else { return [] }
        let parts = Set(timeline.equations(at: place).map { network.equations[$0.equation].part })
        return panes.indices.filter { parts.contains(panes[$0].part) }
    }
}

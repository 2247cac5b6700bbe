import Recurrence

/// A list of nodes that the Step screen shows together: a layer or a direction of it, with what it reads and, at the top,
/// what is read out.
public struct Pane: Sendable, Equatable {
    public enum Kind: Sendable, Equatable { case layer, decoder, attention, readout }

    public let title: String
    public let kind: Kind
    public let nodes: [NodeID]
}

extension Session {
    /// The panes, bottom first.
    public var panes: [Pane] {
        let network = network
        func shown(_ include: (Part) -> Bool) -> [NodeID] {
            network.runningOrder.map { network.equations[$0].output }.reduce(into: [NodeID]()) { nodes, node in
                if network[node].isShown, include(network.part(of: node)), !nodes.contains(node),
                    !(network.part(of: node).kind == .feed)
                {
                    nodes.append(node)
                }
            }
        }
        let readout = shown { $0.kind == .readout }
        let layers = network.parts.filter { !$0.states.isEmpty }
        // A small network is one pane; what does not fit together is a pane of its own.
        let joins = layers.count == 1
        var panes: [Pane] = []
        for part in network.parts {
            switch part.kind {
            case .layer(let index, _) where !part.states.isEmpty:
                var nodes = index == 0 ? [network.inputs] : []
                nodes += shown { $0.name == part.name }
                if joins { nodes += readout }
                panes.append(Pane(title: part.name, kind: .layer, nodes: nodes))
            case .layer: panes.append(Pane(title: part.name, kind: .layer, nodes: shown { $0.name == part.name }))
            case .attention: panes.append(Pane(title: part.name, kind: .attention, nodes: shown { $0.name == part.name }))
            case .decoder: panes.append(Pane(title: part.name, kind: .decoder, nodes: shown { $0.name == part.name }))
            case .readout where !joins: panes.append(Pane(title: part.name, kind: .readout, nodes: readout))
            case .input, .embedding, .feed, .keys, .readout: break
            }
        }
        return panes
    }
}

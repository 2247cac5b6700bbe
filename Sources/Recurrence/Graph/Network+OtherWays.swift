extension Network {
    /// The other parts through which a part's states reach its own next step: those of an output that is fed back, of an attention that
    /// the state queries, and with feedback every other layer on that way.
    ///
    /// Empty where the part's own equations are the whole way from a state to the next; only then is `Trace.jacobian` the whole derivative,
    /// and what a step reads beside its own state not decided by that state.
    ///
    /// - Parameter throughClasses: whether the likeliest class that is fed back counts as well: a value goes that way, but no gradient.
    public func partsAround(_ part: Int, throughClasses: Bool = false) -> Set<Int> {
        let feed = throughClasses && architecture.feedback == .argmax ? feedNode : nil
        let own = parts[part].equations
        let back = equations(leadingTo: own.flatMap { equations[$0].operation.operands.map(\.node) }, feed)
        return Set(
            equations(reachedFrom: parts[part].states, feed).intersection(back).map { equations[$0].part }
                .filter { $0 != part })
    }

    /// The equations that read some nodes, or what is computed from them.
    private func equations(reachedFrom start: [NodeID], _ feed: NodeID?) -> Set<Int> {
        var (known, open) = (Set(start), start)
        var found: Set<Int> = []
        while let node = open.popLast() {
            var next: [NodeID] = []
            for consumer in consumers[node.index] where found.insert(consumer.equation).inserted {
                next.append(equations[consumer.equation].output)
            }
            if let feed, output.contains(where: { $0.node == node }) { next.append(feed) }
            for node in next where known.insert(node).inserted { open.append(node) }
        }
        return found
    }

    /// The equations that compute some nodes, or what those are computed from.
    private func equations(leadingTo end: [NodeID], _ feed: NodeID?) -> Set<Int> {
        let byOutput = Dictionary(grouping: equations.indices) { equations[$0].output }
        var (known, open) = (Set(end), Array(Set(end)))
        var found: Set<Int> = []
        while let node = open.popLast() {
            var next = node == feed ? output.map(\.node) : []
            for equation in byOutput[node] ?? [] where found.insert(equation).inserted {
                next += equations[equation].operation.operands.map(\.node)
            }
            for node in next where known.insert(node).inserted { open.append(node) }
        }
        return found
    }
}

extension Network {
    /// Why nothing flows into a node, in one sentence.
    public func reasonForNoGradient(of node: NodeID, at t: Int) -> String {
        let isOutput = outputSteps.contains(t) && output.contains { $0.node == node }
        if isOutput, architecture.loss == .nll || architecture.loss == .bce {
            return "the loss is computed from a_y directly, and nothing else reads y here"
        }
        if isOutput { return "there is no target at this step, and nothing else reads it" }
        return "no number that the loss depends on reads it"
    }
}

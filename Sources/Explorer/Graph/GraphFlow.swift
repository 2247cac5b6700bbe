import Recurrence

/// What has passed along an edge at the present moment.
enum GraphFlow: Int, Comparable, Sendable {
    /// Nothing yet.
    case future
    /// The value, on the way forward.
    case computed
    /// The gradient, on the way back.
    case returned

    static func < (a: GraphFlow, b: GraphFlow) -> Bool { a.rawValue < b.rawValue }
}

/// What has been computed and sent back at a position of the timeline.
struct GraphProgress: Sendable {
    let structure: GraphStructure
    let timeline: Timeline
    let position: Int
    let labels: GraphLabels

    func isComputed(_ lane: GraphLane, at t: Int) -> Bool {
        if lane.role == .loss { return timeline.hasLoss && position >= timeline.lossIndex }
        return position >= timeline.forwardIndex(of: lane.node, at: t)
    }

    /// What has passed from one node to another.
    func flow(_ from: GraphLane, at s: Int, to: GraphLane, at t: Int) -> GraphFlow {
        guard isComputed(to, at: t) else { return .future }
        guard timeline.hasLoss, carriesGradient(from, at: s), carriesGradient(to, at: t) else { return .computed }
        return position >= timeline.backwardIndex(of: from.node, at: s) ? .returned : .computed
    }

    /// What has passed along a state's edge into step t.
    func carry(_ lane: GraphLane, into t: Int) -> GraphFlow { flow(lane, at: lane.previous(of: t), to: lane, at: t) }

    /// Whether some loss depends on the node.
    func carriesGradient(_ lane: GraphLane, at t: Int) -> Bool {
        switch lane.role {
        case .loss: return labels.hasLoss(at: t)
        case .output where !structure.feedsBack: return lane.gradient != nil && labels.hasLoss(at: t)
        case .input where isConstant(lane, at: t): return false
        case .state where t == lane.initialStep && lane.start == .zero: return false
        case .state where t == lane.initialStep: return lane.gradient != nil
        default: return lane.gradient?.contains(t) ?? false
        }
    }

    /// Whether an input step reads a target, a start or zeros, which have no gradient.
    private func isConstant(_ lane: GraphLane, at t: Int) -> Bool {
        if lane.isDecoder { return !structure.hasAttention && (t == lane.steps.lowerBound || !structure.feedsBack) }
        return structure.network.architecture.shape == .oneToMany && t > 1 && !structure.feedsBack
    }
}

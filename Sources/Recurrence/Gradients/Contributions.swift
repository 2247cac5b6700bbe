import ExactMath

/// One summand of a total gradient: what one reader of a node sends back to it.
public struct Contribution<S: Scalar>: Sendable {
    /// Where a summand comes from.
    public enum Source: Sendable, Equatable {
        /// The loss of this step, which reads the node itself.
        case loss
        /// An equation at a step, which reads the node.
        case equation(Int, step: Int)
    }

    /// The loss or the equation that sends it.
    public let source: Source
    /// Whether it comes from another step of a recurrence; otherwise it is direct.
    public let isCarried: Bool
    /// One entry a unit of the node.
    public let values: [S]
}

extension Trace {
    /// The summands of ∂L/∂node_t, in the order in which a backward pass meets them; they add up to the total.
    public func contributions(to node: NodeID, at t: Int) -> [Contribution<S>] {
        let range = network.row(node, at: t)
        return withScratch { v, scratch in
            var result = lossContribution(to: node, at: t).map { [$0] } ?? []
            for consumer in network.consumers(of: node, at: t) {
                let instructions = network.program.equations[consumer.equation]
                withGradients { pass.handBack(instructions, v, from: $0, into: scratch, at: consumer.step) }
                result.append(
                    Contribution(
                        source: .equation(consumer.equation, step: consumer.step),
                        isCarried: consumer.isCarried, values: range.map { scratch[$0] }))
                // Other operands of the equation were added to as well; only this row is read, so only it is cleared.
                for index in range { scratch[index] = .zero }
            }
            return result
        }
    }

    /// What later steps of a recurrence hand back to a state: the part of its gradient that is carried, where `gradients` is the arena of
    /// gradients of some losses. One entry a unit.
    public func carriedPart(of node: NodeID, at t: Int, in gradients: [S]) -> [S] {
        carriedParts(of: node, at: [t], in: gradients)[0]
    }

    /// The same at several steps, one list a step.
    public func carriedParts(of node: NodeID, at steps: [Int], in gradients: [S]) -> [[S]] {
        precondition(gradients.count == network.arenaCount, "an arena of gradients")
        return withScratch { v, scratch in
            steps.map { t in
                let range = network.row(node, at: t)
                // The steps before have left their own rows, and this one for an equation that reads two steps.
                S.fill(scratch + range.lowerBound, with: .zero, count: range.count)
                for consumer in network.consumers(of: node, at: t) where consumer.isCarried {
                    let instructions = network.program.equations[consumer.equation]
                    gradients.withUnsafeBufferPointer { buffer in
                        if let base = buffer.baseAddress {
                            pass.handBack(instructions, v, from: base, into: scratch, at: consumer.step)
                        }
                    }
                }
                return Array(UnsafeBufferPointer(start: scratch + range.lowerBound, count: range.count))
            }
        }
    }

    private func lossContribution(to node: NodeID, at t: Int) -> Contribution<S>? {
        guard target(at: t) != nil, network.outputSteps.contains(t) else { return nil }
        let range = network.row(node, at: t)
        guard network.lossReads.contains(node) else { return nil }
        let values = withScratch { v, scratch in
            pass.lossGradients(v, into: scratch, through: t...t)
            return range.map { scratch[$0] }
        }
        return Contribution(source: .loss, isCarried: false, values: values)
    }

    private func withGradients(_ body: (UnsafePointer<S>) -> Void) {
        gradients.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { body(base) }
        }
    }
}

/// An equation at a step that reads a given row.
public struct ConsumingStep: Sendable, Equatable {
    /// Index into `Network.equations`.
    public let equation: Int
    /// The equation's own step, which need not be that of the row.
    public let step: Int
    /// Whether it reads the row from another step than its own.
    public let isCarried: Bool
}

extension Network {
    /// The equations and steps that read row t of a node; the last in running order first.
    public func consumers(of node: NodeID, at t: Int) -> [ConsumingStep] {
        var result: [ConsumingStep] = []
        for consumer in consumers[node.index].reversed() {
            let equation = equations[consumer.equation]
            func add(_ step: Int, carried: Bool) {
                let found = ConsumingStep(equation: consumer.equation, step: step, isCarried: carried)
                if equation.steps.contains(step) && !result.contains(found) { result.append(found) }
            }
            switch consumer.operand.step {
            case .same: add(t, carried: false)
            case .shifted(let shift): add(t - shift, carried: true)
            case .fixed(t): add(equation.steps.lowerBound, carried: false)
            case .fixed: break
            case .all:
                // The initial state is no part of the memory.
                guard nodes[node.index].steps.contains(t) else { continue }
                for step in equation.steps.reversed() { add(step, carried: false) }
            }
        }
        return result
    }
}

import ExactMath

/// ∂state_t/∂state_{t−1} of one part, total within the cell: through gates and products.
public struct StepJacobian<S: Scalar>: Sendable {
    /// Index into `Network.parts`.
    public let part: Int
    /// The step t whose states are differentiated, counted from 1.
    public let step: Int
    /// H × H, or 2H × 2H over [h; c] for an LSTM.
    public let matrix: [[S]]
}

extension StepJacobian {
    /// How much the step can stretch a gradient: the spectral norm.
    public var largestSingularValue: Double { LinearAlgebra.largestSingularValue(doubles) }
    /// The modulus of the largest eigenvalue.
    public var spectralRadius: Double { LinearAlgebra.spectralRadius(doubles) }

    private var doubles: Matrix<Double> {
        Matrix(rows: matrix.count, columns: matrix.count) { matrix[$0][$1].approximation }
    }
}

extension Trace {
    /// The Jacobians of every part that has states, at every step.
    public func jacobians(_ visit: (StepJacobian<S>) -> Void) {
        for part in network.parts.indices where !network.parts[part].states.isEmpty {
            for t in network.parts[part].steps { visit(jacobian(of: part, at: t)) }
        }
    }

    /// The Jacobian of one step with respect to the step before it in running order.
    public func jacobian(of part: Int, at t: Int) -> StepJacobian<S> {
        let states = network.parts[part].states
        let before = network.parts[part].predecessor(of: t)
        let columns = states.flatMap { Array(network.row($0, at: before)) }
        return StepJacobian(part: part, step: t, matrix: derivatives(of: part, at: t, by: columns))
    }

    /// ∂states_t/∂node_t, total within the step: what a change of the node at its own step does to the states of its part.
    public func sensitivity(of part: Int, to node: NodeID, at t: Int) -> [[S]] {
        derivatives(of: part, at: t, by: Array(network.row(node, at: t)))
    }

    /// The derivatives of a part's states at a step by some entries that its equations of that step read.
    private func derivatives(of part: Int, at t: Int, by columns: [Int]) -> [[S]] {
        let rows = network.parts[part].states.flatMap { Array(network.row($0, at: t)) }
        let instructions = network.parts[part].equations.flatMap { equation in
            network.equations[equation].steps.contains(t) ? network.program.equations[equation] : []
        }
        let touched = network.rowsTouched(by: part, at: t)
        return withScratch { v, scratch in
            rows.map { row in
                for range in touched { for index in range { scratch[index] = .zero } }
                for index in columns { scratch[index] = .zero }
                scratch[row] = .one
                pass.handBack(instructions, v, from: scratch, into: scratch, at: t)
                return columns.map { scratch[$0] }
            }
        }
    }
}

extension Network {
    /// The rows of step t of a part's own nodes.
    fileprivate func rowsTouched(by part: Int, at t: Int) -> [Range<Int>] {
        nodes.indices.compactMap { index in
            nodes[index].part == part && nodes[index].storedSteps.contains(t) ? row(NodeID(index: index), at: t) : nil
        }
    }
}

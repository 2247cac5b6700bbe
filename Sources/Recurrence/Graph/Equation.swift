import ExactMath

/// One equation of the unfolded graph: `output_t = right-hand side`, for every t of `steps`.
public struct Equation: Sendable {
    public let part: Int
    public let output: NodeID
    public let operation: any Operation
    public let steps: ClosedRange<Int>
}

/// A node at a step, read by an equation at step t.
public struct Operand: Sendable, Equatable {
    public enum Step: Sendable, Equatable {
        /// The equation's own step.
        case same
        /// t + shift: −1 reads the step before (+1 where time runs backward).
        case shifted(Int)
        /// Always this step.
        case fixed(Int)
        /// Every step of the node (attention).
        case all
    }

    public let node: NodeID
    public let step: Step

    /// The step of the node that the equation at step t reads; nil where it reads all.
    public func step(at t: Int) -> Int? {
        switch step {
        case .same: t
        case .shifted(let shift): t + shift
        case .fixed(let step): step
        case .all: nil
        }
    }
}

/// One equation of the unfolded graph: `output_t = right-hand side`, for every t of `steps`.
public struct Equation: Sendable {
    /// The part it belongs to, an index into `Network.parts`.
    public let part: Int
    /// The node on the left-hand side.
    public let output: NodeID
    /// The right-hand side.
    public let operation: any Operation
    /// The steps t at which it holds; of an initial state, the one before the first in running order.
    public let steps: ClosedRange<Int>
}

/// A node at a step, read by an equation at step t.
public struct Operand: Sendable, Equatable {
    /// Which step of a node an equation at step t reads.
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

    /// The node that is read.
    public let node: NodeID
    /// Which of the node's steps, seen from the equation's own.
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

import ExactMath

/// One equation of the unfolded graph: `output_t = right-hand side`, for every t of `steps`.
public struct Equation: Sendable {
    public let part: Int
    public let output: NodeID
    public let right: RightHandSide
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

/// What stands on the right of an equation. σ, ⊙, softmax as in models.md; every case has its forward and backward in `Engine/`.
public enum RightHandSide: Sendable {
    /// Σ of terms: affine maps, residual sums, copies, concatenations.
    case sum([Term])
    /// g(a), entry by entry
    case apply(Activation, Operand)
    /// a ⊙ b
    case product(Operand, Operand)
    /// a ⊙ b + c ⊙ d
    case productSum(Operand, Operand, Operand, Operand)
    /// gate ⊙ a + (1 − gate) ⊙ b
    case blend(gate: Operand, Operand, Operand)
    /// p + a ⊙ b
    case plusProduct(Operand, Operand, Operand)
    case softmax(Operand)
    /// Row token_t of E
    case lookup(ParameterID)
    /// e_j = v · tanh(query + key_j); `tanh` is the node that keeps the tanh of every j.
    case scores(query: Operand, keys: Operand, v: ParameterID, tanh: NodeID)
    /// Σ_j weight_j memory_j, the memory in one or two pieces side by side
    case mix(weights: Operand, memory: [Operand])
}

/// One summand of a `RightHandSide.sum`.
public enum Term: Sendable {
    /// M[:, columns from `column`] · v
    case matrix(ParameterID, column: Int, Operand)
    /// M[rows from `row`, :]ᵀ · v
    case transposed(ParameterID, row: Int, Operand)
    /// m ⊙ v, m a vector of parameters
    case diagonal(ParameterID, Operand)
    /// A vector of parameters: a bias, a learned state
    case parameter(ParameterID)
    /// Entries `from` … of v, added to the entries of the output that begin at `at`; `width` entries
    case plain(Operand, from: Int, at: Int, width: Int)
}

extension RightHandSide {
    /// Every node that is read, in the order in which the equation is written.
    public var operands: [Operand] {
        switch self {
        case .sum(let terms): terms.compactMap(\.operand)
        case .apply(_, let a), .softmax(let a): [a]
        case .product(let a, let b): [a, b]
        case .productSum(let a, let b, let c, let d): [a, b, c, d]
        case .blend(let gate, let a, let b): [gate, a, b]
        case .plusProduct(let p, let a, let b): [p, a, b]
        case .lookup: []
        case .scores(let query, let keys, _, _): [query, keys]
        case .mix(let weights, let memory): [weights] + memory
        }
    }
}

extension Term {
    public var operand: Operand? {
        switch self {
        case .matrix(_, _, let v), .transposed(_, _, let v), .diagonal(_, let v), .plain(let v, _, _, _): v
        case .parameter: nil
        }
    }
}

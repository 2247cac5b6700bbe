/// What a node is for, and what it is called in words: a cell's file says it of the cell's nodes.
public struct NodeMeaning: Sendable, Hashable {
    public let role: Role
    /// The word on the panel, beside the letter: `forget`, `new`; empty where the letter says enough.
    public let word: String

    public enum Role: Sendable, Hashable {
        case gate(Gate)
        /// What a gate lets into the state.
        case candidate
        /// The argument of an activation.
        case preactivation
        /// Handed from step to step.
        case state
        case input
        case output
        /// A layer's input added to its output.
        case residual
        /// e, alpha and context of an attention.
        case scores, weights, context
        /// A vector on the way.
        case inner
    }

    /// What a gate, whose entries lie between 0 and 1, decides where it is 1.
    public enum Gate: Sendable, Hashable {
        /// The old state stays.
        case keeps
        /// The candidate comes in.
        case letsIn
        /// The cell state is seen from outside.
        case shows
        /// The candidate sees the old state; where it is 0, that is forgotten for this step.
        case resets
    }

    public init(_ role: Role, _ word: String = "") {
        self.role = role
        self.word = word
    }

    public static func gate(_ gate: Gate, _ word: String) -> NodeMeaning { NodeMeaning(.gate(gate), word) }
    public static func candidate(_ word: String) -> NodeMeaning { NodeMeaning(.candidate, word) }
    public static func state(_ word: String) -> NodeMeaning { NodeMeaning(.state, word) }
    public static let preactivation = NodeMeaning(.preactivation)
    public static let inner = NodeMeaning(.inner)
}

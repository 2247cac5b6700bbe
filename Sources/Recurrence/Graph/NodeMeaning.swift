/// What a node is for, and what it is called in words: a cell's file says it of the cell's nodes.
public struct NodeMeaning: Sendable, Hashable {
    /// What the node does for its part, whatever it is called.
    public let role: Role
    /// The word on the panel, beside the letter: `forget`, `new`; empty where the letter says enough.
    public let word: String

    /// The kinds of vectors that pictures and explanations tell apart.
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

    /// By default the letter has to do without a word.
    public init(_ role: Role, _ word: String = "") {
        self.role = role
        self.word = word
    }

    /// A gate by what it decides, and its word: `forget`.
    public static func gate(_ gate: Gate, _ word: String) -> NodeMeaning { NodeMeaning(.gate(gate), word) }
    /// What a gate lets in, by its word: `new`.
    public static func candidate(_ word: String) -> NodeMeaning { NodeMeaning(.candidate, word) }
    /// What is handed from step to step, by its word: `hidden`, `cell`.
    public static func state(_ word: String) -> NodeMeaning { NodeMeaning(.state, word) }
    /// The argument of an activation, which has no word.
    public static let preactivation = NodeMeaning(.preactivation)
    /// A vector on the way, which has no word.
    public static let inner = NodeMeaning(.inner)
}

import Formula
import Recurrence

/// An unfolded graph for a page: nodes in columns of time and rows of layers, and the arrows between them.
public struct GraphDrawing: Sendable {
    /// What a node stands for, and so how it is drawn.
    public enum Kind: Sendable {
        /// What is given: inputs, targets, starts.
        case given
        case state, output, loss
        /// Shared weights, as one node.
        case weights
    }

    /// A circle, a box or bare text, and where its middle stands.
    public struct Node: Sendable {
        /// Letters, digits and underscores: `h_1`, `stack_0_forward_h_2`.
        public var id: String
        /// What stands in it on a page without LaTeX: `h₁`.
        public var text: String
        /// The same for LaTeX's math mode, without the dollar signs.
        public var latex: String
        /// What it stands for, and so how it is drawn.
        public var kind: Kind
        /// From the left, 1 a step.
        public var column: Double
        /// From below, 1 a row.
        public var row: Double
    }

    /// Where an arrow leads, and so how it is drawn.
    public enum Way: Sendable {
        /// In a step.
        case up
        /// From step to step.
        case along
        /// An output to the next step's input.
        case over
        /// From shared weights, or into the sum of the losses.
        case shared
    }

    /// An arrow from one node to another.
    public struct Edge: Sendable {
        /// Where it begins, an index into `nodes`.
        public var from: Int
        /// Where its head is, an index into `nodes`.
        public var to: Int
        /// Whether it leads on in a step or in time, and so how it is drawn.
        public var way: Way
        /// Whether no gradient comes back along it.
        public var isWithoutGradient = false
    }

    /// Every node once; arrows name it by its index.
    public private(set) var nodes: [Node] = []
    /// At most one arrow from one node to another.
    public private(set) var edges: [Edge] = []
    /// What heads the picture: a label, a title or a comment.
    public let title: String

    /// - Parameter isComputational: whether the shared weights and L are nodes of their own, with an arrow for every step.
    public init(
        _ network: Network, labels: GraphLabels, title: String, notation: Notation = .unfold,
        isComputational: Bool = false
    ) {
        self.title = title
        var builder = GraphDrawingBuilder(network, labels, notation)
        builder.build(isComputational: isComputational)
        nodes = builder.nodes
        edges = builder.edges
    }

    /// One more than the greatest column; an encoder's weights may stand left of column 0.
    public var columns: Double { (nodes.map(\.column).max() ?? 0) + 1 }
    /// One more than the greatest row; the lowest is 0.
    public var rows: Double { (nodes.map(\.row).max() ?? 0) + 1 }
}

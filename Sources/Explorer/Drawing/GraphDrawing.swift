import Formula
import Recurrence

/// An unfolded graph for a page: nodes in columns of time and rows of layers, and the arrows between them.
public struct GraphDrawing: Sendable {
    public enum Kind: Sendable {
        /// What is given: inputs, targets, starts.
        case given
        case state, output, loss
        /// Shared weights, as one node.
        case weights
    }

    public struct Node: Sendable {
        /// Letters, digits and underscores: `h_1`, `stack_0_forward_h_2`.
        public var id: String
        public var text: String
        public var latex: String
        public var kind: Kind
        /// From the left, 1 a step.
        public var column: Double
        /// From below, 1 a row.
        public var row: Double
    }

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

    public struct Edge: Sendable {
        public var from: Int
        public var to: Int
        public var way: Way
        /// Whether no gradient comes back along it.
        public var isWithoutGradient = false
    }

    public private(set) var nodes: [Node] = []
    public private(set) var edges: [Edge] = []
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

    public var columns: Double { (nodes.map(\.column).max() ?? 0) + 1 }
    public var rows: Double { (nodes.map(\.row).max() ?? 0) + 1 }
}

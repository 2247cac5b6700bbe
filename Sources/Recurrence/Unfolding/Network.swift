import ExactMath

/// An architecture unfolded over the steps of a sequence: the graph of all its vectors, and the program that computes it.
///
/// The graph is static: nodes have one row a step in one arena, behind all parameters; a second arena of the same layout
/// takes the gradients.
public struct Network: Sendable {
    /// What was unfolded.
    public let architecture: Architecture
    /// Over how many steps it was unfolded.
    public let lengths: Lengths
    /// How many sequences run at once, their steps interleaved; 1 but in training.
    public let sequences: Int
    /// The layers' directions and what is around them, in the order in which they were put together.
    public let parts: [Part]
    /// All vectors, each at the place that its `NodeID` says.
    public let nodes: [Node]
    /// All parameters, each at the place that its `ParameterID` says; where the entries lie, `Parameter.range` says.
    public let parameters: [Parameter]
    /// In the order in which they were written; `runningOrder` has that in which they are computed.
    public let equations: [Equation]
    /// The equations in running order.
    let blocks: [Block]
    /// y, in pieces side by side: the readout's y, or the top layer's output.
    public let output: [OutputPiece]
    /// a_y, where there is a readout or a tied embedding.
    public let logits: NodeID?
    /// What the loss reads: y, or a_y where it is computed from that; nothing without a loss.
    public let lossReads: [NodeID]
    /// Steps at which y is computed.
    public let outputSteps: ClosedRange<Int>
    /// Input vectors that are given, or rows of the embedding.
    public let inputs: NodeID
    /// What later steps read in place of an input, where feedback is `target` or `argmax`: filled from the targets, or from
    /// the outputs while it runs.
    public let feedNode: NodeID?

    /// Number of entries of all parameters together.
    public let parameterCount: Int
    /// Number of entries of one arena: the parameters, then every stored row.
    let arenaCount: Int
    let program: Program
    /// For every node, the equations that read it.
    public let consumers: [[Consumer]]

    /// A piece of y: a node, and the place of its first entry in y.
    public struct OutputPiece: Sendable {
        /// The readout's y, or of the top layer the h of a direction or the residual sum.
        public let node: NodeID
        /// Number of the piece's entries.
        public let width: Int
        /// Place of its first entry in y, from 0.
        public let at: Int
    }

    /// An equation that reads a node, and how.
    public struct Consumer: Sendable {
        /// Index into `Network.equations`.
        public let equation: Int
        /// The operand that is the node, with the step that is read.
        public let operand: Operand
    }

    /// Unfolds an architecture. The architecture must be one that a scene may describe (see `Scenes`); what does not fit
    /// together is a trap with a sentence.
    public init(_ architecture: Architecture, lengths: Lengths) {
        var assembly = NetworkAssembly(architecture, lengths: lengths)
        assembly.assemble()
        var builder = assembly.builder
        let layout = ArenaLayout(&builder)
        self.architecture = architecture
        self.lengths = lengths
        sequences = 1
        parts = builder.parts
        nodes = builder.nodes
        parameters = builder.parameters
        equations = builder.equations
        blocks = builder.blocks
        var at = 0
        output = assembly.output.pieces.map { piece in
            defer { at += piece.width }
            return OutputPiece(node: piece.operand.node, width: piece.width, at: at)
        }
        logits = assembly.logits
        outputSteps = assembly.outputSteps
        inputs = assembly.inputNode
        feedNode = assembly.feedNode
        parameterCount = layout.parameterCount
        arenaCount = layout.arenaCount
        switch architecture.loss {
        case .mse: lossReads = output.map(\.node)
        case .nll, .bce: lossReads = logits.map { [$0] } ?? []
        case .none: lossReads = []
        }
        program = Program(
            builder, parameterCount: parameterCount,
            loss: LossReads(nodes: lossReads, steps: outputSteps))
        var consumers = [[Consumer]](repeating: [], count: nodes.count)
        for (index, equation) in equations.enumerated() {
            for operand in equation.operation.operands {
                consumers[operand.node.index].append(Consumer(equation: index, operand: operand))
            }
        }
        self.consumers = consumers
    }

    /// Width of y.
    public var outputWidth: Int { output.reduce(0) { $0 + $1.width } }

    /// The description of a node; its numbers stand in a trace.
    public subscript(node: NodeID) -> Node { nodes[node.index] }
    /// The description of a parameter; its numbers stand in a trace.
    public subscript(parameter: ParameterID) -> Parameter { parameters[parameter.index] }

    /// The equations in the order in which one step computes them; those of initial states are left out.
    public var runningOrder: [Int] {
        blocks.flatMap(\.equations).filter { nodes[equations[$0].output.index].steps.overlaps(equations[$0].steps) }
    }

    /// The same in groups that run step after step, each over its steps in running order.
    public var runningBlocks: [(steps: [Int], equations: [Int])] {
        blocks.map { ($0.order > 0 ? Array($0.steps) : $0.steps.reversed(), $0.equations) }
    }

    /// The parameter with that path.
    public func parameter(_ path: String) -> Parameter? { parameters.first { $0.path == path } }

    /// The node of that part and name.
    public func node(_ part: String, _ name: String) -> NodeID? {
        nodes.indices.first { nodes[$0].name == name && parts[nodes[$0].part].name == part }.map(NodeID.init)
    }

    /// The part that a node is of.
    public func part(of node: NodeID) -> Part { parts[nodes[node.index].part] }
}

/// The lengths that an unfolding needs.
public struct Lengths: Sendable, Hashable {
    /// Number of input steps T.
    public var inputs: Int
    /// Number of output steps: T′ in seq2seq, T in one-to-many; otherwise that of the inputs.
    public var outputs: Int

    /// A network needs at least 1 of either.
    public init(inputs: Int, outputs: Int) {
        self.inputs = inputs
        self.outputs = outputs
    }
}

/// Equations that run together, step after step.
struct Block: Sendable {
    var steps: ClosedRange<Int>
    /// +1, or −1 where time runs backward.
    var order: Int
    var equations: [Int]
}

extension Network {
    /// The node of that index in `nodes`.
    public func nodeID(_ index: Int) -> NodeID { NodeID(index: index) }

    /// The parameter of that index in `parameters`.
    public func parameterID(_ index: Int) -> ParameterID { ParameterID(index: index) }
}

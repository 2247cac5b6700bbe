import ExactMath

/// A network's equations as flat lists of operations.
struct Program: Sendable {
    /// In running order.
    let blocks: [ProgramBlock]
    /// For every equation, its own operations, unfused: what the explorer takes apart.
    let equations: [[Operation]]

    init(_ builder: NetworkBuilder) {
        let lowering = Lowering(builder: builder)
        let lowered = builder.equations.map { lowering.operations(of: $0) }
        equations = lowered.map { $0.map(\.operation) }
        blocks = builder.blocks.map { block in
            Schedule(block, operations: block.equations.flatMap { lowered[$0] }, nodes: builder.nodes).block
        }
    }
}

/// Operations that run together over the same steps.
///
/// What depends on no earlier step of the block runs for all steps at once before the loop (input projections); what no
/// later step depends on runs for all steps at once after it (readouts); the rest runs step by step.
struct ProgramBlock: Sendable {
    var steps: ClosedRange<Int>
    var order: Int
    var before: [Operation] = []
    var each: [Operation] = []
    var after: [Operation] = []

    /// The same operations in their order, for sums over all of them.
    var all: [Operation] { before + each + after }
}

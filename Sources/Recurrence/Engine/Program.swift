import ExactMath

/// A network's equations as flat lists of operations.
struct Program: Sendable {
    /// The forward pass, in running order.
    let blocks: [ProgramBlock]
    /// The backward pass: blocks, and operations in them, in the order in which it runs; what no loss depends on is left out.
    let backward: [ProgramBlock]
    /// The operations of the backward pass that read parameters.
    let parametric: [Operation]
    /// Matrices that run step by step, to be copied ahead of a forward pass.
    let copies: [MatrixCopy]
    /// Number of entries of the copies.
    let workspaceCount: Int
    /// Gradients that are added to before anything is assigned to them: to be cleared ahead of a backward pass.
    let gaps: [Gap]
    /// For every equation, its own operations, unfused: what the explorer takes apart.
    let equations: [[Operation]]

    init(_ builder: NetworkBuilder, parameterCount: Int, loss: LossReads) {
        let lowering = Lowering(builder: builder)
        let lowered = builder.equations.map { lowering.operations(of: $0) }
        equations = lowered.map { $0.map(\.operation) }
        var workspace = WorkspaceLayout()
        blocks = builder.blocks.map { block in
            let scheduled = Schedule(block, operations: block.equations.flatMap { lowered[$0] }, nodes: builder.nodes)
            return workspace.placingCopies(of: scheduled.block)
        }
        copies = workspace.copies
        workspaceCount = workspace.count
        let writers = FirstWriters(blocks, nodes: builder.nodes, loss: loss)
        backward = writers.blocks
        let parameters = ParameterWriters(
            writers.blocks.flatMap(\.all).filter(\.readsParameters), parameterCount: parameterCount)
        parametric = parameters.operations
        gaps = writers.gaps + parameters.gaps
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

    /// The operations of the backward pass in its own order: every list reversed, before and after exchanged.
    var reversed: ProgramBlock {
        ProgramBlock(
            steps: steps, order: -order, before: after.reversed(), each: each.reversed(), after: before.reversed())
    }
}

import ExactMath

/// A network's equations as flat lists of instructions.
struct Program: Sendable {
    /// The forward pass, in running order.
    let blocks: [ProgramBlock]
    /// The backward pass: blocks, and instructions in them, in the order in which it runs; what no loss depends on is left out.
    let backward: [ProgramBlock]
    /// The instructions of the backward pass that read parameters, for every sequence that runs at once: their gradients are summed
    /// over one sequence after another.
    let parametric: [ParameterPhase]
    /// Matrices that run step by step, to be copied ahead of a forward pass.
    let copies: [MatrixCopy]
    /// Number of entries of the copies.
    let workspaceCount: Int
    /// Gradients that are added to before anything is assigned to them: to be cleared ahead of a backward pass.
    let gaps: [Gap]
    /// What the instructions of kind `row` do.
    let rowInstructions: [RowInstruction]
    /// The blocks' instructions as they run, forward and backward.
    let forwardPhases: [ProgramPhase]
    let backwardPhases: [ProgramPhase]
    /// For every equation, its own instructions, unfused: to run it alone; empty where several sequences run at once.
    let equations: [[Instruction]]

    init(_ builder: NetworkBuilder, parameterCount: Int, loss: LossReads) {
        var rowInstructions: [RowInstruction] = []
        let lowered = builder.equations.map { equation in
            let lowering = Lowering(equation, in: builder, rowInstructions: rowInstructions)
            rowInstructions = lowering.rowInstructions
            return lowering.instructions
        }
        self.rowInstructions = rowInstructions
        equations = lowered.map { $0.map(\.instruction) }
        var workspace = WorkspaceLayout()
        blocks = builder.blocks.map { block in
            let scheduled = Schedule(block, instructions: block.equations.flatMap { lowered[$0] }, nodes: builder.nodes)
            return workspace.placingCopies(of: scheduled.block)
        }
        copies = workspace.copies
        workspaceCount = workspace.count
        let writers = FirstWriters(blocks, nodes: builder.nodes, loss: loss, rowInstructions: rowInstructions)
        backward = writers.blocks.map { $0.filter { !$0.sinks(rowInstructions).isEmpty } }
        let parameters = ParameterWriters(
            writers.blocks.flatMap(\.all).filter { $0.rules.readsParameters }, parameterCount: parameterCount,
            rowInstructions: rowInstructions)
        parametric = [ParameterPhase(parameters.instructions, rowInstructions: rowInstructions, sequences: 1)]
        gaps = writers.gaps + parameters.gaps
        forwardPhases = ProgramPhase.all(of: blocks, sequences: 1)
        backwardPhases = ProgramPhase.all(of: backward, sequences: 1)
    }
}

/// Instructions that run together over the same steps.
///
/// What depends on no earlier step of the block runs for all steps at once before the loop (input projections); what no
/// later step depends on runs for all steps at once after it (readouts); the rest runs step by step.
struct ProgramBlock: Sendable {
    var steps: ClosedRange<Int>
    var order: Int
    var before: [Instruction] = []
    var each: [Instruction] = []
    var after: [Instruction] = []

    /// The same instructions in their order, for sums over all of them.
    var all: [Instruction] { before + each + after }

    /// The instructions of the backward pass in its own order: every list reversed, before and after exchanged.
    var reversed: ProgramBlock {
        ProgramBlock(
            steps: steps, order: -order, before: after.reversed(), each: each.reversed(), after: before.reversed())
    }

    /// Those that fulfil a condition.
    func filter(_ isWanted: (Instruction) -> Bool) -> ProgramBlock {
        ProgramBlock(
            steps: steps, order: order, before: before.filter(isWanted), each: each.filter(isWanted),
            after: after.filter(isWanted))
    }
}

import CKernels
import ExactMath

/// Instructions of one block that run together: each over all its steps, or all of them step by step.
///
/// On doubles the kernels run the whole phase, where they know its kinds; everywhere else the operations run it one by one.
struct ProgramPhase: Sendable {
    let instructions: [Instruction]
    let steps: ClosedRange<Int>
    let order: Int
    let isStepwise: Bool
    /// The same instructions for the kernels; empty where one of them has none.
    private let compiled: [kernel_instruction]

    init(_ instructions: [Instruction], of block: ProgramBlock, isStepwise: Bool, sequences: Int) {
        self.instructions = instructions
        steps = block.steps
        order = block.order
        self.isStepwise = isStepwise
        let compiled = instructions.compactMap { $0.compiled(sequences: sequences) }
        self.compiled = compiled.count == instructions.count ? compiled : []
    }

    /// The phases of some blocks in running order, for so many sequences at once.
    static func all(of blocks: [ProgramBlock], sequences: Int) -> [ProgramPhase] {
        blocks.flatMap { block in
            [
                ProgramPhase(block.before, of: block, isStepwise: false, sequences: sequences),
                ProgramPhase(block.each, of: block, isStepwise: true, sequences: sequences),
                ProgramPhase(block.after, of: block, isStepwise: false, sequences: sequences),
            ]
        }.filter { !$0.instructions.isEmpty }
    }

    /// Lends the phase as the kernels run it; false, and nothing is done, where they cannot.
    @inline(__always)
    func withKernels(rows: Int, _ body: (kernel_phase) -> Void) -> Bool {
        compiled.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return false }
            body(
                kernel_phase(
                    instructions: base, count: buffer.count, stepwise: isStepwise, first: steps.lowerBound,
                    last: steps.upperBound, order: order, rows: rows))
            return true
        }
    }

    /// Fills the rows of its instructions.
    @inline(__always)
    func forward<S: Scalar>(_ memory: ForwardMemory<S>) {
        if let v = S.doubles(memory.v), let workspace = S.doubles(.init(mutating: memory.workspace)),
            withKernels(
                rows: memory.sequences,
                { phase in
                    withUnsafePointer(to: phase) { kernels().pointee.run_forward($0, v, workspace) }
                })
        {
            return
        }
        guard isStepwise else {
            for instruction in instructions { instruction.forward(memory) }
            return
        }
        stepwise(
            through: steps, sequences: memory.sequences,
            alone: { instruction, t in instruction.pointee.forward(memory, at: t) },
            together: { instruction, all in instruction.pointee.forward(memory, through: all) })
    }

    /// Adds to the gradients of what its instructions read, at no step before `first`.
    @inline(__always)
    func backward<S: Scalar>(_ memory: BackwardMemory<S>, from first: Int) {
        if let v = S.doubles(memory.v), let read = memory.workspace,
            let workspace = S.doubles(.init(mutating: read)), let g = S.doubles(memory.g),
            withKernels(
                rows: memory.sequences,
                { phase in
                    withUnsafePointer(to: phase) { kernels().pointee.run_backward($0, v, workspace, g, first) }
                })
        {
            return
        }
        guard isStepwise else {
            for instruction in instructions {
                if let steps = instruction.steps.from(first) { instruction.backward(memory, through: steps) }
            }
            return
        }
        guard let steps = steps.from(first) else { return }
        stepwise(
            through: steps, sequences: memory.sequences,
            alone: { instruction, t in instruction.pointee.backward(memory, at: t) },
            together: { instruction, all in instruction.pointee.backward(memory, through: all) })
    }

    /// The instructions at each of some steps in running order: at one step, or at those of all sequences together.
    ///
    /// They are handed over as pointers: a pointer's element is used where it stands, a buffer's is copied out first.
    @inline(__always)
    private func stepwise(
        through steps: ClosedRange<Int>, sequences: Int, alone: (UnsafePointer<Instruction>, Int) -> Void,
        together: (UnsafePointer<Instruction>, ClosedRange<Int>) -> Void
    ) {
        instructions.withUnsafeBufferPointer { buffer in
            guard let instructions = buffer.baseAddress else { return }
            let count = buffer.count
            if sequences > 1 {
                eachStep(of: sequences, steps) { all in
                    for index in 0..<count where instructions[index].steps.contains(all.lowerBound) {
                        together(instructions + index, all)
                    }
                }
                return
            }
            var t = order > 0 ? steps.lowerBound : steps.upperBound
            for _ in 0..<steps.count {
                for index in 0..<count where instructions[index].steps.contains(t) { alone(instructions + index, t) }
                t += order
            }
        }
    }

    /// The steps in running order, all sequences of a step together.
    @inline(__always)
    private func eachStep(of sequences: Int, _ steps: ClosedRange<Int>, _ body: (ClosedRange<Int>) -> Void) {
        var first = order > 0 ? steps.lowerBound : steps.upperBound - sequences + 1
        for _ in 0..<steps.count / sequences {
            body(first...first + sequences - 1)
            first += order * sequences
        }
    }
}

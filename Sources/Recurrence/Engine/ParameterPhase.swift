import CKernels
import ExactMath

/// The instructions that parameters' gradients hang on, as one sequence sees them: each sums over all its steps.
struct ParameterPhase: Sendable {
    let instructions: [Instruction]
    /// What the instructions of kind `row` do.
    let rowInstructions: [RowInstruction]
    /// The same instructions for the kernels; empty where one of them has none.
    private let compiled: [kernel_instruction]

    init(_ instructions: [Instruction], rowInstructions: [RowInstruction], sequences: Int) {
        self.instructions = instructions
        self.rowInstructions = rowInstructions
        let compiled = instructions.compactMap { $0.compiled(sequences: sequences) }
        self.compiled = compiled.count == instructions.count ? compiled : []
    }

    /// Adds the gradients of the parameters, summed over the steps from `first` on.
    @inline(__always)
    func run<S: Scalar>(_ memory: BackwardMemory<S>, from first: Int) {
        if !compiled.isEmpty, let v = S.doubles(memory.v), let g = S.doubles(memory.g) {
            compiled.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                kernels().pointee.run_parameters(base, buffer.count, v, g, first)
            }
            return
        }
        for instruction in instructions {
            if let steps = instruction.steps.from(first) { instruction.parameterGradients(memory, through: steps) }
        }
    }
}

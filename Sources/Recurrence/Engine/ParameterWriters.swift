/// Decides which instructions assign gradients of parameters, being the first of a backward pass to write them.
struct ParameterWriters {
    /// The instructions that read parameters, in the order given.
    private(set) var instructions: [Instruction]
    /// Parameters whose gradients are only added to: to be cleared ahead of a backward pass.
    private(set) var gaps: [Gap] = []

    init(_ source: [Instruction], parameterCount: Int, rowInstructions: [RowInstruction]) {
        instructions = source
        var assigned: [Range<Int>] = []
        var touched: [Range<Int>] = []
        for index in instructions.indices {
            let range = instructions[index].parameterRange(rowInstructions)
            if instructions[index].rules.assignsParameters(instructions[index]),
                !touched.contains(where: range.overlaps)
            {
                instructions[index].assigns.parameter = true
                assigned.append(range)
            }
            touched.append(range)
        }
        var end = 0
        for range in assigned.sorted(by: { $0.lowerBound < $1.lowerBound }) + [parameterCount..<parameterCount] {
            let count = range.lowerBound - end
            if count > 0 { gaps.append(Gap(start: end, stride: count, width: count, count: 1)) }
            end = range.upperBound
        }
    }
}

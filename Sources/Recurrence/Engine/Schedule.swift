/// Sorts a block's instructions into before, each and after, and fuses neighbours.
struct Schedule {
    private(set) var block: ProgramBlock

    init(_ source: Block, instructions: [LoweredInstruction], nodes: [Node]) {
        block = ProgramBlock(steps: source.steps, order: source.order)
        let dependent = Self.dependent(instructions)
        let needed = Self.needed(instructions)
        var before: [LoweredInstruction] = []
        var each: [LoweredInstruction] = []
        var after: [LoweredInstruction] = []
        for (index, instruction) in instructions.enumerated() {
            if !dependent[index] {
                before.append(instruction)
            } else if needed[index] {
                each.append(instruction)
            } else {
                after.append(instruction)
            }
        }
        block.before = Fusion(before).instructions
        block.each = Fusion(each).instructions
        block.after = Fusion(after).instructions
    }

    /// Whether an instruction reads, directly or not, an earlier step of this block.
    private static func dependent(_ instructions: [LoweredInstruction]) -> [Bool] {
        let written = Set(instructions.map(\.output))
        var tainted = Set<NodeID>()
        var result = [Bool](repeating: false, count: instructions.count)
        // Equations stand in the order in which a step computes them, so one pass sees every writer before its readers.
        for (index, instruction) in instructions.enumerated() {
            let carried = instruction.reads.contains { operand in
                if case .shifted = operand.step { return written.contains(operand.node) }
                return tainted.contains(operand.node)
            }
            // A later term of a sum waits for the earlier ones; an earlier one need not wait.
            let waits = instruction.instruction.accumulates && tainted.contains(instruction.output)
            result[index] = carried || waits
            if result[index] { tainted.insert(instruction.output) }
        }
        return result
    }

    /// Whether a later step of this block depends, directly or not, on what the instruction writes.
    private static func needed(_ instructions: [LoweredInstruction]) -> [Bool] {
        var needed = Set<NodeID>()
        for instruction in instructions {
            for operand in instruction.reads {
                if case .shifted = operand.step { needed.insert(operand.node) }
            }
        }
        var changed = true
        while changed {
            changed = false
            for instruction in instructions where needed.contains(instruction.output) {
                for operand in instruction.reads where needed.insert(operand.node).inserted { changed = true }
            }
        }
        return instructions.map { needed.contains($0.output) }
    }
}

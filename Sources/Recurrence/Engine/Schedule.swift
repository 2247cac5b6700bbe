/// Sorts a block's operations into before, each and after, and fuses neighbours.
struct Schedule {
    private(set) var block: ProgramBlock

    init(_ source: Block, operations: [LoweredOperation], nodes: [Node]) {
        block = ProgramBlock(steps: source.steps, order: source.order)
        let dependent = Self.dependent(operations)
        let needed = Self.needed(operations)
        var before: [LoweredOperation] = []
        var each: [LoweredOperation] = []
        var after: [LoweredOperation] = []
        for (index, operation) in operations.enumerated() {
            if !dependent[index] {
                before.append(operation)
            } else if needed[index] {
                each.append(operation)
            } else {
                after.append(operation)
            }
        }
        block.before = Fusion(before).operations
        block.each = Fusion(each).operations
        block.after = Fusion(after).operations
    }

    /// Whether an operation reads, directly or not, an earlier step of this block.
    private static func dependent(_ operations: [LoweredOperation]) -> [Bool] {
        let written = Set(operations.map(\.output))
        var tainted = Set<NodeID>()
        var result = [Bool](repeating: false, count: operations.count)
        // Equations stand in the order in which a step computes them, so one pass sees every writer before its readers.
        for (index, operation) in operations.enumerated() {
            let carried = operation.reads.contains { operand in
                if case .shifted = operand.step { return written.contains(operand.node) }
                return tainted.contains(operand.node)
            }
            // A later term of a sum waits for the earlier ones; an earlier one need not wait.
            let waits = operation.operation.accumulates && tainted.contains(operation.output)
            result[index] = carried || waits
            if result[index] { tainted.insert(operation.output) }
        }
        return result
    }

    /// Whether a later step of this block depends, directly or not, on what the operation writes.
    private static func needed(_ operations: [LoweredOperation]) -> [Bool] {
        var needed = Set<NodeID>()
        for operation in operations {
            for operand in operation.reads {
                if case .shifted = operand.step { needed.insert(operand.node) }
            }
        }
        var changed = true
        while changed {
            changed = false
            for operation in operations where needed.contains(operation.output) {
                for operand in operation.reads where needed.insert(operand.node).inserted { changed = true }
            }
        }
        return operations.map { needed.contains($0.output) }
    }
}

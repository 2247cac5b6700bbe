/// Joins instructions that do the same to neighbouring rows: the gates of a cell become one matrix product, one bias, one σ.
struct Fusion {
    private(set) var instructions: [Instruction] = []

    init(_ lowered: [LoweredInstruction]) {
        let levels = Self.levels(lowered)
        let sorted = lowered.indices.sorted { i, j in
            let a = lowered[i].instruction
            let b = lowered[j].instruction
            return (levels[i], a.kind.rawValue, a.y.origin, i)
                < (levels[j], b.kind.rawValue, b.y.origin, j)
        }
        var last: (level: Int, instruction: Instruction)?
        for index in sorted {
            let instruction = lowered[index].instruction
            if let (level, previous) = last, level == levels[index], let joined = Self.join(previous, instruction) {
                instructions[instructions.count - 1] = joined
                last = (level, joined)
            } else {
                instructions.append(instruction)
                last = (levels[index], instruction)
            }
        }
    }

    /// 0 for what reads nothing of this list; otherwise one more than the highest that it waits for.
    private static func levels(_ lowered: [LoweredInstruction]) -> [Int] {
        var levels = [Int](repeating: 0, count: lowered.count)
        for (index, instruction) in lowered.enumerated() {
            for earlier in 0..<index {
                let writer = lowered[earlier]
                let reads = instruction.reads.contains { $0.node == writer.output && $0.step == .same }
                let continues = writer.output == instruction.output
                if reads || continues { levels[index] = max(levels[index], levels[earlier] + 1) }
            }
        }
        return levels
    }

    private static func join(_ first: Instruction, _ second: Instruction) -> Instruction? {
        guard first.kind == second.kind, first.accumulates == second.accumulates, first.steps == second.steps else {
            return nil
        }
        return first.rules.join(first, second)
    }
}

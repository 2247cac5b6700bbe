import ExactMath

/// The nodes that a loss reads, and at which steps.
struct LossReads: Sendable {
    var nodes: [NodeID]
    var steps: ClosedRange<Int>
}

/// Rows of one node in the arena of gradients.
struct Gap: Sendable, Equatable {
    var start: Int
    var stride: Int
    var width: Int
    var count: Int

    func clear<S: Scalar>(_ g: UnsafeMutablePointer<S>) {
        if stride == width {
            S.fill(g + start, with: .zero, count: width * count)
        } else {
            for row in 0..<count { S.fill(g + start + row * stride, with: .zero, count: width) }
        }
    }
}

/// Decides which instruction is the first of a backward pass to write a row of gradients: it assigns, and the row need not be
/// cleared ahead.
///
/// The loss comes first and assigns. After it, blocks run from the last to the first; in a block's loop, what reads an earlier
/// step writes that row one turn before the row's own turn.
struct FirstWriters {
    /// The blocks of the backward pass, without the instructions whose result no loss depends on.
    private(set) var blocks: [ProgramBlock] = []
    /// Rows that must be cleared ahead.
    private(set) var gaps: [Gap] = []

    private let rowInstructions: [RowInstruction]

    /// One operand of one instruction that writes gradients of a node.
    private struct Writer {
        let instruction: Int
        /// Its place among the sinks of the instruction.
        let turn: Int
        let slot: Instruction.Slot?
        let rank: [Int]
        let rows: ClosedRange<Int>
        let canAssign: Bool

        /// Names the operand of the instruction.
        var key: [Int] { [instruction, turn] }
    }

    init(_ source: [ProgramBlock], nodes: [Node], loss: LossReads, rowInstructions: [RowInstruction]) {
        self.rowInstructions = rowInstructions
        let places = NodePlaces(nodes)
        blocks = source.reversed().map(\.reversed)
        removeDead(places, loss)
        let writers = self.writers(places, nodeCount: nodes.count)
        let first = writers.map { list in list.min { $0.rank.lexicographicallyPrecedes($1.rank) } }
        var assigned = [ClosedRange<Int>?](repeating: nil, count: nodes.count)
        for node in loss.nodes { assigned[node.index] = loss.steps }
        assign(first, loss: Set(loss.nodes.map(\.index)), writers, &assigned)
        for index in nodes.indices where !writers[index].isEmpty || assigned[index] != nil {
            addGaps(nodes[index], except: assigned[index])
        }
    }

    /// Marks an operand when it is the first writer of every node that it covers.
    private mutating func assign(
        _ first: [Writer?], loss: Set<Int>, _ writers: [[Writer]], _ assigned: inout [ClosedRange<Int>?]
    ) {
        var covered: [[Int]: [Int]] = [:]
        for (node, list) in writers.enumerated() {
            for writer in list { covered[writer.key, default: []].append(node) }
        }
        for nodes in covered.values.sorted(by: { $0[0] < $1[0] }) {
            for writer in writers[nodes[0]] where covered[writer.key] == nodes {
                let isFirst = nodes.allSatisfy { !loss.contains($0) && first[$0]?.key == writer.key }
                guard isFirst && writer.canAssign else { continue }
                mark(writer)
                for node in nodes { assigned[node] = writer.rows }
            }
        }
    }

    private mutating func mark(_ writer: Writer) {
        var number = writer.instruction
        for block in blocks.indices {
            let lists: [WritableKeyPath<ProgramBlock, [Instruction]>] = [\.before, \.each, \.after]
            for list in lists {
                let count = blocks[block][keyPath: list].count
                if number >= 0 && number < count {
                    switch writer.slot {
                    case .a: blocks[block][keyPath: list][number].assigns.a = true
                    case .b: blocks[block][keyPath: list][number].assigns.b = true
                    case .c: blocks[block][keyPath: list][number].assigns.c = true
                    case .d: blocks[block][keyPath: list][number].assigns.d = true
                    case nil: break
                    }
                }
                number -= count
            }
        }
    }

    /// Every writer of every node's gradients, instructions counted through in backward order.
    private func writers(_ places: NodePlaces, nodeCount: Int) -> [[Writer]] {
        var writers = [[Writer]](repeating: [], count: nodeCount)
        var number = 0
        for (index, block) in blocks.enumerated() {
            for (phase, list) in [block.before, block.each, block.after].enumerated() {
                for instruction in list {
                    for (turn, sink) in instruction.sinks(rowInstructions).enumerated() {
                        for part in places.parts(of: sink.view, steps: instruction.steps) {
                            // In a loop that runs from the last step to the first, the row of t − 1 is written at t.
                            let delay = phase == 1 ? -block.order * part.shift : 0
                            let steps = instruction.steps
                            let writer = Writer(
                                instruction: number, turn: turn, slot: sink.slot,
                                rank: [index, phase, delay, number, turn],
                                rows: steps.lowerBound + part.shift...steps.upperBound + part.shift,
                                canAssign: sink.canAssign && part.isWhole && sink.view.stride != 0)
                            writers[part.node].append(writer)
                        }
                    }
                    number += 1
                }
            }
        }
        return writers
    }

    /// Leaves out what computes rows on which no loss depends: their gradients stay zero.
    private mutating func removeDead(_ places: NodePlaces, _ loss: LossReads) {
        var live = Set(loss.nodes.map(\.index))
        var before = -1
        while before != live.count {
            before = live.count
            for instruction in blocks.flatMap(\.all) where isLive(instruction) {
                for sink in instruction.sinks(rowInstructions) {
                    live.formUnion(places.parts(of: sink.view, steps: instruction.steps).map(\.node))
                }
            }
        }
        func isLive(_ instruction: Instruction) -> Bool {
            places.parts(of: instruction.y, steps: instruction.steps).contains { live.contains($0.node) }
        }
        for index in blocks.indices {
            blocks[index].before.removeAll { !isLive($0) }
            blocks[index].each.removeAll { !isLive($0) }
            blocks[index].after.removeAll { !isLive($0) }
        }
    }

    private mutating func addGaps(_ node: Node, except assigned: ClosedRange<Int>?) {
        let stored = node.storedSteps
        let parts =
            assigned.map { [stored.lowerBound..<$0.lowerBound, $0.upperBound + 1..<stored.upperBound + 1] }
            ?? [stored.lowerBound..<stored.upperBound + 1]
        for part in parts where !part.isEmpty {
            let start = node.address(part.lowerBound)
            gaps.append(Gap(start: start, stride: node.stride, width: node.width, count: part.count))
        }
    }
}

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

/// Decides which operation is the first of a backward pass to write a row of gradients: it assigns, and the row need not be
/// cleared ahead.
///
/// The loss comes first and assigns. After it, blocks run from the last to the first; in a block's loop, what reads an earlier
/// step writes that row one turn before the row's own turn.
struct FirstWriters {
    /// The blocks of the backward pass, without the operations whose result no loss depends on.
    private(set) var blocks: [ProgramBlock] = []
    /// Rows that must be cleared ahead.
    private(set) var gaps: [Gap] = []

    /// One operand of one operation that writes gradients of a node.
    private struct Writer {
        let operation: Int
        let operand: Operand
        let rank: [Int]
        let rows: ClosedRange<Int>
        let canAssign: Bool

        /// Names the operand of the operation.
        var key: [Int] { [operation, operand.rawValue] }
    }

    private enum Operand: Int { case a, b, c, d }

    init(_ source: [ProgramBlock], nodes: [Node], loss: LossReads) {
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
        var number = writer.operation
        for block in blocks.indices {
            let lists: [WritableKeyPath<ProgramBlock, [Operation]>] = [\.before, \.each, \.after]
            for list in lists {
                let count = blocks[block][keyPath: list].count
                if number >= 0 && number < count {
                    switch writer.operand {
                    case .a: blocks[block][keyPath: list][number].assigns.a = true
                    case .b: blocks[block][keyPath: list][number].assigns.b = true
                    case .c: blocks[block][keyPath: list][number].assigns.c = true
                    case .d: blocks[block][keyPath: list][number].assigns.d = true
                    }
                }
                number -= count
            }
        }
    }

    /// Every writer of every node's gradients, operations counted through in backward order.
    private func writers(_ places: NodePlaces, nodeCount: Int) -> [[Writer]] {
        var writers = [[Writer]](repeating: [], count: nodeCount)
        var number = 0
        for (index, block) in blocks.enumerated() {
            for (phase, list) in [block.before, block.each, block.after].enumerated() {
                for operation in list {
                    for (turn, entry) in Self.operands(of: operation).enumerated() {
                        for part in places.parts(of: entry.view, steps: operation.steps) {
                            // In a loop that runs from the last step to the first, the row of t − 1 is written at t.
                            let delay = phase == 1 ? -block.order * part.shift : 0
                            let rows = operation.steps.lowerBound + part.shift...operation.steps.upperBound + part.shift
                            let writer = Writer(
                                operation: number, operand: entry.operand, rank: [index, phase, delay, number, turn],
                                rows: rows, canAssign: entry.canAssign && part.isWhole && entry.view.stride != 0)
                            writers[part.node].append(writer)
                        }
                    }
                    number += 1
                }
            }
        }
        return writers
    }

    /// The operands to whose gradients an operation adds, in the order in which it does; those that it adds to more than once
    /// cannot be assigned.
    private static func operands(of operation: Operation) -> [(operand: Operand, view: View, canAssign: Bool)] {
        switch operation.kind {
        case .matrix, .transposed, .apply, .softmax: [(.a, operation.a, true)]
        case .add: operation.aIsParameter ? [] : [(.a, operation.a, true)]
        case .product: [(.b, operation.b, true)] + (operation.aIsParameter ? [] : [(.a, operation.a, true)])
        case .productSum:
            [(.b, operation.b, true), (.a, operation.a, true), (.d, operation.d, true), (.c, operation.c, true)]
        case .blend: [(.a, operation.a, true), (.b, operation.b, true), (.c, operation.c, true)]
        case .lookup: []
        case .scores:
            [
                (.b, View(origin: operation.b.origin, stride: 0, width: operation.b.stride * operation.y.width), false),
                (.a, operation.a, false),
            ]
        case .mix:
            [
                (.a, operation.a, true),
                (.b, View(origin: operation.b.origin, stride: 0, width: operation.b.stride * operation.a.width), false),
            ]
        }
    }

    /// Leaves out what computes rows on which no loss depends: their gradients stay zero.
    private mutating func removeDead(_ places: NodePlaces, _ loss: LossReads) {
        var live = Set(loss.nodes.map(\.index))
        var before = -1
        while before != live.count {
            before = live.count
            for operation in blocks.flatMap(\.all) where isLive(operation) {
                for entry in Self.operands(of: operation) {
                    live.formUnion(places.parts(of: entry.view, steps: operation.steps).map(\.node))
                }
            }
        }
        func isLive(_ operation: Operation) -> Bool {
            places.parts(of: operation.y, steps: operation.steps).contains { live.contains($0.node) }
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

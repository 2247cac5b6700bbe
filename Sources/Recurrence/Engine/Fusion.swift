/// Joins operations that do the same to neighbouring rows: the gates of a cell become one matrix product, one bias, one σ.
struct Fusion {
    private(set) var operations: [Operation] = []

    init(_ lowered: [LoweredOperation]) {
        let levels = Self.levels(lowered)
        let sorted = lowered.indices.sorted { i, j in
            let a = lowered[i].operation
            let b = lowered[j].operation
            return (levels[i], a.kind.rawValue, a.function.order, a.y.origin, i)
                < (levels[j], b.kind.rawValue, b.function.order, b.y.origin, j)
        }
        var last: (level: Int, operation: Operation)?
        for index in sorted {
            let operation = lowered[index].operation
            if let (level, previous) = last, level == levels[index], let joined = Self.join(previous, operation) {
                operations[operations.count - 1] = joined
                last = (level, joined)
            } else {
                operations.append(operation)
                last = (levels[index], operation)
            }
        }
    }

    /// 0 for what reads nothing of this list; otherwise one more than the highest that it waits for.
    private static func levels(_ lowered: [LoweredOperation]) -> [Int] {
        var levels = [Int](repeating: 0, count: lowered.count)
        for (index, operation) in lowered.enumerated() {
            for earlier in 0..<index {
                let writer = lowered[earlier]
                let reads = operation.reads.contains { $0.node == writer.output && $0.step == .same }
                let continues = writer.output == operation.output
                if reads || continues { levels[index] = max(levels[index], levels[earlier] + 1) }
            }
        }
        return levels
    }

    private static func join(_ first: Operation, _ second: Operation) -> Operation? {
        guard first.kind == second.kind, first.accumulates == second.accumulates, first.steps == second.steps,
            first.aIsParameter == second.aIsParameter, let y = adjacent(first.y, second.y)
        else { return nil }
        var joined = first
        joined.y = y
        switch first.kind {
        case .matrix:
            guard first.a == second.a, first.m.columns == second.m.columns, first.m.stride == second.m.stride,
                second.m.origin == first.m.origin + first.m.rows * first.m.stride
            else { return nil }
            joined.m.rows += second.m.rows
            return joined
        case .add:
            guard let a = adjacent(first.a, second.a) else { return nil }
            joined.a = a
            return joined
        case .apply:
            guard first.function == second.function, let a = adjacent(first.a, second.a) else { return nil }
            joined.a = a
            return joined
        case .product, .productSum, .blend, .transposed, .softmax, .lookup, .scores, .mix:
            return nil
        }
    }

    private static func adjacent(_ first: View, _ second: View) -> View? {
        guard first.stride == second.stride, second.origin == first.origin + first.width else { return nil }
        return View(origin: first.origin, stride: first.stride, width: first.width + second.width)
    }
}

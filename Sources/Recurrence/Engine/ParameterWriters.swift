/// Decides which operations assign gradients of parameters, being the first of a backward pass to write them.
struct ParameterWriters {
    /// The operations that read parameters, in the order given.
    private(set) var operations: [Operation]
    /// Parameters whose gradients are only added to: to be cleared ahead of a backward pass.
    private(set) var gaps: [Gap] = []

    init(_ source: [Operation], parameterCount: Int) {
        operations = source
        var assigned: [Range<Int>] = []
        var touched: [Range<Int>] = []
        for index in operations.indices {
            let range = Self.range(of: operations[index])
            if Self.canAssign(operations[index]), !touched.contains(where: range.overlaps) {
                operations[index].assigns.parameter = true
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

    /// Where the operation's parameters stand, what lies between their rows included.
    private static func range(of operation: Operation) -> Range<Int> {
        switch operation.kind {
        case .add, .product: operation.a.origin..<operation.a.origin + operation.y.width
        case .scores: operation.c.origin..<operation.c.origin + operation.c.width
        case .matrix, .transposed, .lookup, .productSum, .blend, .apply, .softmax, .mix:
            operation.m.origin..<operation.m.origin + operation.m.rows * operation.m.stride
        }
    }

    /// Whether the operation writes every entry of its range, and each in one sum over all steps.
    private static func canAssign(_ operation: Operation) -> Bool {
        switch operation.kind {
        case .matrix, .transposed: operation.m.columns == operation.m.stride
        case .add: true
        case .product, .productSum, .blend, .apply, .softmax, .lookup, .scores, .mix: false
        }
    }
}

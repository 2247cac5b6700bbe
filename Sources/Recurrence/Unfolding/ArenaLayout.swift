import ExactMath

/// Where every parameter and every row stands in the arena: parameters first, then the nodes.
///
/// What is computed together lies together. The pre-activations of a cell that read its input or its previous state are one
/// bundle, row after row, and so are their activations; the W of those gates follow each other in the same order, then the
/// U, then the b: so one matrix product over the bundle computes all gates.
struct ArenaLayout {
    private(set) var parameterCount = 0
    private(set) var arenaCount = 0

    init(_ builder: inout NetworkBuilder) {
        let bundles = builder.parts.indices.flatMap { Self.bundles(of: $0, in: builder) }
        placeParameters(&builder, bundles)
        arenaCount = parameterCount
        var placed = Set<NodeID>()
        for bundle in bundles {
            place(bundle, in: &builder)
            placed.formUnion(bundle)
        }
        for index in builder.nodes.indices where !placed.contains(NodeID(index: index)) {
            place([NodeID(index: index)], in: &builder)
        }
    }

    /// One block of memory, in which row t holds the nodes' rows side by side.
    private mutating func place(_ bundle: [NodeID], in builder: inout NetworkBuilder) {
        let steps = builder.nodes[bundle[0].index].storedSteps
        let stride = bundle.reduce(0) { $0 + builder.nodes[$1.index].width }
        var column = 0
        for node in bundle {
            builder.nodes[node.index].origin = arenaCount + column - steps.lowerBound * stride
            builder.nodes[node.index].stride = stride
            column += builder.nodes[node.index].width
        }
        arenaCount += stride * steps.count
    }

    private mutating func placeParameters(_ builder: inout NetworkBuilder, _ bundles: [[NodeID]]) {
        var order: [NodeID: Int] = [:]
        for node in bundles.joined() { order[node] = order.count }
        var keys = [(rank: Int, position: Int)](repeating: (5, 0), count: builder.parameters.count)
        for equation in builder.equations {
            guard let position = order[equation.output] else { continue }
            for parameter in equation.operation.parameters {
                let rank =
                    switch builder.parameters[parameter.index].role {
                    case .input: 0
                    case .recurrent: 1
                    case .bias, .recurrentBias: 2
                    default: 3
                    }
                keys[parameter.index] = (rank, position)
            }
        }
        // Parts keep their order; within a part, all W, then all U, then all b.
        let part = Self.partNumbers(builder.parameters)
        let sorted = builder.parameters.indices.sorted {
            (part[$0], keys[$0].rank, keys[$0].position, $0) < (part[$1], keys[$1].rank, keys[$1].position, $1)
        }
        for index in sorted {
            builder.parameters[index].offset = parameterCount
            parameterCount += builder.parameters[index].count
        }
    }

    /// For every parameter, the rank of its part by first appearance.
    private static func partNumbers(_ parameters: [Parameter]) -> [Int] {
        var numbers: [String: Int] = [:]
        for parameter in parameters where numbers[parameter.part] == nil {
            numbers[parameter.part] = numbers.count
        }
        return parameters.map { numbers[$0.part] ?? 0 }
    }

    /// The pre-activations of a cell that read x or the previous state, and their activations in the same order.
    private static func bundles(of part: Int, in builder: NetworkBuilder) -> [[NodeID]] {
        let equations = builder.parts[part].equations.map { builder.equations[$0] }
        let internalNodes = Set(equations.filter { !$0.isState(in: builder.parts[part]) }.map(\.output))
        var gates: [(node: NodeID, rank: Int, activated: NodeID?)] = []
        for equation in equations {
            guard equation.operation.bundling == .affine else { continue }
            let reads = equation.operation.operands
            if reads.contains(where: { internalNodes.contains($0.node) && $0.step == .same }) && reads.count == 1 {
                continue
            }
            let use = equations.lazy.compactMap { reader -> (order: Int, node: NodeID)? in
                guard case .pointwise(let argument, let order) = reader.operation.bundling,
                    argument.node == equation.output
                else { return nil }
                return (order, reader.output)
            }.first
            gates.append((equation.output, use?.order ?? 0, use?.node))
        }
        guard gates.count > 1 else { return [] }
        let sorted = gates.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(
            \.element)
        let states = Set(builder.parts[part].states)
        let activated = sorted.compactMap(\.activated).filter { !states.contains($0) }
        return [sorted.map(\.node), activated].filter { !$0.isEmpty }
    }
}

extension Equation {
    fileprivate func isState(in part: Part) -> Bool { part.states.contains(output) }
}

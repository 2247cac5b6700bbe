import Recurrence

/// The way from a recurrent node to what feeds it and to what reads it, through nodes that only move numbers about.
struct ONNXWalk {
    /// Operations that change no number and leave none out.
    static let moving: Set<String> = [
        "Transpose", "Squeeze", "Unsqueeze", "Reshape", "Identity", "Cast", "CastLike", "Flatten", "Dropout",
    ]
    private static let functions: [String: ReadoutActivation] = [
        "Softmax": .softmax, "Sigmoid": .sigmoid, "Tanh": .tanh,
    ]

    /// A value on the way: its name, whether it holds only last states, and how many dimensions it has, where that is known.
    private struct Place {
        var name: String
        var isLast: Bool
        var rank: Int?
    }

    private let scope: ONNXScope
    private let start: ONNXGraph.Node
    private(set) var obstacles: [String] = []
    private(set) var taken: Set<String> = []
    private(set) var readout: FoundMatrix?
    private(set) var embedding: FoundMatrix?
    private(set) var onlyLast = false
    /// The recurrent node whose outputs it reads.
    private(set) var source: ONNXGraph.Node?

    init(_ scope: ONNXScope, _ node: ONNXGraph.Node) {
        self.scope = scope
        start = node
    }

    mutating func run() throws(WeightsError) {
        if let input = start.input(0) { try back(from: input) }
        let outputs = start.outputs
        if outputs.count > 0, !outputs[0].isEmpty { try forth(from: Place(name: outputs[0], isLast: false, rank: 4)) }
        if outputs.count > 1, !outputs[1].isEmpty {
            let before = readout?.path
            try forth(from: Place(name: outputs[1], isLast: true, rank: 3))
            if start.text("direction", or: "forward") == "bidirectional", readout?.path != before {
                obstacles.append(
                    "it hands on the last states of both directions, of which the backward one is that of the first step"
                )
            }
        }
        obstacles = Array(Set(obstacles)).sorted()
    }

    private static func isRecurrent(_ node: ONNXGraph.Node) -> Bool { ["LSTM", "GRU", "RNN"].contains(node.operation) }

    // MARK: Before the node

    private mutating func back(from name: String) throws(WeightsError) {
        var name = name
        for _ in 0..<256 {
            if scope.inputs.contains(name) { return }
            guard let node = scope.producer(of: name)?.node else { return }
            if Self.isRecurrent(node) {
                source = node
                return
            }
            if node.operation == "Gather", case .tensor(let table) = try scope.constant(node.input(0)),
                table.shape.count == 2
            {
                embedding = FoundMatrix(
                    path: Self.path(table.name), weight: table, isTransposed: false, role: .embedding)
                taken.insert(table.name)
                guard let tokens = node.input(1) else { return }
                name = tokens
            } else if try isPassing(node), let input = node.input(0) {
                name = input
            } else {
                obstacles.append("what it reads is computed by the node \(Self.quoted(node))")
                return
            }
        }
    }

    /// Whether a node hands on all numbers of its first input, in their order.
    private func isPassing(_ node: ONNXGraph.Node) throws(WeightsError) -> Bool {
        switch node.operation {
        case "Concat": node.inputs.count == 1
        case "Slice": try range(of: node) == .whole
        default: Self.moving.contains(node.operation)
        }
    }

    private enum SliceRange { case whole, last, other }

    /// What a Slice takes along every axis that it names: all, the last alone, or something else.
    private func range(of node: ONNXGraph.Node) throws(WeightsError) -> SliceRange {
        func integers(_ index: Int, _ attribute: String) throws(WeightsError) -> [Int]? {
            if case .integers(let values, _) = try scope.constant(node.input(index)) { return values }
            return node.input(index) == nil ? node.integers(attribute) : nil
        }
        guard let starts = try integers(1, "starts"), let ends = try integers(2, "ends"), starts.count == ends.count
        else { return .other }
        if node.input(4) != nil {
            guard let steps = try integers(4, "steps"), steps.allSatisfy({ $0 == 1 }) else { return .other }
        }
        // Exporters write the end of an axis as the greatest number of 32 or 64 bits.
        guard ends.allSatisfy({ $0 >= 1 << 30 }) else { return .other }
        return starts.allSatisfy { $0 == 0 } ? .whole : starts == [-1] ? .last : .other
    }

    // MARK: Behind the node

    /// Follows a value to a readout, a recurrent node or the end.
    private mutating func forth(from start: Place) throws(WeightsError) {
        var open = [start]
        var seen: Set<String> = []
        while let place = open.popLast() {
            guard seen.insert(place.name).inserted, seen.count < 4_096 else { continue }
            for node in scope.consumers[place.name] ?? [] where !Self.isRecurrent(node) {
                switch node.operation {
                case "Shape", "Size": continue
                case "MatMul", "Gemm": try takeReadout(node, of: place)
                case "Concat" where place.isLast && node.inputs.count > 1:
                    open += try chosenStates(of: node, place)
                default:
                    if let next = try moved(place, by: node) {
                        open.append(next)
                    } else {
                        obstacles.append("what it gives goes through the node \(Self.quoted(node))")
                    }
                }
            }
        }
    }

    /// Where a node moves a value that it neither changes nor cuts but at the last step; nil where it does more.
    private func moved(_ place: Place, by node: ONNXGraph.Node) throws(WeightsError) -> Place? {
        guard node.input(0) == place.name, let output = node.outputs.first else { return nil }
        var result = Place(name: output, isLast: place.isLast, rank: place.rank)
        switch node.operation {
        case "Gather":
            guard case .integers(let values, let shape) = try scope.constant(node.input(1)), values == [-1] else {
                return nil
            }
            result.isLast = true
            result.rank = place.rank.map { $0 - 1 + shape.count }
        case "Slice":
            switch try range(of: node) {
            case .whole: break
            case .last: result.isLast = true
            case .other: return nil
            }
        default:
            guard try isPassing(node) else { return nil }
            result.rank = try rank(after: node, place.rank)
        }
        return result
    }

    /// How many dimensions a value has behind a node that moves it.
    private func rank(after node: ONNXGraph.Node, _ rank: Int?) throws(WeightsError) -> Int? {
        func count(_ attribute: String) throws(WeightsError) -> Int? {
            if case .integers(let values, _) = try scope.constant(node.input(1)) { return values.count }
            return node.integers(attribute)?.count
        }
        switch node.operation {
        case "Flatten": return 2
        case "Reshape": return try count("shape")
        case "Squeeze":
            guard let rank, let axes = try count("axes") else { return nil }
            return rank - axes
        case "Unsqueeze":
            guard let rank, let axes = try count("axes") else { return nil }
            return rank + axes
        default: return rank
        }
    }

    /// The last states of several layers stand in one array, of which a Gather takes one: this node's, or another's.
    private mutating func chosenStates(of node: ONNXGraph.Node, _ place: Place) throws(WeightsError) -> [Place] {
        var owners: [String] = []
        for input in node.inputs {
            guard let (source, output) = scope.producer(of: input), output == 1, Self.isRecurrent(source) else { break }
            let count = source.text("direction", or: "forward") == "bidirectional" ? 2 : 1
            owners += [String](repeating: input, count: count)
        }
        var places: [Place] = []
        for consumer in scope.consumers[node.outputs.first ?? ""] ?? [] where consumer.operation != "Shape" {
            guard node.integer("axis") == 0, Set(owners) == Set(node.inputs), consumer.operation == "Gather",
                consumer.integer("axis") == 0,
                case .integers(let values, let shape) = try scope.constant(consumer.input(1)), values.count == 1,
                (-owners.count..<owners.count).contains(values[0])
            else {
                obstacles.append(
                    "the last states of several layers or directions are put together by \(Self.quoted(node))")
                return []
            }
            let index = values[0] < 0 ? values[0] + owners.count : values[0]
            guard owners[index] == place.name else { continue }
            guard owners.count(where: { $0 == place.name }) == 1 else {
                obstacles.append("the last state of one of its two directions is taken by \(Self.quoted(consumer))")
                continue
            }
            places.append(Place(name: consumer.outputs.first ?? "", isLast: true, rank: 2 + shape.count))
        }
        return places
    }

    private mutating func takeReadout(_ node: ONNXGraph.Node, of place: Place) throws(WeightsError) {
        guard node.input(0) == place.name, case .tensor(let weight) = try scope.constant(node.input(1)),
            weight.shape.count == 2
        else {
            obstacles.append("what it gives goes through the node \(Self.quoted(node))")
            return
        }
        let isGemm = node.operation == "Gemm"
        for factor in ["alpha", "beta"] where isGemm {
            if case .float(let value) = node.attributes[factor], value != 1 {
                obstacles.append("the node \(Self.quoted(node)) has \(factor) \(value)")
            }
        }
        var matrix = FoundMatrix(
            path: Self.path(weight.name), weight: weight, isTransposed: !(isGemm && node.integer("transB") != 0),
            role: .linear)
        var output = node.outputs.first ?? ""
        if isGemm, case .tensor(let bias) = try scope.constant(node.input(2)) { matrix.bias = bias }
        if let add = only(consumerOf: output, "Add") {
            let other = add.inputs.first { $0 != output }
            if case .tensor(let bias) = try scope.constant(other), bias.isVector(of: matrix.outputs), matrix.bias == nil
            {
                matrix.bias = bias
                output = add.outputs.first ?? ""
            }
        }
        if let bias = matrix.bias, !bias.name.isEmpty { matrix.path = Self.path(bias.name) }
        try follow(Place(name: output, isLast: place.isLast, rank: isGemm ? 2 : place.rank), &matrix)
        taken.formUnion(matrix.sources)
        if let readout, readout.path != matrix.path {
            obstacles.append(
                "two readouts, \(WeightsError.quoted(readout.path)) and \(WeightsError.quoted(matrix.path))")
        }
        readout = matrix
        onlyLast = onlyLast || place.isLast
    }

    /// What the output of a readout goes through.
    private mutating func follow(_ output: Place, _ matrix: inout FoundMatrix) throws(WeightsError) {
        var place = output
        matrix.activation = .identity
        for _ in 0..<64 {
            let consumers = scope.consumers[place.name] ?? []
            guard let node = consumers.first(where: { $0.operation != "Shape" }) else { return }
            if let function = Self.functions[node.operation], matrix.activation == .identity,
                function != .softmax || isOverOutputs(node, place.rank)
            {
                matrix.activation = function
                place.name = node.outputs.first ?? ""
            } else if let next = try moved(place, by: node) {
                onlyLast = onlyLast || next.isLast
                place = next
            } else {
                obstacles.append("the readout goes through the node \(Self.quoted(node))")
                return
            }
        }
    }

    /// Whether a softmax runs over the last dimension; from opset 13 on that is the standard, before it is the second and all
    /// behind it.
    private func isOverOutputs(_ node: ONNXGraph.Node, _ rank: Int?) -> Bool {
        let axis = node.integer("axis", or: scope.opset < 13 ? 1 : -1)
        return axis == -1 || rank.map { axis == $0 - 1 } == true
    }

    private func only(consumerOf name: String, _ operation: String) -> ONNXGraph.Node? {
        let consumers = scope.consumers[name] ?? []
        return consumers.count == 1 && consumers[0].operation == operation ? consumers[0] : nil
    }

    private static func quoted(_ node: ONNXGraph.Node) -> String {
        "\(WeightsError.quoted(node.operation)) (\(WeightsError.quoted(node.name)))"
    }

    /// A module's path of an array's name: `fc` of `fc.weight`.
    private static func path(_ name: String) -> String {
        let plain = ArrayTable.plain(name)
        let (path, leaf) = ModulePath.split(plain)
        return ["weight", "bias"].contains(leaf) && !path.isEmpty ? path : plain
    }
}

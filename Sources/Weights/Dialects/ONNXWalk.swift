import Recurrence

/// The way from a recurrent node to what feeds it and to what reads it, through nodes that only move numbers about.
struct ONNXWalk {
    /// Operations that change no number.
    static let moving: Set<String> = [
        "Transpose", "Squeeze", "Unsqueeze", "Reshape", "Identity", "Cast", "CastLike", "Flatten", "Dropout", "Expand",
        "Concat", "Slice", "Gather",
    ]
    private static let functions: [String: ReadoutActivation] = [
        "Softmax": .softmax, "Sigmoid": .sigmoid, "Tanh": .tanh,
    ]

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
        if outputs.count > 0, !outputs[0].isEmpty { try forth(from: outputs[0], isLast: false) }
        if outputs.count > 1, !outputs[1].isEmpty {
            let before = readout?.path
            try forth(from: outputs[1], isLast: true)
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
                return
            }
            // A batch of both directions' outputs is concatenated on the way to the next layer.
            guard Self.moving.contains(node.operation), node.operation != "Concat" || node.inputs.count == 1,
                let input = node.input(0)
            else {
                obstacles.append("what it reads is computed by the node \(Self.quoted(node))")
                return
            }
            name = input
        }
    }

    // MARK: Behind the node

    /// Follows a value to a readout, a recurrent node or the end.
    private mutating func forth(from name: String, isLast: Bool) throws(WeightsError) {
        var open: [(name: String, isLast: Bool)] = [(name, isLast)]
        var seen: Set<String> = []
        while let (name, isLast) = open.popLast() {
            guard seen.insert(name).inserted, seen.count < 4_096 else { continue }
            for node in scope.consumers[name] ?? [] where !Self.isRecurrent(node) {
                switch node.operation {
                case "Shape", "Size": continue
                case "MatMul", "Gemm": try takeReadout(node, of: name, isLast: isLast)
                case "Gather", "Slice":
                    guard node.input(0) == name else { continue }
                    let isEnd = try isLastStep(node)
                    let last = isLast || isEnd
                    open += node.outputs.map { ($0, last) }
                case "Concat":
                    // The states of both directions, one behind the other: the backward one is that of the first step.
                    if isLast {
                        obstacles.append("the last states of both directions are put together by \(Self.quoted(node))")
                    }
                    open += node.outputs.map { ($0, isLast) }
                case _ where Self.moving.contains(node.operation): open.append((node.outputs.first ?? "", isLast))
                default: obstacles.append("what it gives goes through the node \(Self.quoted(node))")
                }
            }
        }
    }

    /// Whether a Gather or Slice takes the last step of a sequence; another choice of steps is none of a scene's.
    private mutating func isLastStep(_ node: ONNXGraph.Node) throws(WeightsError) -> Bool {
        let index = try scope.constant(node.input(1))
        guard case .integers(let values, _) = index else { return false }
        if values == [-1] { return true }
        if node.operation == "Gather" { obstacles.append("the node \(Self.quoted(node)) chooses steps") }
        return false
    }

    private mutating func takeReadout(_ node: ONNXGraph.Node, of name: String, isLast: Bool) throws(WeightsError) {
        guard node.input(0) == name, case .tensor(let weight) = try scope.constant(node.input(1)),
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
        try follow(output, &matrix)
        taken.formUnion(matrix.sources)
        if let readout, readout.path != matrix.path {
            obstacles.append(
                "two readouts, \(WeightsError.quoted(readout.path)) and \(WeightsError.quoted(matrix.path))")
        }
        readout = matrix
        onlyLast = onlyLast || isLast
    }

    /// What the output of a readout goes through.
    private mutating func follow(_ output: String, _ matrix: inout FoundMatrix) throws(WeightsError) {
        var name = output
        matrix.activation = .identity
        for _ in 0..<64 {
            let consumers = scope.consumers[name] ?? []
            guard let node = consumers.first(where: { $0.operation != "Shape" }) else { return }
            if let function = Self.functions[node.operation], matrix.activation == .identity {
                matrix.activation = function
            } else if !Self.moving.contains(node.operation) {
                obstacles.append("the readout goes through the node \(Self.quoted(node))")
                return
            }
            if try isLastStep(node) { onlyLast = true }
            name = node.outputs.first ?? ""
        }
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

/// The constants of an ONNX graph and of the graphs around it, those computed by nodes included.
struct ONNXScope {
    private var producers: [String: (node: ONNXGraph.Node, output: Int)] = [:]
    private(set) var consumers: [String: [ONNXGraph.Node]] = [:]
    private var constants: [String: ONNXGraph.Constant] = [:]
    private(set) var inputs: Set<String> = []
    private(set) var outputs: Set<String> = []
    /// The version of the operators.
    private(set) var opset = 0

    init(_ graph: ONNXGraph, in outer: ONNXScope? = nil) {
        if let outer { self = outer } else { opset = graph.opset }
        constants.merge(graph.constants) { $1 }
        if outer == nil { inputs = Set(graph.inputs).subtracting(graph.constants.keys) }
        outputs = Set(graph.outputs)
        for node in graph.nodes {
            for (index, output) in node.outputs.enumerated() where !output.isEmpty { producers[output] = (node, index) }
            for input in Set(node.inputs) where !input.isEmpty { consumers[input, default: []].append(node) }
        }
    }

    func producer(of name: String) -> (node: ONNXGraph.Node, output: Int)? { producers[name] }

    /// The constant that a name stands for, computed where nodes only move numbers about; nil where it hangs on an input.
    func constant(_ name: String?, depth: Int = 0) throws(WeightsError) -> ONNXGraph.Constant? {
        guard let name, depth < 64 else { return nil }
        if let constant = constants[name] { return constant }
        guard let (node, output) = producers[name] else { return nil }
        func input(_ index: Int) throws(WeightsError) -> ONNXGraph.Constant? {
            try constant(node.input(index), depth: depth + 1)
        }
        func tensor(_ index: Int) throws(WeightsError) -> Tensor? {
            if case .tensor(let tensor) = try input(index) { tensor } else { nil }
        }
        func integers(_ index: Int, or attribute: String) throws(WeightsError) -> [Int]? {
            if case .integers(let values, _) = try input(index) { values } else { node.integers(attribute) }
        }
        switch node.operation {
        case "Constant": return Self.literal(node)
        case "Identity", "Cast", "CastLike": return try input(0)
        case "Squeeze", "Unsqueeze", "Reshape", "Flatten":
            guard let tensor = try tensor(0) else { return nil }
            let shape = try Self.shape(
                of: node, tensor.shape, integers(1, or: node.operation == "Reshape" ? "shape" : "axes"))
            guard let shape, shape.reduce(1, *) == tensor.count else { return nil }
            return .tensor(tensor.reshaped(shape))
        case "Transpose":
            guard let tensor = try tensor(0) else { return nil }
            let order = node.integers("perm") ?? tensor.shape.indices.reversed()
            return try tensor.permuted(order).map { .tensor($0) }
        case "Concat":
            var parts: [Tensor] = []
            for index in node.inputs.indices {
                guard let part = try tensor(index) else { return nil }
                parts.append(part)
            }
            return try Tensor.concatenated(parts, axis: node.integer("axis")).map { .tensor($0) }
        case "Slice":
            guard let tensor = try tensor(0), let starts = try integers(1, or: "starts"),
                let ends = try integers(2, or: "ends")
            else { return nil }
            let axes = try integers(3, or: "axes") ?? Array(starts.indices)
            if let steps = try integers(4, or: "steps"), steps.contains(where: { $0 != 1 }) { return nil }
            return try tensor.sliced(starts, ends, axes).map { .tensor($0) }
        case "Split":
            guard let tensor = try tensor(0) else { return nil }
            return try tensor.split(
                try integers(1, or: "split"), parts: node.outputs.count, axis: node.integer("axis"), index: output
            ).map { .tensor($0) }
        default: return nil
        }
    }

    private static func literal(_ node: ONNXGraph.Node) -> ONNXGraph.Constant? {
        if case .constant(let constant) = node.attributes["value"] { return constant }
        if case .float(let value) = node.attributes["value_float"] {
            return .tensor(Tensor(name: node.outputs.first ?? "", shape: [], computed: [Double(value)]))
        }
        if case .floats(let values) = node.attributes["value_floats"] {
            return .tensor(
                Tensor(name: node.outputs.first ?? "", shape: [values.count], computed: values.map(Double.init)))
        }
        if case .integer(let value) = node.attributes["value_int"] { return .integers([value], shape: []) }
        if let values = node.integers("value_ints") { return .integers(values, shape: [values.count]) }
        return nil
    }

    private static func shape(of node: ONNXGraph.Node, _ shape: [Int], _ numbers: [Int]?) -> [Int]? {
        switch node.operation {
        case "Reshape":
            guard var result = numbers else { return nil }
            for index in result.indices where result[index] == 0 && index < shape.count { result[index] = shape[index] }
            if let free = result.firstIndex(of: -1) {
                let rest = result.enumerated().filter { $0.offset != free }.map(\.element)
                guard rest.allSatisfy({ (1...(1 << 30)).contains($0) }), rest.count < 8 else { return nil }
                result[free] = shape.reduce(1, *) / max(1, rest.reduce(1, *))
            }
            return result.allSatisfy { (0...(1 << 30)).contains($0) } && result.count <= 4 ? result : nil
        case "Squeeze":
            let rank = shape.count
            let axes = Set((numbers ?? shape.indices.filter { shape[$0] == 1 }).map { $0 < 0 ? $0 + rank : $0 })
            return shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
        case "Unsqueeze":
            guard let numbers, numbers.count + shape.count <= 8 else { return nil }
            let rank = shape.count + numbers.count
            var result = shape
            for axis in numbers.map({ $0 < 0 ? $0 + rank : $0 }).sorted() {
                guard (0...result.count).contains(axis) else { return nil }
                result.insert(1, at: axis)
            }
            return result
        default: return nil
        }
    }

    /// Whether a name stands for zeros, whatever their number.
    func isZero(_ name: String?, depth: Int = 0) throws(WeightsError) -> Bool {
        guard let name, depth < 64 else { return false }
        if case .tensor(let tensor) = try constant(name) { return try tensor.values().allSatisfy { $0 == 0 } }
        guard let (node, _) = producers[name] else { return false }
        switch node.operation {
        case "ConstantOfShape":
            guard case .constant(.tensor(let value)) = node.attributes["value"] else { return true }
            return try value.values().allSatisfy { $0 == 0 }
        case "Expand", "Tile", "Reshape", "Slice", "Squeeze", "Unsqueeze", "Identity", "Cast", "Transpose", "Gather":
            return try isZero(node.input(0), depth: depth + 1)
        case "Concat":
            for input in node.inputs where try !isZero(input, depth: depth + 1) { return false }
            return true
        default: return false
        }
    }
}

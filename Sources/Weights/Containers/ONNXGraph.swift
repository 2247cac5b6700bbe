/// What an ONNX model computes: its nodes in order, and its constant arrays by name.
struct ONNXGraph: Sendable {
    var nodes: [Node] = []
    var constants: [String: Constant] = [:]
    /// Names of the graph's own inputs and outputs.
    var inputs: [String] = []
    var outputs: [String] = []
    /// The version of the standard operators, 0 where the model does not say it.
    var opset = 0

    struct Node: Sendable {
        var operation = ""
        var name = ""
        var domain = ""
        /// Empty names stand for inputs that are left out.
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [String: Attribute] = [:]

        func input(_ index: Int) -> String? {
            index < inputs.count && !inputs[index].isEmpty ? inputs[index] : nil
        }
    }

    enum Attribute: Sendable {
        case integer(Int), integers([Int]), float(Float), floats([Float]), text(String), texts([String])
        case constant(Constant)
        case graphs([ONNXGraph])
    }

    /// A constant: real numbers as a tensor, whole ones as they are.
    enum Constant: Sendable {
        case tensor(Tensor)
        case integers([Int], shape: [Int])

        var shape: [Int] {
            switch self {
            case .tensor(let tensor): tensor.shape
            case .integers(_, let shape): shape
            }
        }
    }
}

extension ONNXGraph.Node {
    func integer(_ name: String, or standard: Int = 0) -> Int {
        if case .integer(let value) = attributes[name] { value } else { standard }
    }

    func integers(_ name: String) -> [Int]? {
        if case .integers(let values) = attributes[name] { values } else { nil }
    }

    func text(_ name: String, or standard: String) -> String {
        if case .text(let value) = attributes[name] { value } else { standard }
    }

    func texts(_ name: String) -> [String]? {
        if case .texts(let values) = attributes[name] { values } else { nil }
    }
}

import Recurrence
import Scenes

/// A scene's network as an ONNX model, opset 14: LSTM, GRU and RNN nodes, with Gather before and MatMul, Add and an activation
/// behind them.
///
/// Its input is `X` of T × 1 × I, or `tokens` of T × 1; its output `y` has a row a step. Numbers are rounded to 32 bits: ONNX
/// Runtime refuses recurrent layers in 64 when it runs them.
public struct ONNXExport {
    private let export: ToolExport
    private var nodes: [[UInt8]] = []
    private var initializers: [[UInt8]] = []

    private static let integer = 7

    private static let float = 1

    /// Throws `notInTorch` with what ONNX's layers lack, or with a parameter that is too large for 32 bits.
    public init(_ scene: Scene) throws(WeightsError) {
        export = try ToolExport(scene, tool: "ONNX") {
            (layer: SceneLayer, kind: RecurrentKind) throws(CannotHold) -> CellPattern in
            if layer.cell == LSTM.name, layer.options.peephole == .full { throw CannotHold(words: "peephole: full") }
            let reset = kind == .gru ? layer.options.reset : .after
            return Dialect.onnxPattern(kind, reset: reset)
        }
        for parameter in export.network.parameters {
            guard export.parameter(parameter.path)?.allSatisfy({ Float($0).isFinite }) ?? true else {
                throw .notInTorch(part: parameter.path, "it has a number that is too large for float32")
            }
        }
    }

    /// What other readers of ONNX than ONNX Runtime are known to do with such a model, without a word of theirs.
    public var notes: [String] {
        let layers = export.scene.model.stack
        var notes: [String] = []
        if layers.contains(where: { $0.options.peephole != .none }) {
            notes.append("OpenVINO leaves peepholes out, and OpenCV exchanges two of them")
        }
        if layers.contains(where: { $0.cell == ElmanCell.name && [.relu, .sigmoid].contains($0.options.activation) }) {
            notes.append("tract takes relu and sigmoid layers for tanh")
        }
        if layers.contains(where: { $0.cell == GRU.name }) { notes.append("OpenCV gives a GRU's last step alone") }
        return notes
    }

    /// The file's bytes.
    public var bytes: [UInt8] {
        var writer = self
        return writer.model()
    }

    private mutating func model() -> [UInt8] {
        var value = "X"
        let isTokens = export.embedding != nil
        if let table = export.embedding {
            add("embedding.weight", table.values, [table.rows, table.columns])
            node("Gather", ["embedding.weight", "tokens"], ["x"])
            value = "x"
        }
        for (index, layer) in export.layers.enumerated() { value = add(layer, index, reading: value) }
        let width = export.scene.model.outputWidth
        if let readout = export.readout {
            let weight = readout.matrix.transposed
            add("readout.weight", weight.values, [weight.rows, weight.columns])
            node("MatMul", [value, "readout.weight"], ["readout.product"])
            value = "readout.product"
            if let bias = readout.bias {
                add("readout.bias", bias, [bias.count])
                node("Add", [value, "readout.bias"], ["a_y"])
                value = "a_y"
            }
            let functions: [ReadoutActivation: String] = [.sigmoid: "Sigmoid", .tanh: "Tanh", .softmax: "Softmax"]
            if let function = functions[readout.activation] {
                node(function, [value], ["y_steps"]) {
                    if function == "Softmax" { Self.attribute(&$0, "axis", integer: -1) }
                }
                value = "y_steps"
            }
        }
        let steps = export.network.outputSteps
        if export.scene.model.shape == .manyToOne {
            add("last", [-1])
            node("Gather", [value, "last"], ["y_last"]) { Self.attribute(&$0, "axis", integer: 0) }
            value = "y_last"
        }
        add("output.shape", [steps.count, width])
        node("Reshape", [value, "output.shape"], ["y"])

        var model = ProtocolBufferWriter()
        model.number(1, 8)
        model.text(2, "unfold")
        let (nodes, initializers, length) = (nodes, initializers, export.lengths)
        let inputWidth = export.scene.model.inputWidth
        model.message(7) { graph in
            for node in nodes { graph.data(1, node) }
            graph.text(2, "scene")
            for initializer in initializers { graph.data(5, initializer) }
            graph.message(11) {
                Self.value(
                    &$0, isTokens ? "tokens" : "X", type: isTokens ? Self.integer : Self.float,
                    shape: isTokens ? [length, 1] : [length, 1, inputWidth])
            }
            graph.message(12) { Self.value(&$0, "y", type: Self.float, shape: [steps.count, width]) }
        }
        model.message(8) { opset in
            opset.text(1, "")
            opset.number(2, 14)
        }
        return model.bytes
    }

    /// One layer; gives the name of what it gives, T × 1 × (directions · H).
    private mutating func add(_ layer: ToolExport.ExportLayer, _ index: Int, reading value: String) -> String {
        let name = layer.part
        let hidden = layer.layer.hidden
        let count = layer.directions.count
        func joined(_ arrays: [String]) -> [Double]? {
            let values = layer.directions.flatMap { direction in
                arrays.flatMap { name in direction.arrays.first { $0.name == name }?.values ?? [] }
            }
            return values.isEmpty ? nil : values
        }
        let gates = layer.kind.suffixes.count
        var inputs = [value, "\(name).W", "\(name).R"]
        if let w = joined(["W"]) { add("\(name).W", w, [count, gates * hidden, w.count / (count * gates * hidden)]) }
        if let r = joined(["R"]) { add("\(name).R", r, [count, gates * hidden, hidden]) }
        func append(_ suffix: String, at place: Int, _ values: [Double], _ shape: [Int], _ writer: inout ONNXExport) {
            while inputs.count < place { inputs.append("") }
            inputs.append("\(name).\(suffix)")
            writer.add("\(name).\(suffix)", values, shape)
        }
        if let b = joined(["Wb", "Rb"]) { append("B", at: 3, b, [count, 2 * gates * hidden], &self) }
        for (state, place) in [("h", 5), ("c", 6)] {
            let values = layer.directions.compactMap { $0.states[state] }
            if values.count == count {
                append("initial_\(state)", at: place, values.flatMap(\.self), [count, 1, hidden], &self)
            }
        }
        // P is i, o, f.
        if let p = joined(["P_i", "P_o", "P_f"]), layer.kind == .lstm {
            append("P", at: 7, p, [count, 3 * hidden], &self)
        }
        node(layer.kind.rawValue.uppercased(), inputs, ["\(name).Y"]) { node in
            Self.attribute(&node, "hidden_size", integer: hidden)
            Self.attribute(&node, "direction", texts: [count == 2 ? "bidirectional" : "forward"], isList: false)
            if layer.kind == .gru {
                Self.attribute(&node, "linear_before_reset", integer: layer.layer.options.reset == .after ? 1 : 0)
            }
            if layer.kind == .rnn {
                let functions = [
                    "tanh": "Tanh", "relu": "Relu", "sigmoid": "Sigmoid", "linear": "Affine", "identity": "Affine",
                ]
                let function = functions[layer.activation] ?? "Tanh"
                Self.attribute(&node, "activations", texts: [String](repeating: function, count: count), isList: true)
                if function == "Affine" {
                    Self.attribute(&node, "activation_alpha", floats: [Float](repeating: 1, count: count))
                }
            }
        }
        add("\(name).shape", [0, 0, -1])
        node("Transpose", ["\(name).Y"], ["\(name).steps"]) { Self.attribute(&$0, "perm", integers: [0, 2, 1, 3]) }
        node("Reshape", ["\(name).steps", "\(name).shape"], ["\(name).h"])
        return "\(name).h"
    }

    // MARK: Messages

    private mutating func add(_ name: String, _ values: [Double], _ shape: [Int]) {
        var tensor = ProtocolBufferWriter()
        for size in shape { tensor.number(1, size) }
        tensor.number(2, Self.float)
        tensor.text(8, name)
        var bytes: [UInt8] = []
        for value in values { bytes.append(littleEndian: Float(value).bitPattern) }
        tensor.data(9, bytes)
        initializers.append(tensor.bytes)
    }

    private mutating func add(_ name: String, _ integers: [Int]) {
        var tensor = ProtocolBufferWriter()
        tensor.number(1, integers.count)
        tensor.number(2, Self.integer)
        tensor.text(8, name)
        var bytes: [UInt8] = []
        for integer in integers { bytes.append(littleEndian: Int64(integer)) }
        tensor.data(9, bytes)
        initializers.append(tensor.bytes)
    }

    private mutating func node(
        _ operation: String, _ inputs: [String], _ outputs: [String],
        attributes: (inout ProtocolBufferWriter) -> Void = { _ in }
    ) {
        var node = ProtocolBufferWriter()
        for input in inputs { node.text(1, input) }
        for output in outputs { node.text(2, output) }
        node.text(3, outputs[0])
        node.text(4, operation)
        attributes(&node)
        nodes.append(node.bytes)
    }

    private static func attribute(_ node: inout ProtocolBufferWriter, _ name: String, integer: Int) {
        node.message(5) { attribute in
            attribute.text(1, name)
            attribute.number(3, integer)
            attribute.number(20, 2)
        }
    }

    private static func attribute(_ node: inout ProtocolBufferWriter, _ name: String, integers: [Int]) {
        node.message(5) { attribute in
            attribute.text(1, name)
            for integer in integers { attribute.number(8, integer) }
            attribute.number(20, 7)
        }
    }

    private static func attribute(_ node: inout ProtocolBufferWriter, _ name: String, floats: [Float]) {
        node.message(5) { attribute in
            attribute.text(1, name)
            for float in floats { attribute.float(7, float) }
            attribute.number(20, 6)
        }
    }

    private static func attribute(_ node: inout ProtocolBufferWriter, _ name: String, texts: [String], isList: Bool) {
        node.message(5) { attribute in
            attribute.text(1, name)
            for text in texts { attribute.text(isList ? 9 : 4, text) }
            attribute.number(20, isList ? 8 : 3)
        }
    }

    private static func value(_ value: inout ProtocolBufferWriter, _ name: String, type: Int, shape: [Int]) {
        value.text(1, name)
        value.message(2) { kind in
            kind.message(1) { tensor in
                tensor.number(1, type)
                tensor.message(2) { dimensions in
                    for size in shape { dimensions.message(1) { $0.number(1, size) } }
                }
            }
        }
    }
}

extension ToolExport {
    /// Number of input steps.
    var lengths: Int { scene.lengths.inputs }
}

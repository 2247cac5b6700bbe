import Wording

/// Reads an ONNX model: the graph, its initializers, and the graphs inside its If nodes.
///
/// Source: onnx.proto. Arrays that stand in a file beside the model are read from there.
struct ONNXFile {
    private let bytes: [UInt8]
    private let sibling: (String) -> [UInt8]?
    private var tensors: [Tensor] = []
    private var unread: [String] = []
    private var names: Set<String> = []
    private var siblings: [String: [UInt8]] = [:]

    private static let deepest = 16

    static func read(_ bytes: [UInt8], sibling: @escaping (String) -> [UInt8]?) throws(WeightsError) -> TensorFile {
        var reader = ONNXFile(bytes, sibling)
        var message = ProtocolBuffer(bytes, in: 0..<bytes.count)
        var graph: ONNXGraph?
        var opset = 0
        while let (field, value) = try message.next() {
            guard case .bytes(let range) = value else { continue }
            if field == 7 { graph = try reader.graph(in: range, depth: 0) }
            if field == 8 { opset = max(opset, try reader.opset(in: range)) }
        }
        graph?.opset = opset
        guard let graph else { throw .malformed(.onnx, offset: 0, "the model has no graph") }
        return TensorFile(tensors: reader.tensors, unread: reader.unread, graph: graph)
    }

    private init(_ bytes: [UInt8], _ sibling: @escaping (String) -> [UInt8]?) {
        self.bytes = bytes
        self.sibling = sibling
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The version of the standard operators; 0 for another domain's.
    private func opset(in range: Range<Int>) throws(WeightsError) -> Int {
        var message = ProtocolBuffer(bytes, in: range)
        var version = 0
        while let (field, value) = try message.next() {
            if field == 1, case .bytes(let name) = value, !["", "ai.onnx"].contains(text(name)) { return 0 }
            if field == 2, case .number(let number) = value { version = Int(clamping: number) }
        }
        return version
    }

    private mutating func graph(in range: Range<Int>, depth: Int) throws(WeightsError) -> ONNXGraph {
        var message = ProtocolBuffer(bytes, in: range)
        guard depth <= Self.deepest else {
            throw message.fault("graphs stand in one another deeper than \(Self.deepest) levels")
        }
        var graph = ONNXGraph()
        while let (field, value) = try message.next() {
            guard case .bytes(let range) = value else { continue }
            switch field {
            case 1: graph.nodes.append(try node(in: range, depth: depth))
            case 5:
                let (name, constant) = try self.constant(in: range)
                guard graph.constants.updateValue(constant, forKey: name) == nil else { throw .duplicateName(name) }
                keep(constant, as: name)
            case 11: graph.inputs.append(try valueName(in: range))
            case 12: graph.outputs.append(try valueName(in: range))
            default: break
            }
        }
        return graph
    }

    /// Notes an initializer as an array of the file.
    private mutating func keep(_ constant: ONNXGraph.Constant, as name: String) {
        guard case .tensor(let tensor) = constant, names.insert(name).inserted else { return }
        tensors.append(tensor)
    }

    private func valueName(in range: Range<Int>) throws(WeightsError) -> String {
        var message = ProtocolBuffer(bytes, in: range)
        var name = ""
        while let (field, value) = try message.next() {
            if field == 1, case .bytes(let range) = value { name = text(range) }
        }
        return name
    }

    private mutating func node(in range: Range<Int>, depth: Int) throws(WeightsError) -> ONNXGraph.Node {
        var message = ProtocolBuffer(bytes, in: range)
        var node = ONNXGraph.Node()
        while let (field, value) = try message.next() {
            guard case .bytes(let range) = value else { continue }
            switch field {
            case 1: node.inputs.append(text(range))
            case 2: node.outputs.append(text(range))
            case 3: node.name = text(range)
            case 4: node.operation = text(range)
            case 5:
                let (name, attribute) = try self.attribute(in: range, depth: depth)
                if let attribute { node.attributes[name] = attribute }
            case 7: node.domain = text(range)
            default: break
            }
        }
        return node
    }

    private mutating func attribute(
        in range: Range<Int>, depth: Int
    ) throws(WeightsError) -> (String, ONNXGraph.Attribute?) {
        var message = ProtocolBuffer(bytes, in: range)
        var name = ""
        var result: ONNXGraph.Attribute?
        var integers: [Int] = []
        var floats: [Float] = []
        var texts: [String] = []
        var graphs: [ONNXGraph] = []
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (1, .bytes(let range)): name = text(range)
            case (2, .fixed32(let bits)): result = .float(Float(bitPattern: bits))
            case (3, .number(let number)): result = .integer(Int(truncatingIfNeeded: number))
            case (4, .bytes(let range)): result = .text(text(range))
            case (5, .bytes(let range)): result = .constant(try constant(in: range).1)
            case (6, .bytes(let range)), (11, .bytes(let range)): graphs.append(try graph(in: range, depth: depth + 1))
            case (7, .fixed32(let bits)): floats.append(Float(bitPattern: bits))
            case (7, .bytes(let range)): floats += Self.floats(bytes[range])
            case (8, .number(let number)): integers.append(Int(truncatingIfNeeded: number))
            case (8, .bytes(let range)): integers += try ProtocolBuffer.packed(bytes, in: range)
            case (9, .bytes(let range)): texts.append(text(range))
            default: break
            }
        }
        if !graphs.isEmpty { result = .graphs(graphs) }
        if !texts.isEmpty { result = .texts(texts) }
        if !integers.isEmpty { result = .integers(integers) }
        if !floats.isEmpty { result = .floats(floats) }
        return (name, result)
    }

    private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 4).map { index in
                Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
            }
        }
    }

    // MARK: Tensors

    /// The fields of a TensorProto.
    private struct Fields {
        var name = ""
        var shape: [Int] = []
        var type = 0
        var raw: Range<Int>?
        var floats: [Double] = []
        var integers: [Int] = []
        var external: [String: String] = [:]
        var isExternal = false
    }

    private mutating func constant(in range: Range<Int>) throws(WeightsError) -> (String, ONNXGraph.Constant) {
        let fields = try self.fields(in: range)
        guard fields.name.unicodeScalars.allSatisfy(SafeText.isPrintable) else {
            throw .controlCharacters(name: fields.name)
        }
        var count = 1
        for size in fields.shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else {
                throw .tensor(name: fields.name, "its shape has more elements than can be counted")
            }
            count = product
        }
        let integerWidths = [6: 4, 7: 8]
        if let width = integerWidths[fields.type] {
            let integers: [Int]
            if fields.isExternal {
                let (file, range) = try external(fields, size: width)
                integers = try Self.integers(fields, file, range, width: width, count: count)
            } else if let raw = fields.raw {
                integers = try Self.integers(fields, bytes, raw, width: width, count: count)
            } else {
                integers = fields.integers
            }
            guard integers.count == count else { throw Self.mismatch(fields, integers.count) }
            return (fields.name, .integers(integers, shape: fields.shape))
        }
        return (fields.name, .tensor(try tensor(fields, count: count)))
    }

    private static func mismatch(_ fields: Fields, _ found: Int) -> WeightsError {
        .tensor(name: fields.name, "its shape \(fields.shape) does not have the \(found) elements that stand there")
    }

    private static func integers(
        _ fields: Fields, _ bytes: [UInt8], _ raw: Range<Int>, width: Int, count: Int
    ) throws(WeightsError) -> [Int] {
        guard raw.count / width == count, raw.count % width == 0 else { throw mismatch(fields, raw.count / width) }
        return bytes.withUnsafeBytes { bytes in
            (0..<count).map { index in
                let offset = raw.lowerBound + index * width
                return width == 4
                    ? Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)))
                    : Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)))
            }
        }
    }

    private mutating func tensor(_ fields: Fields, count: Int) throws(WeightsError) -> Tensor {
        let types: [Int: ElementType] = [
            1: .f32, 2: .u8, 3: .i8, 4: .u16, 5: .i16, 9: .bool, 10: .f16, 11: .f64, 12: .u32, 13: .u64, 14: .c64,
            16: .bf16,
        ]
        guard let type = types[fields.type] else {
            // Texts and types of later versions: they have no numbers that a network could take.
            return Tensor(name: fields.name, type: .bool, shape: [0], range: 0..<0, file: [])
        }
        if fields.isExternal {
            let (file, range) = try external(fields, size: type.bits / 8)
            return Tensor(name: fields.name, type: type, shape: fields.shape, range: range, file: file)
        }
        if let raw = fields.raw {
            guard fields.shape.count <= 8, type.bits(in: fields.shape) == 8 * raw.count else {
                throw Self.mismatch(fields, 8 * raw.count / type.bits)
            }
            return Tensor(name: fields.name, type: type, shape: fields.shape, range: raw, file: bytes)
        }
        let half = type == .f16 || type == .bf16
        let values = half ? try Self.halves(fields.integers, type) : fields.floats
        guard type.isRead else { return Tensor(name: fields.name, type: type, shape: [0], range: 0..<0, file: []) }
        guard values.count == count else { throw Self.mismatch(fields, values.count) }
        return Tensor(name: fields.name, type: type, shape: fields.shape, computed: values)
    }

    /// 16-bit numbers, each as the integer of its bits.
    private static func halves(_ bits: [Int], _ type: ElementType) throws(WeightsError) -> [Double] {
        var bytes: [UInt8] = []
        for bits in bits { bytes.append(littleEndian: UInt16(truncatingIfNeeded: bits)) }
        return try Tensor(name: "", type: type, shape: [bits.count], range: 0..<bytes.count, file: bytes).values()
    }

    /// Elements in a file beside the model, which may be no other folder's.
    private mutating func external(_ fields: Fields, size: Int) throws(WeightsError) -> ([UInt8], Range<Int>) {
        guard let location = fields.external["location"], !location.contains("/"), !location.contains("\\"),
            location != "..", !location.isEmpty
        else { throw .tensor(name: fields.name, "its elements should stand in a file beside the model") }
        guard let file = siblings[location] ?? sibling(location) else {
            throw .tensor(
                name: fields.name,
                "its elements stand in the file \(WeightsError.quoted(location)), which is not beside the model")
        }
        siblings[location] = file
        let start = Int(fields.external["offset"] ?? "0") ?? -1
        let (length, overflow) = fields.shape.reduce(1, *).multipliedReportingOverflow(by: size)
        guard !overflow, start >= 0, start <= file.count, length <= file.count - start,
            fields.external["length"].map({ Int($0) == length }) ?? true
        else {
            throw .tensor(
                name: fields.name,
                "its elements are not all in the file \(WeightsError.quoted(location)) beside the model")
        }
        return (file, start..<start + length)
    }

    private func fields(in range: Range<Int>) throws(WeightsError) -> Fields {
        var message = ProtocolBuffer(bytes, in: range)
        var fields = Fields()
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (1, .number(let size)): fields.shape.append(Int(truncatingIfNeeded: size))
            case (1, .bytes(let range)): fields.shape += try ProtocolBuffer.packed(bytes, in: range)
            case (2, .number(let type)): fields.type = Int(clamping: type)
            case (4, .fixed32(let bits)): fields.floats.append(Double(Float(bitPattern: bits)))
            case (4, .bytes(let range)): fields.floats += Self.floats(bytes[range]).map(Double.init)
            case (5, .number(let number)), (7, .number(let number)):
                fields.integers.append(Int(truncatingIfNeeded: number))
            case (5, .bytes(let range)), (7, .bytes(let range)):
                fields.integers += try ProtocolBuffer.packed(bytes, in: range)
            case (8, .bytes(let range)): fields.name = text(range)
            case (9, .bytes(let range)): fields.raw = range
            case (10, .number(let bits)): fields.floats.append(Double(bitPattern: bits))
            case (10, .bytes(let range)): fields.floats += Self.doubles(bytes[range])
            case (13, .bytes(let range)):
                let (key, value) = try pair(in: range)
                fields.external[key] = value
            case (14, .number(let location)): fields.isExternal = location == 1
            default: break
            }
        }
        return fields
    }

    private static func doubles(_ bytes: ArraySlice<UInt8>) -> [Double] {
        bytes.withUnsafeBytes { bytes in
            (0..<bytes.count / 8).map { index in
                Double(
                    bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)))
            }
        }
    }

    /// A key and its value.
    private func pair(in range: Range<Int>) throws(WeightsError) -> (String, String) {
        var message = ProtocolBuffer(bytes, in: range)
        var pair = ["", ""]
        while let (field, value) = try message.next() {
            if (1...2).contains(field), case .bytes(let range) = value { pair[field - 1] = text(range) }
        }
        return (pair[0], pair[1])
    }
}

/// Flax' `serialization.to_bytes`: nested maps in MessagePack, whose arrays are extensions of type 1 that hold a list of
/// shape, numpy's name of the element type, and bytes.
///
/// Arrays over 2³⁰ bytes, which Flax cuts into chunks, are over the size of files that are read. Names are the ways
/// through the maps, joined by dots. Source: the MessagePack specification; flax.serialization.
struct FlaxMessagePack {
    private let bytes: [UInt8]
    private var position = 0
    private var tensors: [Tensor] = []
    private var unread: [String] = []
    private var names = TensorNames()

    private static let deepest = 64

    static func read(_ bytes: [UInt8]) throws(WeightsError) -> TensorFile {
        var reader = FlaxMessagePack(bytes)
        try reader.value(at: [], depth: 0)
        guard reader.position == bytes.count else { throw reader.fault("nothing should follow the first value") }
        return TensorFile(tensors: reader.tensors, unread: reader.unread)
    }

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ what: String) -> WeightsError { .malformed(.msgpack, offset: position, what) }

    private mutating func byte() throws(WeightsError) -> UInt8 {
        guard position < bytes.count else { throw fault("the file is cut short") }
        defer { position += 1 }
        return bytes[position]
    }

    /// An unsigned number, highest byte first.
    private mutating func unsigned(_ width: Int) throws(WeightsError) -> Int {
        var value: UInt64 = 0
        for _ in 0..<width { value = value << 8 | UInt64(try byte()) }
        return Int(clamping: value)
    }

    private mutating func take(_ count: Int) throws(WeightsError) -> Range<Int> {
        guard count <= bytes.count - position else { throw fault("the file is cut short") }
        defer { position += count }
        return position..<position + count
    }

    /// The length of a text, or nil where none comes next; then nothing is read.
    private mutating func text() throws(WeightsError) -> String? {
        guard position < bytes.count else { throw fault("the file is cut short") }
        let count: Int
        switch bytes[position] {
        case 0xA0...0xBF: count = Int(try byte() & 0x1F)
        case 0xD9, 0xDA, 0xDB:
            let width = 1 << Int(try byte() - 0xD9)
            count = try unsigned(width)
        default: return nil
        }
        guard let text = String(validating: bytes[try take(count)], as: UTF8.self) else {
            throw fault("a text is not UTF-8")
        }
        return text
    }

    /// Reads a value of any kind; arrays of numbers in it get the name `path`, its parts joined by points.
    private mutating func value(at path: [String], depth: Int) throws(WeightsError) {
        guard depth <= Self.deepest else { throw fault("it nests deeper than \(Self.deepest) levels") }
        if try text() != nil { return }
        let kind = try byte()
        switch kind {
        case 0x00...0x7F, 0xE0...0xFF, 0xC0, 0xC2, 0xC3: return
        case 0x80...0x8F: try map(Int(kind & 0x0F), at: path, depth: depth)
        case 0xDE: try map(try unsigned(2), at: path, depth: depth)
        case 0xDF: try map(try unsigned(4), at: path, depth: depth)
        case 0x90...0x9F: try list(Int(kind & 0x0F), at: path, depth: depth)
        case 0xDC: try list(try unsigned(2), at: path, depth: depth)
        case 0xDD: try list(try unsigned(4), at: path, depth: depth)
        case 0xC4, 0xC5, 0xC6: _ = try take(try unsigned(1 << Int(kind - 0xC4)))
        case 0xCC...0xCF: _ = try take(1 << Int(kind - 0xCC))
        case 0xD0...0xD3: _ = try take(1 << Int(kind - 0xD0))
        case 0xCA: _ = try take(4)
        case 0xCB: _ = try take(8)
        case 0xD4...0xD8: try extensionType(1 << Int(kind - 0xD4), at: path)
        case 0xC7, 0xC8, 0xC9: try extensionType(try unsigned(1 << Int(kind - 0xC7)), at: path)
        default: throw fault("byte \(kind) begins no value")
        }
    }

    private mutating func map(_ count: Int, at path: [String], depth: Int) throws(WeightsError) {
        for _ in 0..<count {
            guard let key = try text() else { throw fault("a key of a map should be a text") }
            if key == "__msgpack_chunked_array__" { throw fault("arrays in chunks are not read") }
            try value(at: path + [key], depth: depth + 1)
        }
    }

    private mutating func list(_ count: Int, at path: [String], depth: Int) throws(WeightsError) {
        for index in 0..<count { try value(at: path + ["\(index)"], depth: depth + 1) }
    }

    /// Type 1 is an array, 2 a complex number, 3 numpy's scalar, which has the form of an array.
    private mutating func extensionType(_ count: Int, at parts: [String]) throws(WeightsError) {
        let type = try byte()
        let range = try take(count)
        guard type == 1 || type == 3 else { return }
        var inner = FlaxMessagePack(Array(bytes[range]))
        let (shape, dtype, data) = try inner.array()
        let start = range.lowerBound + data.lowerBound
        let path = parts.joined(separator: ".")
        try names.take(path)
        guard let element = Self.types[dtype] else {
            unread.append(WeightsError.arrayType(path, dtype).description)
            return
        }
        guard shape.count <= Tensor.highestRank, element.bits(in: shape) == 8 * data.count else {
            throw .tensor(name: path, "its shape \(shape) and type do not take the \(data.count) bytes that it has")
        }
        tensors.append(Tensor(name: path, type: element, shape: shape, range: start..<start + data.count, file: bytes))
    }

    /// The list of shape, type and bytes that an array is.
    private mutating func array() throws(WeightsError) -> ([Int], String, Range<Int>) {
        guard try byte() == 0x93 else { throw fault("an array should be a list of shape, type and bytes") }
        let head = try byte()
        guard (0x90...0x9F).contains(head) else { throw fault("a shape should be a short list") }
        var shape: [Int] = []
        for _ in 0..<Int(head & 0x0F) {
            let size = try byte()
            switch size {
            case 0x00...0x7F: shape.append(Int(size))
            case 0xCC...0xCF: shape.append(try unsigned(1 << Int(size - 0xCC)))
            default: throw fault("a size should be an unsigned number")
            }
        }
        guard let dtype = try text() else { throw fault("the type of an array should be a text") }
        let kind = try byte()
        guard (0xC4...0xC6).contains(kind) else { throw fault("the elements of an array should be bytes") }
        return (shape, dtype, try take(try unsigned(1 << Int(kind - 0xC4))))
    }

    /// numpy's names.
    private static let types: [String: ElementType] = [
        "float64": .f64, "float32": .f32, "float16": .f16, "bfloat16": .bf16, "int64": .i64, "int32": .i32,
        "int16": .i16,
        "int8": .i8, "uint64": .u64, "uint32": .u32, "uint16": .u16, "uint8": .u8, "bool": .bool, "complex64": .c64,
    ]
}

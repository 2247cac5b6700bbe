/// The fields of one message of a protocol buffer, read in order.
///
/// Source: the wire format of Protocol Buffers; groups are refused.
struct ProtocolBuffer {
    /// A field's value, before its type is known.
    enum Value {
        case number(UInt64)
        case fixed32(UInt32)
        /// A text, a message, or packed numbers: where its bytes stand.
        case bytes(Range<Int>)
    }

    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    func fault(_ what: String) -> WeightsError { .malformed(.onnx, offset: position, what) }

    /// The next field, or nil at the end.
    mutating func next() throws(WeightsError) -> (field: Int, value: Value)? {
        guard position < end else { return nil }
        let key = try varint()
        let field = Int(clamping: key >> 3)
        switch key & 7 {
        case 0: return (field, .number(try varint()))
        case 1: return (field, .number(UInt64(littleEndian: try fixed(UInt64.self))))
        case 2:
            let length = try varint()
            guard length <= UInt64(end - position) else { throw fault("a field is longer than what is left") }
            defer { position += Int(length) }
            return (field, .bytes(position..<position + Int(length)))
        case 5: return (field, .fixed32(UInt32(littleEndian: try fixed(UInt32.self))))
        default: throw fault("a field has a wire type that does not exist")
        }
    }

    mutating func varint() throws(WeightsError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard position < end else { throw fault("the file is cut short") }
            let byte = bytes[position]
            position += 1
            if shift < 64 { value |= UInt64(byte & 0x7F) << shift }
            if byte & 0x80 == 0 { return value }
        }
        throw fault("a number has more than ten bytes")
    }

    private mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws(WeightsError) -> Number {
        let width = Number.bitWidth / 8
        guard position <= end - width else { throw fault("the file is cut short") }
        defer { position += width }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Number.self) }
    }

    /// All numbers of a packed field.
    static func packed(_ bytes: [UInt8], in range: Range<Int>) throws(WeightsError) -> [Int] {
        var reader = ProtocolBuffer(bytes, in: range)
        var numbers: [Int] = []
        while reader.position < reader.end { numbers.append(Int(truncatingIfNeeded: try reader.varint())) }
        return numbers
    }
}

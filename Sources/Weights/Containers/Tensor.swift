import Scenes

/// A named array of numbers in a file of weights, decoded only when it is asked for.
public struct Tensor: Sendable {
    /// Most dimensions that are read.
    public static let highestRank = 4

    /// The name as the file gives it, or as it is renamed after reading: untrusted text.
    public let name: String
    /// What its elements are in the file; 64-bit where the array was computed.
    public let type: ElementType
    /// Sizes, outermost first; empty for a single number.
    public let shape: [Int]

    /// Where the elements stand in `file`.
    let range: Range<Int>
    let file: [UInt8]
    /// Whether the first index runs fastest, as in a Fortran-ordered numpy array.
    let firstIndexFastest: Bool
    /// Whether the most significant byte of an element stands first.
    let isBigEndian: Bool
    /// The elements of an array that does not stand in the file as bytes; nil for one that does.
    private let computed: [Double]?

    init(
        name: String, type: ElementType, shape: [Int], range: Range<Int>, file: [UInt8],
        firstIndexFastest: Bool = false,
        isBigEndian: Bool = false
    ) {
        self.name = name
        self.type = type
        self.shape = shape
        self.range = range
        self.file = file
        self.firstIndexFastest = firstIndexFastest
        self.isBigEndian = isBigEndian
        computed = nil
    }

    /// An array that was computed, or that the file has number by number and not as bytes, in row-major order.
    init(name: String, type: ElementType = .f64, shape: [Int], computed values: [Double]) {
        precondition(values.count == shape.reduce(1, *), "an array has as many values as its shape says")
        self.name = name
        self.type = type
        self.shape = shape
        range = 0..<0
        file = []
        firstIndexFastest = false
        isBigEndian = false
        computed = values
    }

    /// The same array under another name.
    func renamed(_ name: String) -> Tensor { Tensor(self, name: name, shape: shape) }

    /// The same elements in another shape of as many.
    func reshaped(_ shape: [Int]) -> Tensor { Tensor(self, name: name, shape: shape) }

    private init(_ other: Tensor, name: String, shape: [Int]) {
        precondition(shape.reduce(1, *) == other.count, "a reshaped array has as many values as before")
        self.name = name
        type = other.type
        self.shape = shape
        range = other.range
        file = other.file
        firstIndexFastest = other.firstIndexFastest
        isBigEndian = other.isBigEndian
        computed = other.computed
    }

    /// Number of elements; readers have checked that the product fits.
    public var count: Int { shape.reduce(1, *) }

    /// The elements in row-major order, each exactly as stored.
    ///
    /// Throws where the elements are not floating-point numbers of 16, 32 or 64 bits.
    public func values() throws(WeightsError) -> [Double] {
        if let computed { return computed }
        guard let decode = type.decoder else {
            throw .elementType(tensor: name, type: type.rawValue)
        }
        let width = type.bits / 8
        let start = range.lowerBound
        let stored =
            isBigEndian
            ? Self.reversed(file[range], width: width).withUnsafeBytes { bytes in
                (0..<count).map { decode(bytes, $0 * width) }
            }
            : file.withUnsafeBytes { bytes in
                (0..<count).map { decode(bytes, start + $0 * width) }
            }
        return firstIndexFastest ? rowMajor(stored) : stored
    }

    /// The bytes of every element in the opposite order.
    private static func reversed(_ bytes: ArraySlice<UInt8>, width: Int) -> [UInt8] {
        var result = Array(bytes)
        for start in stride(from: 0, to: result.count, by: width) { result[start..<start + width].reverse() }
        return result
    }

    private func rowMajor(_ stored: [Double]) -> [Double] {
        guard shape.count > 1 else { return stored }
        var strides: [Int] = []
        var stride = 1
        for size in shape {
            strides.append(stride)
            stride *= size
        }
        var index = [Int](repeating: 0, count: shape.count)
        return stored.indices.map { _ in
            let offset = zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }
            for axis in shape.indices.reversed() {
                index[axis] += 1
                if index[axis] < shape[axis] { break }
                index[axis] = 0
            }
            return stored[offset]
        }
    }
}

/// The element types that a safetensors header may name; raw values are the names in the file.
public enum ElementType: String, Sendable, CaseIterable {
    case bool = "BOOL"
    case f4 = "F4"
    case f6e2m3 = "F6_E2M3"
    case f6e3m2 = "F6_E3M2"
    case u8 = "U8"
    case i8 = "I8"
    case f8e5m2 = "F8_E5M2"
    case f8e4m3 = "F8_E4M3"
    case f8e8m0 = "F8_E8M0"
    case i16 = "I16"
    case u16 = "U16"
    case f16 = "F16"
    case bf16 = "BF16"
    case i32 = "I32"
    case u32 = "U32"
    case f32 = "F32"
    case f64 = "F64"
    case i64 = "I64"
    case u64 = "U64"
    case c64 = "C64"

    /// Whether elements are real floating-point numbers that are read.
    var isRead: Bool { decoder != nil }

    /// Bits of one element.
    public var bits: Int {
        switch self {
        case .f4: 4
        case .f6e2m3, .f6e3m2: 6
        case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0: 8
        case .i16, .u16, .f16, .bf16: 16
        case .i32, .u32, .f32: 32
        case .f64, .i64, .u64, .c64: 64
        }
    }

    /// Bits of an array of a shape, or nil where their number or a part of the product overflows.
    func bits(in shape: [Int]) -> Int? {
        var product = 1
        for factor in shape + [bits] {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            product = next
        }
        return product
    }

    /// Reads one little-endian element at a byte offset; nil for a type that weights do not have.
    var decoder: ((UnsafeRawBufferPointer, Int) -> Double)? {
        switch self {
        case .f64:
            { Double(bitPattern: UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt64.self))) }
        case .f32:
            { Double(Float(bitPattern: UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt32.self)))) }
        case .f16:
            { Double(Float16(bitPattern: UInt16(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt16.self)))) }
        case .bf16:
            // A bfloat16 is the upper half of a Float.
            { bytes, offset in
                let half = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
                return Double(Float(bitPattern: UInt32(half) << 16))
            }
        default: nil
        }
    }
}

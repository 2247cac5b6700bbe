import Scenes

/// One numpy array: a magic number, a version, a Python dictionary that describes it, and its elements.
///
/// Source: numpy.lib.format, versions 1.0, 2.0 and 3.0.
struct NPY {
    var type: ElementType
    var shape: [Int]
    var isFortranOrdered: Bool
    var isBigEndian: Bool
    var data: Range<Int>

    static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

    /// What numpy calls the element types.
    static let types: [String: ElementType] = [
        "<f8": .f64, "<f4": .f32, "<f2": .f16, "<i8": .i64, "<i4": .i32, "<i2": .i16, "|i1": .i8, "<u8": .u64,
        "<u4": .u32, "<u2": .u16, "|u1": .u8, "|b1": .bool, "<c8": .c64,
        // numpy has no bfloat16; of ml_dtypes, jax and mlx it keeps the two bytes and loses the name.
        "<V2": .bf16, "|V2": .bf16,
    ]

    /// Element types with their most significant byte first.
    static let bigEndianTypes: [String: ElementType] = [">f8": .f64, ">f4": .f32, ">f2": .f16]

    /// Reads the array that fills `bytes[range]`.
    init(_ bytes: [UInt8], in range: Range<Int>, name: String) throws(WeightsError) {
        let start = range.lowerBound
        guard range.count >= 10, bytes[start..<start + 6].elementsEqual(Self.magic) else {
            throw .malformed(.npy, offset: start, "\(WeightsError.quoted(name)) does not begin as a numpy array does")
        }
        let isVersion1 = bytes[start + 6] == 1
        guard (1...3).contains(bytes[start + 6]) else {
            throw .malformed(.npy, offset: start + 6, "version \(bytes[start + 6]) of the format is unknown")
        }
        let headerStart = start + (isVersion1 ? 10 : 12)
        guard let length = isVersion1 ? bytes.unsigned16(at: start + 8) : bytes.unsigned32(at: start + 8),
            length <= 0xFFFF, headerStart + length <= range.upperBound
        else { throw .malformed(.npy, offset: start + 8, "the header of \(WeightsError.quoted(name)) is cut short") }

        var dictionary = PythonDictionary(bytes, in: headerStart..<headerStart + length)
        let fields = try dictionary.read()
        let bigEndian = Self.bigEndianTypes[fields.descr]
        guard let type = Self.types[fields.descr] ?? bigEndian else {
            throw .arrayType(name, fields.descr)
        }
        guard fields.shape.count <= Tensor.highestRank else {
            throw .tensor(name: name, "it has \(fields.shape.count) dimensions; at most \(Tensor.highestRank) are read")
        }
        let data = headerStart + length..<range.upperBound
        guard let bits = type.bits(in: fields.shape), bits / 8 == data.count else {
            throw .tensor(name: name, "its shape and dtype do not take the \(data.count) bytes that it has")
        }
        self.type = type
        isBigEndian = bigEndian != nil
        shape = fields.shape
        isFortranOrdered = fields.fortranOrder
        self.data = data
    }
}

/// The dictionary of a numpy header: exactly the keys descr, fortran_order and shape.
private struct PythonDictionary {
    struct Fields {
        var descr: String
        var fortranOrder: Bool
        var shape: [Int]
    }

    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes[range]
        position = range.lowerBound
    }

    mutating func read() throws(WeightsError) -> Fields {
        var descr: String?
        var order: Bool?
        var shape: [Int]?
        try expect("{")
        while !take("}") {
            let key = try text()
            try expect(":")
            switch key {
            case "descr" where descr == nil: descr = try text()
            case "fortran_order" where order == nil: order = try boolean()
            case "shape" where shape == nil: shape = try tuple()
            default: throw fault("the key \(WeightsError.quoted(key)) is unknown or stands there twice")
            }
            if !take(",") {
                try expect("}")
                break
            }
        }
        skipSpace()
        guard position == bytes.endIndex, let descr, let order, let shape else {
            throw fault("the description needs descr, fortran_order and shape, and nothing else")
        }
        return Fields(descr: descr, fortranOrder: order, shape: shape)
    }

    private func fault(_ what: String) -> WeightsError { .malformed(.npy, offset: position, what) }

    private mutating func skipSpace() {
        while position < bytes.endIndex, bytes[position] == 0x20 || bytes[position] == 0x0A { position += 1 }
    }

    private mutating func take(_ word: String) -> Bool {
        skipSpace()
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func expect(_ mark: String) throws(WeightsError) {
        guard take(mark) else { throw fault("'\(mark)' should stand here") }
    }

    private mutating func text() throws(WeightsError) -> String {
        guard let quote = ["'", "\""].first(where: { take($0) }), let mark = quote.utf8.first else {
            throw fault("a quoted string should stand here")
        }
        let start = position
        while position < bytes.endIndex, bytes[position] != mark { position += 1 }
        guard position < bytes.endIndex, let text = String(validating: bytes[start..<position], as: UTF8.self) else {
            throw fault("a quoted string has no end, or is not UTF-8 text")
        }
        position += 1
        return text
    }

    private mutating func boolean() throws(WeightsError) -> Bool {
        if take("True") { return true }
        if take("False") { return false }
        throw fault("True or False should stand here")
    }

    private mutating func tuple() throws(WeightsError) -> [Int] {
        var numbers: [Int] = []
        try expect("(")
        while !take(")") {
            numbers.append(try number())
            if !take(",") {
                try expect(")")
                break
            }
        }
        return numbers
    }

    private mutating func number() throws(WeightsError) -> Int {
        skipSpace()
        let start = position
        while position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw fault("a size should stand here, as an integer below 2^63")
        }
        return number
    }
}

import Scenes

/// A reader of RFC 8259 JSON that keeps what a decoder loses: duplicate keys, and whether a number was written as an integer.
///
/// It walks the text once and builds nothing that the caller does not ask for.
struct StrictJSON {
    private let bytes: ArraySlice<UInt8>
    /// Offset of the next byte, in the file.
    private(set) var position: Int

    /// Deepest nesting of arrays and objects that is followed.
    static let deepest = 64

    /// A reader of `bytes[range]`, which must be UTF-8.
    init(_ bytes: [UInt8], in range: Range<Int>) throws(WeightsError) {
        self.bytes = bytes[range]
        position = range.lowerBound
        guard String(validating: bytes[range], as: UTF8.self) != nil else {
            throw fault("it is not UTF-8 text")
        }
    }

    func fault(_ what: String) -> WeightsError {
        .malformed(.safetensors, offset: position, what)
    }

    private var next: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    /// Steps over one punctuation mark, with the space before it.
    mutating func expect(_ mark: Character) throws(WeightsError) {
        guard take(mark) else { throw fault("'\(mark)' should stand here, not \(found)") }
    }

    /// Steps over a punctuation mark if it comes next.
    mutating func take(_ mark: Character) -> Bool {
        skipSpace()
        guard let byte = next, byte == mark.asciiValue else { return false }
        position += 1
        return true
    }

    /// Throws unless only space is left.
    mutating func expectEnd() throws(WeightsError) {
        skipSpace()
        if next != nil { throw fault("nothing should follow the object, but \(found) does") }
    }

    private var found: String {
        guard let byte = next else { return "the end" }
        return (0x21...0x7E).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
    }

    /// Reads the members of an object; `body` is called after each key and must read its value.
    mutating func object(_ body: (inout StrictJSON, String) throws(WeightsError) -> Void) throws(WeightsError) {
        try expect("{")
        if take("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try body(&self, key)
        } while take(",")
        try expect("}")
    }

    /// Reads the elements of an array; `body` must read one.
    mutating func array(_ body: (inout StrictJSON) throws(WeightsError) -> Void) throws(WeightsError) {
        try expect("[")
        if take("]") { return }
        repeat { try body(&self) } while take(",")
        try expect("]")
    }

    /// Reads a number written as a non-negative integer below 2^63.
    mutating func unsigned(_ role: String) throws(WeightsError) -> Int {
        skipSpace()
        let start = position
        var value = 0
        while let byte = next, (0x30...0x39).contains(byte) {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Int(byte - 0x30))
            guard !overflow, !carry else { throw fault("\(role) is too large") }
            value = sum
            position += 1
        }
        let isWhole = next.map { !"+-.eE".utf8.contains($0) } ?? true
        guard position > start, isWhole, bytes[start] != 0x30 || position == start + 1 else {
            position = start
            throw fault("\(role) must be written as a non-negative integer")
        }
        return value
    }

    /// Reads a string and resolves its escapes; a lone surrogate is refused.
    mutating func string() throws(WeightsError) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case 0x22:
                // The escapes add whole scalars, so the bytes are still UTF-8.
                return String(decoding: text, as: UTF8.self)
            case 0x5C: text.append(contentsOf: try escape().utf8)
            case ..<0x20: throw fault("a control character stands unescaped in a string")
            default: text.append(byte)
            }
        }
        throw fault("a string has no end")
    }

    private mutating func escape() throws(WeightsError) -> String {
        guard let byte = next else { throw fault("a string has no end") }
        position += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: return String(Unicode.Scalar(byte))
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75: return String(try escapedScalar())
        default: throw fault("a backslash in a string has no meaning here")
        }
    }

    private mutating func escapedScalar() throws(WeightsError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        var value = first
        if (0xD800..<0xDC00).contains(first), next == 0x5C, position + 1 < bytes.endIndex, bytes[position + 1] == 0x75 {
            position += 2
            let second = try fourHexDigits()
            if (0xDC00..<0xE000).contains(second) {
                value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            }
        }
        guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair is no character") }
        return scalar
    }

    private mutating func fourHexDigits() throws(WeightsError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw fault("four hexadecimal digits should follow \\u")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// Steps over the word `null` if it comes next.
    mutating func takeNull() -> Bool {
        skipSpace()
        return takeWord("null")
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    /// Steps over any value, checking that it is one.
    mutating func skipValue(depth: Int = 1) throws(WeightsError) {
        guard depth <= Self.deepest else { throw fault("it nests deeper than \(Self.deepest) levels") }
        skipSpace()
        switch next {
        case 0x7B:
            try object { (json, _) throws(WeightsError) in try json.skipValue(depth: depth + 1) }
        case 0x5B:
            try array { (json) throws(WeightsError) in try json.skipValue(depth: depth + 1) }
        case 0x22: _ = try string()
        default:
            if takeWord("true") || takeWord("false") || takeWord("null") { return }
            try skipNumber()
        }
    }

    private mutating func skipNumber() throws(WeightsError) {
        if next == 0x2D { position += 1 }
        let start = position
        guard skipDigits() > 0 else { throw fault("a value should stand here, not \(found)") }
        guard bytes[start] != 0x30 || position == start + 1 else { throw fault("a number has a leading zero") }
        if next == 0x2E {
            position += 1
            guard skipDigits() > 0 else { throw fault("a number has no digits after its point") }
        }
        if next == 0x65 || next == 0x45 {
            position += 1
            if next == 0x2B || next == 0x2D { position += 1 }
            guard skipDigits() > 0 else { throw fault("a number has no digits in its exponent") }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        return position - start
    }
}

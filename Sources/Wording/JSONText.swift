/// Writes JSON piece by piece into a stream, so that a long trace never stands in memory as text.
public struct JSONText {
    private var text = ASCIIText()
    private let sink: (String) -> Void
    /// Whether the next element of the innermost object or array needs a comma before it.
    private var needsComma = false

    /// - Parameter sink: gets the text in pieces of some thousand characters, the last one at `end()`.
    public init(_ sink: @escaping (String) -> Void) { self.sink = sink }

    /// An object; `members` writes each member by `key` and a value, or by `member`.
    public mutating func object(_ members: (inout JSONText) -> Void) {
        enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    /// An array; `elements` writes one value after another.
    public mutating func array(_ elements: (inout JSONText) -> Void) {
        enclosed(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// `"name": `, to be followed by a value.
    public mutating func key(_ name: String) {
        string(name)
        text.write(": ")
        needsComma = false
    }

    /// A number, `true`: text that is JSON already.
    public mutating func token(_ json: String) {
        separate()
        text.write(json)
        needsComma = true
    }

    /// A text, in quotes and escaped.
    public mutating func string(_ value: String) {
        separate()
        if JSONToken.isPlain(value) {
            text.bytes.append(UInt8(ascii: "\""))
            text.write(value)
            text.bytes.append(UInt8(ascii: "\""))
        } else {
            text.write(JSONToken.string(value))
        }
        needsComma = true
    }

    /// As `JSONToken.number` writes it.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return token(JSONToken.number(value)) }
        separate()
        value.write(to: &text)
        needsComma = true
    }

    /// An integer in decimal digits.
    public mutating func number(_ value: Int) { token(String(value)) }

    /// `"name": json`, with text that is JSON already.
    public mutating func member(_ name: String, _ json: String) {
        key(name)
        token(json)
    }

    /// Ends the text with its line.
    public mutating func end() {
        text.write("\n")
        flush()
    }

    @inline(__always)
    private mutating func enclosed(_ open: UInt8, _ close: UInt8, _ body: (inout JSONText) -> Void) {
        separate()
        text.bytes.append(open)
        needsComma = false
        body(&self)
        text.bytes.append(close)
        needsComma = true
        if text.bytes.count > 1 << 15 { flush() }
    }

    @inline(__always)
    private mutating func separate() {
        guard needsComma else { return }
        text.bytes.append(UInt8(ascii: ","))
        text.bytes.append(UInt8(ascii: " "))
    }

    private mutating func flush() {
        sink(String(decoding: text.bytes, as: UTF8.self))
        text.bytes.removeAll(keepingCapacity: true)
    }
}

/// Text as bytes, to which numbers are written without a string for each.
private struct ASCIIText: TextOutputStream {
    var bytes: [UInt8] = []

    mutating func write(_ string: String) {
        var string = string
        string.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// What the standard library calls with a number's digits, where a stream has it, in place of `write`.
    mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: buffer) }
}

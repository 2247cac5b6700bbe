import ExactMath

/// Writes JSON piece by piece into a stream, so that a long trace never stands in memory as text.
public struct JSONText<Target: TextOutputStream> {
    private var target: Target
    /// Whether the next element of the innermost object or array needs a comma before it.
    private var needsComma = false

    public init(_ target: Target) { self.target = target }

    /// What was written to, after the last piece.
    public var output: Target { target }

    public mutating func object(_ members: (inout JSONText) -> Void) { enclosed("{", "}", members) }

    public mutating func array(_ elements: (inout JSONText) -> Void) { enclosed("[", "]", elements) }

    /// `"name": `, to be followed by a value.
    public mutating func key(_ name: String) {
        separate()
        target.write(JSONToken.string(name))
        target.write(": ")
        needsComma = false
    }

    /// A number, a string, `true`: text that is JSON already.
    public mutating func token(_ json: String) {
        separate()
        target.write(json)
        needsComma = true
    }

    public mutating func member(_ name: String, _ json: String) {
        key(name)
        token(json)
    }

    /// A line break where it separates nothing but makes the text easier to read.
    public mutating func lineBreak() { target.write(needsComma ? "" : "\n") }

    public mutating func end() { target.write("\n") }

    private mutating func enclosed(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
        separate()
        target.write(open)
        needsComma = false
        body(&self)
        target.write(close)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { target.write(", ") }
    }
}

/// Values as JSON text.
public enum JSONToken {
    /// A string in quotes, with everything escaped that JSON or a terminal could trip over.
    public static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// The fewest digits that read back to the same double; `"nan"`, `"inf"`, `"-inf"` as strings.
    public static func number(_ value: Double) -> String {
        value.isFinite ? value.description : string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
    }

    /// A double as a number; an exact number as a string, a fraction in lowest terms.
    public static func number<S: Scalar>(_ value: S) -> String {
        if let double = value as? Double { return number(double) }
        return string(value.description)
    }
}

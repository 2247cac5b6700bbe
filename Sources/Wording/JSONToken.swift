/// Values as JSON text.
public enum JSONToken {
    /// A string in quotes, with everything escaped that JSON or a terminal could trip over.
    public static func string(_ text: String) -> String {
        if isPlain(text) { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where !SafeText.isPrintable(scalar):
                for unit in String(scalar).utf16 { result += "\\u" + SafeText.hexadecimal(UInt32(unit), digits: 4) }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Whether a string stands in JSON as it is.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }

    /// The fewest digits that read back to the same double; `"nan"`, `"inf"`, `"-inf"` as strings.
    public static func number(_ value: Double) -> String {
        value.isFinite ? value.description : string(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
    }
}

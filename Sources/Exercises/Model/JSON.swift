/// A JSON value whose objects keep the order of their keys.
public indirect enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case unsigned(UInt64)
    /// The shortest text that reads back to the same double.
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    public struct Member: Sendable, Equatable {
        public var key: String
        public var value: JSON

        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    public static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member($0.key, $0.value) })
    }

    /// One line; `indent` spreads objects, and arrays of objects, over lines.
    public func text(indent: Int? = nil) -> String {
        var result = ""
        write(into: &result, indent: indent, depth: 0)
        return result
    }

    private func write(into text: inout String, indent: Int?, depth: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += "\(number)"
        case .unsigned(let number): text += "\(number)"
        case .number(let number):
            // A whole number is written as one: 3, not 3.0.
            if number == number.rounded(), number.magnitude < 1e15 {
                text += "\(Int(number))"
            } else {
                text += number.isFinite ? "\(number)" : "\"\(number)\""
            }
        case .string(let string): JSON.quote(string, into: &text)
        case .array(let items):
            let spread = items.contains { if case .object = $0 { true } else { false } }
            JSON.writeList(items, "[", "]", into: &text, indent: spread ? indent : nil, depth: depth) {
                $0.write(into: &$1, indent: indent, depth: depth + 1)
            }
        case .object(let members):
            JSON.writeList(members, "{", "}", into: &text, indent: indent, depth: depth) { member, text in
                JSON.quote(member.key, into: &text)
                text += ": "
                member.value.write(into: &text, indent: indent, depth: depth + 1)
            }
        }
    }

    private static func writeList<Item>(
        _ items: [Item], _ open: String, _ close: String, into text: inout String, indent: Int?, depth: Int,
        _ write: (Item, inout String) -> Void
    ) {
        text += open
        for (place, item) in items.enumerated() {
            if place > 0 { text += indent == nil ? ", " : "," }
            if let indent { text += "\n" + String(repeating: " ", count: indent * (depth + 1)) }
            write(item, &text)
        }
        if let indent, !items.isEmpty { text += "\n" + String(repeating: " ", count: indent * depth) }
        text += close
    }

    /// The string in quotes, with every control character escaped.
    private static func quote(_ string: String, into text: inout String) {
        text += "\""
        defer { text += "\"" }
        if string.utf8.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\r": text += "\\r"
            default:
                if scalar.isControl {
                    text +=
                        "\\u" + String(repeating: "0", count: max(0, 4 - String(scalar.value, radix: 16).count))
                        + String(scalar.value, radix: 16)
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether a terminal might obey it instead of showing it: C0, DEL, C1, and the marks that turn the direction of text.
    var isControl: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: true
        default: false
        }
    }
}

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

    /// One key of an object and what stands there.
    public struct Member: Sendable, Equatable {
        /// As it is meant; quotes and escapes come when it is written.
        public var key: String
        /// What stands behind the key.
        public var value: JSON

        /// A member to be put among others; an object keeps their order.
        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object written as a literal, in that order: `.object(["at": .integer(3)])`.
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
                text += JSONToken.number(number)
            }
        case .string(let string): text += JSONToken.string(string)
        case .array(let items):
            let spread = items.contains { if case .object = $0 { true } else { false } }
            JSON.writeList(items, "[", "]", into: &text, indent: spread ? indent : nil, depth: depth) {
                $0.write(into: &$1, indent: indent, depth: depth + 1)
            }
        case .object(let members):
            JSON.writeList(members, "{", "}", into: &text, indent: indent, depth: depth) { member, text in
                text += JSONToken.string(member.key) + ": "
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
}

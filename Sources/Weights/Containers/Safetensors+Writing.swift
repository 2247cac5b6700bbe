extension Safetensors {
    /// A safetensors file of 64-bit arrays, in the order given; `metadata` stands first in its header, sorted by key.
    static func write(_ arrays: [NamedArray], metadata: [String: String]) -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)):\(quoted($0.value))" }
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var end = 0
        for array in arrays {
            let begin = end
            end += 8 * array.values.count
            let shape = array.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(quoted(array.name)):{\"dtype\":\"F64\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}")
        }
        var header = Array("{\(members.joined(separator: ","))}".utf8)
        // Spaces up to a multiple of eight: readers that map the file then find aligned numbers.
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)

        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + header.count + end)
        bytes.append(littleEndian: UInt64(header.count))
        bytes += header
        for array in arrays { bytes += array.littleEndianBytes }
        return bytes
    }

    /// A JSON string literal.
    static func quoted(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case ..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}

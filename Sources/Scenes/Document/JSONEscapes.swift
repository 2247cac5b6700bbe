/// What JSON writes and YAML does not know: characters beyond U+FFFF as two escapes, `\ud83d\ude00`.
enum JSONEscapes {
    /// The text with every such pair as the one escape that YAML has for it, `\U0001F600`; a text that is no JSON stays.
    static func joined(_ bytes: [UInt8]) -> [UInt8] {
        let isJSON = bytes.first { !" \n\r\t".utf8.contains($0) } == UInt8(ascii: "{")
        guard isJSON, bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            guard bytes[i] == UInt8(ascii: "\\") else {
                result.append(bytes[i])
                i += 1
                continue
            }
            if let high = unit(bytes, at: i), 0xD800..<0xDC00 ~= high, let low = unit(bytes, at: i + 6),
                0xDC00..<0xE000 ~= low
            {
                let digits = String(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), radix: 16, uppercase: true)
                result += Array(("\\U" + String(repeating: "0", count: 8 - digits.count) + digits).utf8)
                i += 12
            } else {
                // An escaped backslash is one escape, so that what follows it is none.
                result += bytes[i..<min(i + 2, bytes.count)]
                i += 2
            }
        }
        return result
    }

    /// The number of `\uXXXX` at a place; nil where there is no such escape.
    private static func unit(_ bytes: [UInt8], at i: Int) -> Int? {
        guard i + 6 <= bytes.count, bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return Int(String(decoding: bytes[i + 2..<i + 6], as: UTF8.self), radix: 16)
    }
}

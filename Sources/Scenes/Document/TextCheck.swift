import Wording

/// What every text file must be before anything is read from it.
enum TextCheck {
    /// Refuses bytes that are not UTF-8 and control characters other than tab and line ends, with their place.
    static func check(_ bytes: [UInt8]) throws(Misfit) {
        if let bad = firstBad(in: bytes) {
            throw Misfit(bad.control.map(Fact.controlCharacter) ?? .notUTF8, location(of: bad.offset, in: bytes))
        }
    }

    /// The byte where a character starts that a text must not have, and that character if it is one.
    private static func firstBad(in bytes: [UInt8]) -> (offset: Int, control: UInt32?)? {
        bytes.withUnsafeBufferPointer { bytes in
            var i = 0
            while i < bytes.count {
                let byte = bytes[i]
                if byte < 0x80 {
                    if (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F {
                        return (i, UInt32(byte))
                    }
                    i += 1
                    continue
                }
                guard let (scalar, length) = decode(bytes, at: i) else { return (i, nil) }
                // C1 controls are escapes to some terminals; a byte order mark may only start a file.
                if scalar < 0xA0 || scalar == 0xFEFF || scalar == 0xFFFE || scalar == 0xFFFF { return (i, scalar) }
                i += length
            }
            return nil
        }
    }

    /// The character that starts at `i` and its number of bytes; nil where no UTF-8 character starts.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> (scalar: UInt32, length: Int)? {
        let length: Int
        var scalar: UInt32
        let smallest: UInt32
        switch bytes[i] {
        case 0xC2...0xDF: (length, scalar, smallest) = (2, UInt32(bytes[i] & 0x1F), 0x80)
        case 0xE0...0xEF: (length, scalar, smallest) = (3, UInt32(bytes[i] & 0x0F), 0x800)
        case 0xF0...0xF4: (length, scalar, smallest) = (4, UInt32(bytes[i] & 0x07), 0x10000)
        default: return nil
        }
        guard i + length <= bytes.count else { return nil }
        for k in 1..<length {
            guard bytes[i + k] & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(bytes[i + k] & 0x3F)
        }
        guard scalar >= smallest, Unicode.Scalar(scalar) != nil else { return nil }
        return (scalar, length)
    }

    /// Line and column of a byte; columns count characters.
    private static func location(of offset: Int, in bytes: [UInt8]) -> TextLocation {
        var location = TextLocation.start
        for byte in bytes[..<offset] {
            if byte == 0x0A {
                location.line += 1
                location.column = 1
            } else if byte & 0xC0 != 0x80 {
                location.column += 1
            }
        }
        return location
    }
}

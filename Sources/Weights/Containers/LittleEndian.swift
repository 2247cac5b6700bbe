import Scenes

extension Array<UInt8> {
    /// The unsigned 16-bit number at a byte offset, lowest byte first; nil where the array ends before.
    func unsigned16(at offset: Int) -> Int? { unsigned(at: offset, bytes: 2) }

    /// The unsigned 32-bit number at a byte offset, lowest byte first; nil where the array ends before.
    func unsigned32(at offset: Int) -> Int? { unsigned(at: offset, bytes: 4) }

    private func unsigned(at offset: Int, bytes width: Int) -> Int? {
        guard offset >= 0, offset <= count - width else { return nil }
        return self[offset..<offset + width].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Appends the lowest bytes of a number, lowest first.
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        for shift in 0..<Number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
    }
}

/// How the bytes of a terminal become characters.
public struct CharacterReader: Sendable {
    /// What some bytes begin with.
    public enum Reading: Hashable, Sendable {
        case scalar(Unicode.Scalar, length: Int)
        case incomplete
        /// No character; so many bytes are left out.
        case invalid(length: Int)
    }

    private let read: @Sendable (ArraySlice<UInt8>) -> Reading

    /// - Parameter read: what some bytes, at least one, begin with, in the locale's character set.
    public init(_ read: @escaping @Sendable (ArraySlice<UInt8>) -> Reading) { self.read = read }

    func callAsFunction(_ bytes: ArraySlice<UInt8>) -> Reading { read(bytes) }

    /// UTF-8. Where a continuation is missing one byte is left out; a sequence that Unicode forbids is left out whole.
    public static let utf8 = CharacterReader { bytes in
        let length = length(bytes.first ?? 0)
        let present = bytes.prefix(length)
        if present.dropFirst().contains(where: { $0 & 0xC0 != 0x80 }) { return .invalid(length: 1) }
        guard present.count == length else { return .incomplete }
        guard let text = String(validating: present, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return .invalid(length: length)
        }
        return .scalar(scalar, length: length)
    }

    /// How many bytes a character has by its first.
    static func length(_ first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }
}

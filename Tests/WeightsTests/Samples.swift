import Foundation

/// The files that the tests read.
enum Samples {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data")

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    /// An archive whose one member is `a.npy` with these bytes, however wrong they are; the checksum is right.
    static func npz(_ array: [UInt8]) -> [UInt8] {
        func number(_ value: UInt32, bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let checksum = ~array.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        let size = number(UInt32(array.count), bytes: 4)
        let common = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0] + number(checksum, bytes: 4) + size + size + [5, 0, 0, 0]
        let name = Array("a.npy".utf8)
        let member = [0x50, 0x4B, 3, 4] + common + name + array
        let entry = [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 14) + name
        let end = [0x50, 0x4B, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0] + number(UInt32(entry.count), bytes: 4)
        return member + entry + end + number(UInt32(member.count), bytes: 4) + [0, 0]
    }

    /// A safetensors file of a header and data bytes.
    static func safetensors(_ header: String, data: [UInt8] = []) -> [UInt8] {
        let length = UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
    }
}

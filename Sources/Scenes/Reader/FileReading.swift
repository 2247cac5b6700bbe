import Foundation
import Wording

/// Why a file's bytes were not had.
public enum ReadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system refuses (exit status 66).
    case unreadable(file: String, reason: String)
    /// It has more bytes than such a file can need (65).
    case tooLarge(file: String, limit: Int)
    /// It is no text (65).
    case notText(file: String)

    /// Whether the file could be read, and what is in it is wrong.
    public var isContent: Bool {
        if case .unreadable = self { false } else { true }
    }

    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(Self.name(file)) cannot be read: \(reason)"
        case .tooLarge(let file, let limit): "\(Self.name(file)):1:1: the file has more than \(limit) bytes"
        case .notText(let file): "\(Self.name(file)):1:1: the file is not UTF-8 text"
        }
    }

    private static func name(_ file: String) -> String { SafeText.writtenOut(file, limit: 1_000) }
}

/// Reads whole files that end: neither an endless one nor one that grows takes more memory than its limit.
public enum FileReading {
    /// The most bytes of a script of words or keys.
    public static let script = 4 << 20

    /// Every byte of a file; throws where it cannot be read, or has more than `limit` bytes.
    public static func bytes(of path: String, limit: Int) throws(ReadError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: path, reason: lastReason) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: path, reason: lastReason) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw .tooLarge(file: path, limit: limit)
    }

    /// A whole file as text; throws as `bytes` does, and `notText` where the bytes are no UTF-8.
    public static func text(of path: String, limit: Int) throws(ReadError) -> String {
        guard let text = String(validating: try bytes(of: path, limit: limit), as: UTF8.self) else {
            throw .notText(file: path)
        }
        return text
    }

    private static var lastReason: String { String(cString: strerror(errno)).lowercased() }
}

import Foundation
import Scenes

/// Files of weights on disk.
public enum WeightsFile {
    /// All bytes of a file, or of standard input for `-`; one byte more than is allowed ends the reading.
    public static func bytes(of path: String, limit: Int = TensorFile.largestFile) throws(SceneLookupError) -> [UInt8] {
        do {
            let handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            while bytes.count <= limit, let chunk = try handle.read(upToCount: min(1 << 20, limit + 1 - bytes.count)),
                !chunk.isEmpty
            {
                bytes += chunk
            }
            return bytes
        } catch {
            throw .unreadable(file: path, reason: SystemError.reason(of: error))
        }
    }
}

extension WeightsError {
    /// The sentence, with the file's own name in the line that converts it where a shell takes that name as it is.
    public func sentence(about file: String) -> String {
        guard case .foreign = self, !file.isEmpty, !file.hasPrefix("-"), file.utf8.allSatisfy(Self.isShellSafe) else {
            return description
        }
        return description.replacing("FILE", with: file)
    }

    private static func isShellSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// The place in the file, from 1, that the error is about; the first where it is about the whole file.
    public var column: Int {
        if case .malformed(_, let offset, _) = self { offset + 1 } else { 1 }
    }

    /// Whether the error is about a flag and not about the file.
    public var isMisuse: Bool {
        if case .option = self { true } else { false }
    }
}

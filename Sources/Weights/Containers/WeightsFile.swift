import Foundation
import Scenes
import Wording

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

extension WeightsFile {
    /// Reads a file of weights, with what stands beside it where it says so.
    public static func tensors(of path: String) throws -> TensorFile {
        let folder =
            path.contains("/")
            ? path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/" : ""
        return try TensorFile(bytes(of: path)) { name in path == "-" ? nil : try? bytes(of: folder + name) }
    }
}

extension WeightsError {
    /// The sentence, with the file's own name in the command that converts it where the name is plain text.
    public func sentence(about file: String) -> String {
        guard case .foreign(let format) = self, !file.isEmpty, !file.hasPrefix("-"),
            file.unicodeScalars.allSatisfy(SafeText.isPrintable)
        else { return description }
        return format.sentence(about: file)
    }

    /// The place in the file, from 1, that the error is about; the first where it is about the whole file.
    public var column: Int {
        if case .malformed(_, let offset, _) = self { offset + 1 } else { 1 }
    }

    /// Whether the error is about a flag and not about the file.
    public var isMisuse: Bool {
        switch self {
        case .option, .severalOrders, .severalMatrices: true
        default: false
        }
    }
}

extension ForeignFormat {
    /// What the file is, and on a line of its own the command that converts it, or why there is none.
    func sentence(about file: String) -> String {
        if let refusal { return "this is \(name): \(refusal)" }
        guard let program else { return "this is \(name)" }
        return "this is \(name); the next line writes its arrays to \(WeightsError.plain(file)).npz, which is read\n"
            + "python3 -c '\(program)' \(Self.argument(file))"
    }

    /// A file's name as a shell takes it literally.
    private static func argument(_ file: String) -> String {
        let safe = file.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        return safe ? file : "'\(file.replacing("'", with: #"'\''"#))'"
    }
}

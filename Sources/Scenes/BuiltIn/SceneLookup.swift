import Foundation
import Wording

/// A scene, and where it came from.
public struct LoadedScene: Sendable {
    /// The file's name, `-` for standard input, or the built-in scene's name.
    public var name: String
    /// What `bytes` say, read and checked.
    public var scene: Scene
    /// The text that it was read from.
    public var bytes: [UInt8]
    /// Whether it is one of the built-in scenes, so that it has no file to be written back to.
    public var isBuiltIn: Bool
}

/// Why there is no scene.
public enum SceneLookupError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's content is wrong (exit status 65).
    case content(SceneError)
    /// The file is there but cannot be read (66).
    case unreadable(file: String, reason: String)
    /// Neither a file nor a built-in scene (66).
    case unknown(String, nearest: String?)

    /// The whole message, in one line.
    public var description: String {
        switch self {
        case .content(let error): error.description
        case .unreadable(let file, let reason): "\(SafeText.writtenOut(file, limit: 1_000)) cannot be read: \(reason)"
        case .unknown(let name, let nearest):
            "there is no file and no built-in scene called \(Words.quote(name)); "
                + (nearest.map { "did you mean \(Words.quote($0))?" } ?? "unfold scenes lists the built-in scenes")
        }
    }
}

/// Finds the scene that a command's argument means.
public enum SceneLookup {
    /// Reads a file, standard input (`-`) or a built-in scene; a file beats a built-in scene of the same name.
    public static func scene(_ argument: String) throws(SceneLookupError) -> LoadedScene {
        if argument == "-" { return try read(bytes(of: .standardInput, file: "-"), name: "-") }
        if FileManager.default.fileExists(atPath: argument) {
            let handle: FileHandle
            do {
                handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: argument))
            } catch {
                throw .unreadable(file: argument, reason: SystemError.reason(of: error))
            }
            return try read(bytes(of: handle, file: argument), name: argument)
        }
        if let builtIn = BuiltInScenes.named(argument) {
            return try read(builtIn.bytes, name: builtIn.name, isBuiltIn: true)
        }
        throw .unknown(argument, nearest: Spelling.nearest(to: argument, among: BuiltInScenes.all.map(\.name)))
    }

    private static func read(
        _ bytes: [UInt8], name: String, isBuiltIn: Bool = false
    ) throws(SceneLookupError) -> LoadedScene {
        do {
            return LoadedScene(
                name: name, scene: try Scene(bytes: bytes, file: name), bytes: bytes, isBuiltIn: isBuiltIn)
        } catch {
            throw .content(error)
        }
    }

    /// All bytes up to one more than a scene may have, so that an endless file ends in an error.
    private static func bytes(of handle: FileHandle, file: String) throws(SceneLookupError) -> [UInt8] {
        var bytes: [UInt8] = []
        let limit = DocumentLimits().bytes + 1
        do {
            while bytes.count < limit, let chunk = try handle.read(upToCount: min(1 << 20, limit - bytes.count)),
                !chunk.isEmpty
            {
                bytes += chunk
            }
        } catch {
            throw .unreadable(file: file, reason: SystemError.reason(of: error))
        }
        return bytes
    }
}

import Foundation
import Wording

/// A file that could not be written, and why.
public struct WriteError: Error, Sendable, Equatable, CustomStringConvertible {
    public var file: String
    public var reason: String

    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    public var description: String { "\(SafeText.writtenOut(file, limit: 1_000)) cannot be written: \(reason)" }
}

/// Writes files so that a reader never sees half of one.
public enum FileWriting {
    /// Writes a whole file, or leaves what was there: the bytes go to a new file that then takes the name.
    ///
    /// What is no ordinary file, such as a pipe, is written to directly.
    public static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let type = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
        do {
            try Data(bytes).write(to: url, options: type == nil || type == .typeRegular ? .atomic : [])
        } catch {
            throw WriteError(file: path, reason: SystemError.reason(of: error))
        }
    }

    public static func write(_ text: String, to path: String) throws(WriteError) {
        try write(Array(text.utf8), to: path)
    }
}

/// What the system says about a file.
package enum SystemError {
    /// The system's words for an error of Foundation, without the path that stands in front of them.
    package static func reason(of error: any Error) -> String {
        let error = error as NSError
        let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError ?? error
        if cause.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(cause.code))).lowercased() }
        switch CocoaError.Code(rawValue: error.code) {
        case .fileNoSuchFile, .fileReadNoSuchFile: return "no such file or directory"
        case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
        case .fileWriteOutOfSpace: return "no space left on device"
        case .fileWriteVolumeReadOnly: return "read-only file system"
        default: return "the system refuses it"
        }
    }
}

import Foundation
import Wording

/// A file that could not be written, and why.
public struct WriteError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The path as it was given.
    public var file: String
    /// What the system says, in lower case.
    public var reason: String

    /// An error about one file.
    public init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    public var description: String { "\(SafeText.writtenOut(file, limit: 1_000)) cannot be written: \(reason)" }
}

/// Writes files so that a reader never sees half of one.
public enum FileWriting {
    /// Writes a whole file, or leaves what was there: the bytes go to a new file beside it, are on the disk, and then take the name.
    ///
    /// What is no ordinary file, such as a pipe, is written to directly. A file that one may not write, or nobody may, is left alone,
    /// though its folder would let it be replaced; and `-` is no file, since it means standard input wherever a file is read.
    public static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
        guard path != "-" else {
            throw WriteError(file: path, reason: "- is standard input, and no file's name; ./- would fit")
        }
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var status = stat()
        let isThere = stat(target, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = try checked(open(target, O_WRONLY | O_CLOEXEC), path)
            defer { close(descriptor) }
            return try write(bytes, to: descriptor, path)
        }
        if isThere {
            guard status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) != 0 else {
                throw WriteError(file: path, reason: "the file is read-only")
            }
            try checked(access(target, W_OK), path)
        }
        let folder = (target as NSString).deletingLastPathComponent
        // Whoever ends the program waits for the moment in which nothing is half done.
        let held = Self.holdSignals()
        defer { Self.release(held) }
        let new = "\(folder)/.unfold-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        let descriptor = try checked(open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666), path)
        var isDone = false
        defer { if !isDone { unlink(new) } }
        do {
            defer { close(descriptor) }
            // Whoever could read the old file can read the new one, and nobody else.
            if isThere { fchmod(descriptor, status.st_mode & 0o7777) }
            try write(bytes, to: descriptor, path)
            try checked(fsync(descriptor), path)
        }
        try checked(rename(new, target), path)
        isDone = true
    }

    /// Writes a text in UTF-8, as `write(_:to:)` writes its bytes.
    public static func write(_ text: String, to path: String) throws(WriteError) {
        try write(Array(text.utf8), to: path)
    }

    private static func holdSignals() -> sigset_t {
        var ending = sigset_t()
        var before = sigset_t()
        sigemptyset(&ending)
        for signal in [SIGINT, SIGQUIT, SIGTERM, SIGHUP] { sigaddset(&ending, signal) }
        pthread_sigmask(SIG_BLOCK, &ending, &before)
        return before
    }

    private static func release(_ before: sigset_t) {
        var before = before
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(WriteError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            try checked(count < 0 ? -1 : 0, path)
            rest = rest.dropFirst(count)
        }
    }

    /// The result of a call of the system; its reason where that is negative.
    @discardableResult
    private static func checked(_ result: Int32, _ path: String) throws(WriteError) -> Int32 {
        guard result < 0 else { return result }
        throw WriteError(file: path, reason: String(cString: strerror(errno)).lowercased())
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

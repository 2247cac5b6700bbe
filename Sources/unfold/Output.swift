import Foundation
import Wording

/// Standard output through a buffer, ending quietly when the reader has gone.
enum Output {
    private static let buffer = Guarded<[UInt8]>([])

    /// Columns of the terminal that standard output is; nil where it is none, and lines are not broken.
    static var width: Int? {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    static func write(_ text: String) { write(text.utf8) }

    static func write(_ bytes: some Sequence<UInt8>) {
        buffer.withLock { buffer in
            buffer.append(contentsOf: bytes)
            if buffer.count >= 1 << 16 { drain(&buffer) }
        }
    }

    static func flush() {
        buffer.withLock { drain(&$0) }
    }

    /// Writes what is left, and a last text.
    static func end(_ text: String) {
        write(text)
        flush()
    }

    private static func drain(_ buffer: inout [UInt8]) {
        var start = 0
        while start < buffer.count {
            let written = buffer[start...].withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { exit(0) }
                let reason = String(cString: strerror(errno)).lowercased()
                ErrorReport.write("standard output cannot be written: \(reason)")
                exit(ExitStatus.cannotCreate.rawValue)
            }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Standard output as a stream for writers of long texts.
struct OutputStream: TextOutputStream {
    mutating func write(_ text: String) { Output.write(text) }
}

/// Standard input, output and errors where whoever started the program closed them: a file that is opened later must not take their
/// numbers, and what is written to a closed output is an error of it.
enum StandardFiles {
    static func open() {
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
            _ = Foundation.open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
        }
    }
}

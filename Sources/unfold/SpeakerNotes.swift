import Foundation
import Wording

#if canImport(Glibc)
    import Glibc
#endif

/// The way from the terminal that presents a lesson to the one with the speaker's notes: a datagram socket in the state folder, which
/// only this user can reach.
struct SpeakerNotes {
    private let path: String

    init?() {
        guard let folder = StateFolder.url else { return nil }
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = folder.appendingPathComponent("notes.socket").path
    }

    /// The socket's address; nil where the path is longer than an address holds.
    private func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static var datagram: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_DGRAM.rawValue)
        #else
            SOCK_DGRAM
        #endif
    }

    /// What the terminal that presents says.
    enum Message: Equatable {
        case step(Int)
        case end

        fileprivate var text: String {
            switch self {
            case .step(let step): "\(step)"
            case .end: "end"
            }
        }

        fileprivate init?(_ text: String) {
            if text == Message.end.text {
                self = .end
            } else if let step = Int(text) {
                self = .step(step)
            } else {
                return nil
            }
        }
    }

    /// Says which step is shown, or that no more is; where nobody listens nothing happens.
    func tell(_ message: Message) {
        let descriptor = socket(AF_UNIX, Self.datagram, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.text.utf8)
        _ = withAddress { sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), $0, $1) }
    }

    /// Hears of every step and every end until the program ends; false where the socket cannot be made.
    func listen(_ hear: (Message) -> Void) -> Bool {
        let descriptor = socket(AF_UNIX, Self.datagram, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        unlink(path)
        let mask = umask(0o177)
        let isBound = withAddress { bind(descriptor, $0, $1) == 0 } ?? false
        umask(mask)
        guard isBound else { return false }
        var buffer = [UInt8](repeating: 0, count: 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return true }
            if let message = Message(String(decoding: buffer[..<count], as: UTF8.self)) { hear(message) }
        }
    }
}

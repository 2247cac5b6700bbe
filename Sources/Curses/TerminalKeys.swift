import CNCurses
import TerminalUI

/// The keys that terminfo knows of the open terminal.
enum TerminalKeys {
    /// What each key sends; where two keys send the same, the plainer comes first.
    static var all: [(sequence: [UInt8], key: Key)] {
        names.compactMap { name, key in
            unfold_key_sequence(name).map { (bytes($0), key) }
        }
    }

    /// terminfo writes the byte 0 as 128.
    private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = text
        while next.pointee != 0 {
            let byte = UInt8(bitPattern: next.pointee)
            bytes.append(byte == 128 ? 0 : byte)
            next += 1
        }
        return bytes
    }

    private static let names: [(String, Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
            ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kich1", .insert), ("kbs", .backspace),
            ("kcbt", .backtab), ("kent", .enter), ("ka1", .home), ("ka3", .pageUp), ("kc1", .end), ("kc3", .pageDown),
            // With Shift they count as without; PuTTY's Home and End are Find and Select.
            ("kUP", .up), ("kDN", .down), ("kri", .up), ("kind", .down), ("kLFT", .left), ("kRIT", .right),
            ("kHOM", .home), ("kEND", .end), ("kPRV", .pageUp), ("kNXT", .pageDown), ("kfnd", .home), ("kslt", .end),
        ] + (1...63).map { ("kf\($0)", .function($0)) }
}

extension CharacterReader {
    /// Characters as the locale's character set has them.
    static func ofLocale(_ characterSet: String) -> CharacterReader {
        if Glyphs.forCharacterSet(characterSet) != .ascii { return .utf8 }
        return CharacterReader { bytes in
            var scalar: UInt32 = 0
            let length = Array(bytes.prefix(16)).withUnsafeBufferPointer {
                unfold_decode($0.baseAddress, Int32($0.count), &scalar)
            }
            if length == -2 { return .incomplete }
            guard length > 0, let scalar = Unicode.Scalar(scalar) else { return .invalid(length: 1) }
            return .scalar(scalar, length: Int(length))
        }
    }
}

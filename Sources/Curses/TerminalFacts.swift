import CNCurses
import Foundation
import TerminalUI

/// What can be known of the terminal without taking it over.
public struct TerminalFacts: Sendable, Equatable {
    public var type: String
    /// Why no screen can be drawn; nil where one can.
    public var obstacle: TerminalError?
    /// terminfo's number of colours; 0 or less without.
    public var colors: Int
    /// The locale's character set.
    public var characterSet: String
    /// Columns and rows; nil where standard output is no terminal.
    public var size: Size?

    /// The terminal of this process.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        type = environment["TERM"] ?? ""
        let shown = Text.fit(type, width: 40)
        let kind = type.isEmpty ? -1 : unfold_terminal_kind(type)
        obstacle =
            switch kind {
            case _ where type.isEmpty: .noType
            case 1: unfold_is_terminal() == 0 ? .notATerminal : nil
            case 0: .noCursorMovement(shown)
            case 2: .hardCopy(shown)
            default: .unknownType(shown)
            }
        colors = type.isEmpty ? 0 : Int(unfold_terminal_colors(type))
        characterSet = Terminal.characterSet
        var window = winsize()
        let isKnown = isatty(1) == 1 && ioctl(1, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0
        size = isKnown ? Size(width: Int(window.ws_col), height: Int(window.ws_row)) : nil
    }
}

/// What a terminal sends for each key, as bytes and as the key that they are read as.
public struct KeyProbe {
    public init() {}

    /// Hears of everything typed until `q` or the end of the input; false where standard input is no terminal.
    public func listen(_ hear: (_ bytes: [UInt8], _ keys: [Key]) -> Void) -> Bool {
        guard unfold_keys_begin() != 0 else { return false }
        defer { unfold_keys_end() }
        var reader = KeyReader(keys: [], characters: .ofLocale(Terminal.characterSet))
        while unfold_keys_wait(-1) != 0 {
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = unfold_read(&bytes, Int32(bytes.count))
            guard count > 0 else { return true }
            let typed = Array(bytes.prefix(Int(count)))
            let inputs = reader.feed(typed) + reader.flush()
            let keys = inputs.compactMap { if case .key(let key) = $0 { key } else { nil } }
            hear(typed, keys)
            if keys.contains(.character("q")) { return true }
        }
        return true
    }
}

import CNCurses
import TerminalUI

/// Keys one at a time from a terminal on which no screen is drawn.
public final class PlainKeyboard {
    private var reader = KeyReader(keys: [], characters: .ofLocale(Terminal.characterSet))
    private var waiting: [Key] = []
    private var isAtEnd = false

    /// Nil where standard input is no terminal.
    public init?() {
        guard unfold_keys_begin() != 0 else { return nil }
    }

    deinit { close() }

    /// Waits for the next key; nil at the end of the input. Pasted texts come as the characters they have.
    public func next() -> Key? {
        while waiting.isEmpty, !isAtEnd {
            // After a stop (^Z) somebody else has set the modes.
            guard unfold_keys_begin() != 0 else { return nil }
            let patience = reader.patience.map { Int32($0) }
            guard unfold_keys_wait(patience ?? -1) != 0 else {
                take(reader.flush())
                continue
            }
            var bytes = [UInt8](repeating: 0, count: 4_096)
            let count = unfold_read(&bytes, Int32(bytes.count))
            if count == 0 { isAtEnd = true } else { take(reader.feed(bytes.prefix(Int(count)))) }
        }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }

    private func take(_ inputs: [KeyReader.Input]) {
        for input in inputs {
            switch input {
            case .key(.control("d")): isAtEnd = true
            case .key(let key): waiting.append(key)
            case .paste(let text): waiting += text.map { .character($0) }
            case .background, .attributes, .pressed: break
            }
        }
    }

    /// Gives the terminal's modes back.
    public func close() { unfold_keys_end() }
}

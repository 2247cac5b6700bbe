import CNCurses
import TerminalUI

extension Key {
    /// The key that the shim read; nil for what has no name here.
    init?(_ kind: unfold_key, value: Int32) {
        switch kind {
        case unfold_key_character:
            guard let key = Key.typed(value) else { return nil }
            self = key
        case unfold_key_enter: self = .enter
        case unfold_key_backspace: self = .backspace
        case unfold_key_delete: self = .delete
        case unfold_key_insert: self = .insert
        case unfold_key_tab: self = .tab
        case unfold_key_backtab: self = .backtab
        case unfold_key_up: self = .up
        case unfold_key_down: self = .down
        case unfold_key_left: self = .left
        case unfold_key_right: self = .right
        case unfold_key_home: self = .home
        case unfold_key_end: self = .end
        case unfold_key_page_up: self = .pageUp
        case unfold_key_page_down: self = .pageDown
        case unfold_key_function: self = .function(Int(value))
        default: return nil
        }
    }

    private static func typed(_ value: Int32) -> Key? {
        guard value >= 0, let scalar = Unicode.Scalar(UInt32(value)) else { return nil }
        switch scalar.value {
        case 0x1B: return .escape
        case 1...26: return Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
        case 0..<0x20, 0x7F..<0xA0: return nil
        default: return .character(Character(scalar))
        }
    }
}

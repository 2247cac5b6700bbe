/// A key as the terminal reports it.
public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, escape, backspace, delete, tab, backtab, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
    /// Control and a letter, in lower case; what the terminal turns into a signal or another key does not come here.
    case control(Character)

    /// The key's name in footers and help.
    public func name(_ glyphs: Glyphs) -> String {
        switch self {
        case .character(" "): "space"
        case .character(let character): Text.fit(String(character), width: 1)
        case .enter: glyphs.isASCII ? "Enter" : "↵"
        case .escape: "Esc"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .tab: "Tab"
        case .backtab: glyphs.isASCII ? "Shift-Tab" : "⇧Tab"
        case .insert: "Ins"
        case .up: glyphs.isASCII ? "Up" : "↑"
        case .down: glyphs.isASCII ? "Down" : "↓"
        case .left: glyphs.isASCII ? "Left" : "←"
        case .right: glyphs.isASCII ? "Right" : "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .function(let number): "F\(number)"
        case .control(let character): "^" + character.uppercased()
        }
    }

    /// The digit that the key types, if it types one.
    public var digit: Int? {
        guard case .character(let character) = self, character.isASCII else { return nil }
        return character.wholeNumberValue
    }
}

/// Why the program has to end, from outside.
public enum Termination: Hashable, Sendable {
    case hangup, interrupt, quit, terminate

    /// 128 and the signal's number.
    public var exitStatus: Int32 {
        switch self {
        case .hangup: 129
        case .interrupt: 130
        case .quit: 131
        case .terminate: 143
        }
    }
}

/// What can happen at a terminal.
public enum Event: Hashable, Sendable {
    case key(Key)
    /// A text that was pasted, on one line.
    case paste(String)
    /// The mouse's button was pressed on a cell, counted from 0.
    case pressed(x: Int, y: Int)
    /// The terminal has said what lies behind the text.
    case background(Background)
    case resize(Size)
    /// The moment that the caller asked to be woken at has come.
    case deadline
    /// Back from ^Z or another stop; the screen has been drawn again.
    case resumed
    case terminate(Termination)
}

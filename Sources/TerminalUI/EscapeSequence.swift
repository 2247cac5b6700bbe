/// What begins with Esc and stands for one thing: a key, a report of the terminal, or something unknown (ECMA-48, 5.4 and 5.6).
enum EscapeSequence: Hashable, Sendable {
    /// `ESC [`, parameters as they are, a final byte.
    case control(parameters: String, final: Character)
    /// `ESC O`, a modifier, a final byte: a key in application mode.
    case single(modifier: String, final: Character)
    /// `ESC ]` and others up to `BEL` or `ESC \`, without both.
    case string(introducer: Character, String)
    /// A key together with Alt, or what has no meaning here.
    case other

    /// Longer strings are read to their end, and what comes behind this is forgotten.
    static let longestString = 4096

    enum Reading: Hashable {
        /// It goes on.
        case incomplete
        case complete(EscapeSequence, length: Int)
        /// The Esc stands for itself, and something else begins behind it.
        case escapeKey
    }

    /// Reads the sequence at the beginning of some bytes, the first of which is Esc.
    static func read(_ bytes: ArraySlice<UInt8>) -> Reading {
        let rest = bytes.dropFirst()
        guard let second = rest.first else { return .incomplete }
        switch second {
        case UInt8(ascii: "["): return control(rest.dropFirst(), before: 2)
        case UInt8(ascii: "O"): return single(rest.dropFirst())
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            return string(rest.dropFirst(), introducer: second)
        case esc: return together(rest)
        default: return alt(rest)
        }
    }

    private static let esc: UInt8 = 0x1B

    private static func control(_ body: ArraySlice<UInt8>, before: Int) -> Reading {
        // The function keys of the Linux console: ESC [ [ A.
        if body.first == UInt8(ascii: "[") {
            return body.count < 2 ? .incomplete : .complete(.other, length: before + 2)
        }
        guard let end = body.firstIndex(where: { !(0x20...0x3F).contains($0) }) else { return .incomplete }
        let length = before + (end - body.startIndex) + 1
        // A control in the middle: the sequence was broken off.
        guard (0x40...0x7E).contains(body[end]) else { return .complete(.other, length: length - 1) }
        let parameters = text(body[..<end])
        // The old report of the mouse: three more bytes.
        if body[end] == UInt8(ascii: "M"), parameters.isEmpty {
            return body.count < 4 ? .incomplete : .complete(.other, length: before + 4)
        }
        return .complete(.control(parameters: parameters, final: character(body[end])), length: length)
    }

    private static func single(_ body: ArraySlice<UInt8>) -> Reading {
        guard let end = body.firstIndex(where: { !(0x30...0x3B).contains($0) }) else { return .incomplete }
        let length = 2 + (end - body.startIndex) + 1
        guard (0x21...0x7E).contains(body[end]) else { return .complete(.other, length: length - 1) }
        return .complete(.single(modifier: text(body[..<end]), final: character(body[end])), length: length)
    }

    private static func string(_ body: ArraySlice<UInt8>, introducer: UInt8) -> Reading {
        guard let end = body.firstIndex(where: { $0 == 0x07 || $0 == esc }) else { return .incomplete }
        let content = EscapeSequence.string(
            introducer: character(introducer), text(body[..<end].prefix(longestString)))
        let length = 2 + (end - body.startIndex)
        guard body[end] == esc else { return .complete(content, length: length + 1) }
        guard end + 1 < body.endIndex else { return .incomplete }
        // ESC \ ends it; another sequence breaks it off.
        return body[end + 1] == UInt8(ascii: "\\")
            ? .complete(content, length: length + 2) : .complete(.other, length: length)
    }

    /// Esc twice: Alt with a sequence, or two keys.
    private static func together(_ rest: ArraySlice<UInt8>) -> Reading {
        guard let third = rest.dropFirst().first else { return .incomplete }
        guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else { return .escapeKey }
        if case .complete(_, let length) = read(rest) { return .complete(.other, length: length + 1) }
        return .incomplete
    }

    private static func alt(_ rest: ArraySlice<UInt8>) -> Reading {
        let length = CharacterReader.length(rest.first ?? 0)
        return rest.count < length ? .incomplete : .complete(.other, length: 1 + length)
    }

    private static func character(_ byte: UInt8) -> Character { Character(Unicode.Scalar(byte)) }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension EscapeSequence {
    /// What it says: a key, or the answer to a question; nil for everything else.
    var input: KeyReader.Input? {
        switch self {
        case .string(introducer: "]", let text) where text.hasPrefix("11;"):
            Background(color: text.dropFirst(3)).map { .background($0) }
        case .control(let parameters, final: "c") where parameters.hasPrefix("?"): .attributes
        case .control(let parameters, final: "M") where parameters.hasPrefix("<"): Self.press(parameters)
        default: key.map { .key($0) }
        }
    }

    /// `<0;column;row`: the first button alone, its columns and rows counted from 1.
    private static func press(_ parameters: String) -> KeyReader.Input? {
        let numbers = parameters.dropFirst().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, numbers[0] == 0, let x = numbers[1], let y = numbers[2], x > 0, y > 0 else {
            return nil
        }
        return .pressed(x: x - 1, y: y - 1)
    }

    /// The key that it stands for on the terminals that keep to the forms of xterm, rxvt, PuTTY, the Linux console and the VT220, with or
    /// without Shift; nil for everything else.
    var key: Key? {
        switch self {
        case .single(let modifier, let final):
            guard modifier.isEmpty || modifier == "2" || modifier == "1;2" else { return nil }
            return Self.single[final] ?? Self.cursor[final]
        case .control(let parameters, let final):
            let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false)
            let modifier = numbers.count > 1 ? numbers[1] : "1"
            guard numbers.count <= 2, modifier == "1" || modifier == "2" else { return nil }
            if final == "~" { return Int(numbers.first ?? "").flatMap { Self.tilde[$0] } }
            guard parameters.isEmpty || numbers.first == "1" else { return nil }
            if parameters.isEmpty, let key = Self.plain[final] { return key }
            return Self.cursor[final]
        case .string, .other: return nil
        }
    }

    private static let cursor: [Character: Key] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end,
    ]
    private static let plain: [Character: Key] = ["Z": .backtab, "a": .up, "b": .down, "c": .right, "d": .left]
    private static let tilde: [Int: Key] = [
        1: .home, 7: .home, 4: .end, 8: .end, 2: .insert, 3: .delete, 5: .pageUp, 6: .pageDown,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
        18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]
    /// The numeric keypad in application mode, and PF1 to PF4.
    private static let single: [Character: Key] = [
        "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4), "M": .enter, "I": .tab,
        "j": .character("*"), "k": .character("+"), "l": .character(","), "m": .character("-"), "n": .character("."),
        "o": .character("/"), "p": .character("0"), "q": .character("1"), "r": .character("2"), "s": .character("3"),
        "t": .character("4"), "u": .character("5"), "v": .character("6"), "w": .character("7"), "x": .character("8"),
        "y": .character("9"), "X": .character("="),
    ]
}

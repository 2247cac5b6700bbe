import Wording

/// Turns what a terminal sends into keys, pastes and answers. A sequence is read to its end, and an unknown one is swallowed whole; what
/// is broken off is dealt with after a silence (`patience`, `flush`).
public struct KeyReader: Sendable {
    /// One thing that a terminal has sent.
    public enum Input: Hashable, Sendable {
        case key(Key)
        /// A text that came in one piece, between the marks of a bracketed paste.
        case paste(String)
        /// The mouse's first button was pressed on a cell, counted from 0.
        case pressed(x: Int, y: Int)
        /// The answer to the question for the colour behind the text (OSC 11).
        case background(Background)
        /// What every terminal answers when it is asked what it is (DA1): the end of the answers.
        case attributes
    }

    /// Whether a question is not answered yet: an answer may come in pieces, with long pauses.
    public var isAnswerAwaited = false

    /// Of a longer paste the rest is left out.
    public static let longestPaste = 65_536

    private let known: [[UInt8]: Key]
    /// Every beginning of what is known.
    private let beginnings: Set<[UInt8]>
    private let longest: Int
    private let characters: CharacterReader
    private var waiting: [UInt8] = []
    private var pasted: [UInt8]?

    /// - Parameters:
    ///   - keys: the terminal's own key sequences, as terminfo has them; of two equal ones the earlier holds.
    ///   - characters: how bytes become characters.
    public init(keys: [(sequence: [UInt8], key: Key)] = [], characters: CharacterReader = .utf8) {
        let keys = keys.filter { !$0.sequence.isEmpty }
        known = Dictionary(keys.map { ($0.sequence, $0.key) }, uniquingKeysWith: { first, _ in first })
        beginnings = Set(known.keys.flatMap { sequence in sequence.indices.dropFirst().map { Array(sequence[..<$0]) } })
        longest = known.keys.map(\.count).max() ?? 0
        self.characters = characters
    }

    /// How many milliseconds of silence mean that what was begun does not go on; nil when nothing was begun.
    public var patience: Int? {
        if pasted != nil { return 1_000 }
        guard let first = waiting.first else { return nil }
        guard first == Self.esc, waiting.count > 1 else { return 25 }
        return isAnswerAwaited ? 2_000 : 100
    }

    /// Reads what came; what is not at its end waits for more.
    public mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
        waiting += bytes
        return read(isEnd: false)
    }

    /// Nothing more came: what waits is read as far as it has a meaning, and the rest is forgotten.
    public mutating func flush() -> [Input] {
        var inputs = read(isEnd: true)
        waiting = []
        if let pasted { inputs.append(.paste(Self.text(pasted))) }
        pasted = nil
        return inputs
    }

    private static let esc: UInt8 = 0x1B

    private mutating func read(isEnd: Bool) -> [Input] {
        var inputs: [Input] = []
        var rest = waiting[...]
        reading: while !rest.isEmpty {
            if pasted != nil {
                guard let text = takePaste(&rest, isEnd: isEnd) else { break }
                inputs.append(.paste(text))
                continue
            }
            switch next(rest, isEnd: isEnd) {
            case .incomplete: break reading
            case .taken(let length, let input):
                rest = rest.dropFirst(length)
                if let input { inputs.append(input) }
                if input == .attributes { isAnswerAwaited = false }
            case .pasteBegins(let length):
                rest = rest.dropFirst(length)
                pasted = []
            }
        }
        waiting = Array(rest)
        return inputs
    }

    private enum Step {
        case incomplete
        case taken(Int, Input?)
        case pasteBegins(Int)
    }

    private func next(_ bytes: ArraySlice<UInt8>, isEnd: Bool) -> Step {
        if !isEnd, bytes.count < longest, beginnings.contains(Array(bytes)) { return .incomplete }
        for length in stride(from: min(longest, bytes.count), to: 0, by: -1) {
            if let key = known[Array(bytes.prefix(length))] { return .taken(length, .key(key)) }
        }
        guard bytes.first == Self.esc else { return character(bytes, isEnd: isEnd) }
        switch EscapeSequence.read(bytes) {
        case .escapeKey: return .taken(1, .key(.escape))
        case .incomplete:
            guard isEnd else { return .incomplete }
            // Esc alone, or twice, is a key; a sequence that was broken off is nothing.
            return bytes.allSatisfy { $0 == Self.esc } ? .taken(1, .key(.escape)) : .taken(bytes.count, nil)
        case .complete(.control(parameters: "200", final: "~"), let length): return .pasteBegins(length)
        case .complete(let sequence, let length): return .taken(length, sequence.input)
        }
    }

    private func character(_ bytes: ArraySlice<UInt8>, isEnd: Bool) -> Step {
        switch characters(bytes) {
        case .scalar(let scalar, let length): .taken(length, Self.key(scalar).map { .key($0) })
        case .invalid(let length): .taken(length, nil)
        case .incomplete: isEnd ? .taken(1, nil) : .incomplete
        }
    }

    private static func key(_ scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0x0D, 0x0A: .enter
        case 0x09: .tab
        case 0x08, 0x7F: .backspace
        case 0x01...0x1A: Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
        case 0..<0x20, 0x80..<0xA0: nil
        default: .character(Character(scalar))
        }
    }

    // MARK: Pastes

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Takes bytes of a paste, and returns its text at its end.
    private mutating func takePaste(_ rest: inout ArraySlice<UInt8>, isEnd: Bool) -> String? {
        let mark = Self.pasteEnd
        var index = rest.startIndex
        while index < rest.endIndex {
            guard let esc = rest[index...].firstIndex(of: Self.esc) else {
                index = rest.endIndex
                break
            }
            index = esc
            let candidate = rest[esc...].prefix(mark.count)
            if candidate.elementsEqual(mark) {
                keep(rest[..<esc])
                rest = rest[(esc + mark.count)...]
                let text = Self.text(pasted ?? [])
                pasted = nil
                return text
            }
            // The mark may be cut in two.
            if !isEnd, candidate.elementsEqual(mark.prefix(candidate.count)), esc + candidate.count == rest.endIndex {
                break
            }
            index = esc + 1
        }
        keep(rest[..<index])
        rest = rest[index...]
        return nil
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) {
        let room = Self.longestPaste - (pasted?.count ?? 0)
        pasted?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    /// One line of printable characters: breaks and tabs become blanks.
    private static func text(_ bytes: [UInt8]) -> String {
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar == "\r" || scalar == "\n" || scalar == "\t" {
                if text.last != " " { text.append(" ") }
            } else if SafeText.isPrintable(scalar) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

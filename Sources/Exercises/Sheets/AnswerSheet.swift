import Formula
import Wording

/// An answer sheet as it stands in a file: its answers as text, each with its place, and what could not be taken in.
///
/// A sheet is plain text, one `name = value` a line. A value goes on to the next line while a bracket is open; a line that begins
/// with # is a comment. What is wrong with one line never touches another.
public struct AnswerSheet: Sendable, Equatable {
    /// The longest sheet that is read, in bytes.
    public static let maximumBytes = 4_000_000
    /// The most lines of one value.
    public static let maximumValueLines = 200
    /// The most names of one sheet.
    public static let maximumEntries = 2_000

    /// One `name = value` of the sheet: an answer, or a line of the header.
    public struct Entry: Sendable, Equatable {
        /// The name, safe to print.
        public var name: String
        /// What stands behind the equals sign or the colon, with its place in the file; later lines too while a bracket
        /// is open.
        public var value: SourceText
        /// Where the name stands.
        public var location: TextLocation
        /// What is wrong with the line as a line; the value is then not to be read.
        public var problem: SheetProblem?

        /// The value without the spaces around it.
        public var text: String { String(value.characters) }
    }

    /// A problem of the sheet, with its place in the file.
    public struct LocatedProblem: Sendable, Equatable {
        /// Of a line that is no answer, of a name given twice, or of the whole sheet.
        public var problem: SheetProblem
        /// Where the line or its name begins; the file's start for a problem of the whole sheet.
        public var location: TextLocation
    }

    /// In the order of the sheet, each name once, where it was given last; lines of the header among them.
    public private(set) var entries: [Entry] = []
    /// What is wrong outside any answer.
    public private(set) var problems: [LocatedProblem] = []

    /// The last entry of this name.
    public subscript(name: String) -> Entry? { entries.last { $0.name == name } }

    // MARK: Reading

    /// Reads a sheet. Whatever stands in the bytes, this comes to an end without failing.
    ///
    /// - A byte order mark at the start is passed over; lines end with \n, \r\n or \r.
    /// - More than `maximumBytes` bytes: nothing is read, `tooLarge`.
    /// - Bytes that are no UTF-8, NUL and other control characters: the line they stand in is `notText`.
    /// - A name given twice: the last counts, and `duplicate` says so.
    public init(bytes: some Collection<UInt8>) {
        if bytes.count > Self.maximumBytes {
            report(.tooLarge(bytes: bytes.count), .start)
            return
        }
        var rest = ArraySlice(Array(bytes))
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        if rest.starts(with: [0xFF, 0xFE]) || rest.starts(with: [0xFE, 0xFF]) {
            report(.utf16, .start)
            return
        }
        read(Self.lines(rest))
    }

    /// Reads a sheet that is text already, as its UTF-8 bytes.
    public init(text: String) { self.init(bytes: Array(text.utf8)) }

    private struct Line {
        var text: String
        var number: Int
        var isText: Bool
    }

    /// The lines; each is checked for itself, so that bad bytes cost only their own line.
    private static func lines(_ bytes: ArraySlice<UInt8>) -> [Line] {
        var lines: [Line] = []
        var start = bytes.startIndex
        var index = start
        while index <= bytes.endIndex {
            let isEnd = index == bytes.endIndex
            if isEnd || bytes[index] == 0x0A || bytes[index] == 0x0D {
                let line = bytes[start..<index]
                // Far more than the longest answer is not decoded at all.
                let tooLong = line.count > 8 * AnswerLanguage.maximumCharacters
                let text = String(validating: tooLong ? line.prefix(100) : line, as: UTF8.self)
                let isText = text.map { !$0.unicodeScalars.contains(where: isControl) } ?? false
                let shown = text ?? String(decoding: line.prefix(200), as: UTF8.self)
                lines.append(
                    Line(
                        text: tooLong ? shown + String(repeating: "?", count: AnswerLanguage.maximumCharacters) : shown,
                        number: lines.count + 1, isText: isText))
                if isEnd { break }
                if bytes[index] == 0x0D, index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A { index += 1 }
                start = index + 1
            }
            index += 1
        }
        return lines
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value != 0x09 && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
    }

    private mutating func report(_ problem: SheetProblem, _ location: TextLocation) {
        // A sheet of nothing but faults is told in a few.
        if problems.count < 100 { problems.append(LocatedProblem(problem: problem, location: location)) }
    }

    private mutating func read(_ lines: [Line]) {
        var index = 0
        var names: Set<String> = []
        while index < lines.count {
            let line = lines[index]
            index += 1
            let trimmed = Self.trimmed(line.text)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            guard let equals = Self.separator(in: line.text) else {
                report(
                    line.isText ? .noEquals(SafeText.of(trimmed)) : .notText,
                    TextLocation(line: line.number, column: 1))
                continue
            }
            let name = AnswerName.plain(AnswerName.bare(Self.trimmed(line.text[..<equals])))
            let location = TextLocation(line: line.number, column: 1 + line.text.prefix { $0.isWhitespace }.count)
            guard Self.isName(name) else {
                report(line.isText ? .noName(SafeText.of(name)) : .notText, location)
                continue
            }
            var entry = Entry(name: name, value: SourceText(""), location: location)
            entry.value = Self.value(from: line, after: equals, lines, &index, &entry.problem)
            if entries.count >= Self.maximumEntries {
                report(.tooManyAnswers, location)
                return
            }
            if !names.insert(name).inserted {
                report(.duplicate(name), location)
                entries.removeAll { $0.name == name }
            }
            entries.append(entry)
        }
    }

    /// Where the name ends: at the equals sign, or at a colon before it, as in delta_4: [1, 2].
    private static func separator(in line: String) -> String.Index? {
        let equals = line.firstIndex(of: "=")
        if let colon = line.firstIndex(of: ":"), colon < equals ?? line.endIndex,
            line[..<colon].utf8.count <= 80, isName(AnswerName.plain(trimmed(line[..<colon])))
        {
            // name := value
            let next = line.index(after: colon)
            return next == equals ? equals : colon
        }
        return equals
    }

    /// The text after the equals sign, and the lines that follow while a bracket is open.
    private static func value(
        from line: Line, after equals: String.Index, _ lines: [Line], _ index: inout Int, _ problem: inout SheetProblem?
    ) -> SourceText {
        let after = line.text.index(after: equals)
        let leading = line.text[after...].prefix { $0.isWhitespace }.count
        let column = line.text.distance(from: line.text.startIndex, to: after) + leading + 1
        var text = trimmed(line.text[after...])
        if !line.isText { problem = .notText }
        var open = openBrackets(text)
        var count = 1
        while open > 0, index < lines.count, text.utf8.count <= 8 * AnswerLanguage.maximumCharacters {
            let next = lines[index]
            // An answer that follows, or an empty line, ends a bracket that was forgotten.
            if beginsAnswer(next.text) || trimmed(next.text).isEmpty || count == maximumValueLines { break }
            index += 1
            count += 1
            if trimmed(next.text).hasPrefix("#") {
                text += "\n"
                continue
            }
            if !next.isText { problem = .notText }
            text += "\n" + next.text
            open += openBrackets(next.text)
        }
        return SourceText(text, origin: TextLocation(line: line.number, column: column))
    }

    private static func openBrackets(_ text: String) -> Int {
        var open = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"): open -= 1
            default: break
            }
        }
        return open
    }

    /// What numpy, torch and jax write after the numbers, in a line of its own where the numbers fill theirs.
    private static let settings: Set<String> = ["dtype", "device", "grad_fn", "requires_grad", "shape", "weak_type"]

    /// Whether a new answer begins with this line: a plain name and an equals sign.
    private static func beginsAnswer(_ line: String) -> Bool {
        guard let equals = separator(in: line), line[..<equals].utf8.count <= 80 else { return false }
        // In "sum(k=1" and "\sum_{k=1" the equals sign stands in a bracket of a value.
        guard openBrackets(String(line[..<equals])) == 0 else { return false }
        let name = AnswerName.plain(trimmed(line[..<equals]))
        // An answer may be called shape: what goes on is indented, or closes a bracket.
        let goesOn = line.first?.isWhitespace ?? false || openBrackets(line) < 0
        if goesOn, settings.contains(name) { return false }
        // k=1 may be the range of a sum that goes on; names of answers are longer or have an underscore.
        return isName(name) && name.utf8.count > 2
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 80, isLetter(first) else { return false }
        return name.utf8.allSatisfy {
            isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }

    private static func trimmed(_ text: some StringProtocol) -> String {
        // Nearly every line is plain, and the tables of Unicode are slow to ask.
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let bytes = Array(text.utf8)
            guard let first = bytes.firstIndex(where: { !isSpace($0) }),
                let last = bytes.lastIndex(where: { !isSpace($0) })
            else { return "" }
            return String(decoding: bytes[first...last], as: UTF8.self)
        }
        let start = text.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}

/// What is wrong with a line of a sheet, or with all of it.
public enum SheetProblem: Sendable, Equatable, CustomStringConvertible {
    case tooLarge(bytes: Int)
    case utf16
    case notText
    case noEquals(String)
    case noName(String)
    case duplicate(String)
    case tooManyAnswers

    public var description: String {
        switch self {
        case .tooLarge(let bytes): return "The sheet has \(bytes) bytes; up to \(AnswerSheet.maximumBytes) are read."
        case .utf16: return "The sheet is UTF-16; UTF-8 would fit."
        case .notText: return "The line has bytes that are no text (not UTF-8, or control characters)."
        case .noEquals(let line): return "“\(line)” is no answer; name = value would fit."
        case .noName(let name):
            return "“\(name)” is no name of an answer; letters, digits, underscores and hyphens would fit."
        case .duplicate(let name): return "\(name) is answered twice; the last answer counts."
        case .tooManyAnswers:
            return "The sheet has more than \(AnswerSheet.maximumEntries) answers; the rest is not read."
        }
    }
}

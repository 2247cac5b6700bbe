/// One line of input being typed: a number, a name, an answer.
public struct LineEditor: Hashable, Sendable {
    /// Longer input is not taken.
    public static let longest = 4096

    private var characters: [Character]
    /// Before which character the cursor stands, 0 … count.
    public private(set) var cursor: Int

    /// Begins with a text, cut after `longest` characters, and with the cursor at its end.
    public init(_ text: String = "") {
        characters = Array(text.prefix(LineEditor.longest))
        cursor = characters.count
    }

    /// The whole line, scrolled out of sight or not.
    public var text: String { String(characters) }
    /// Whether the line has no character.
    public var isEmpty: Bool { characters.isEmpty }

    /// What a key came to: an edit or a move, the text at Enter, Esc, or nothing that a line knows.
    public enum Outcome: Hashable, Sendable { case editing, accepted(String), cancelled, ignored }

    /// Feeds one key: characters, ←, →, Home, End, Backspace, Delete, ^A ^E ^U ^K ^W; Enter accepts, Esc cancels.
    public mutating func feed(_ key: Key) -> Outcome {
        switch key {
        case .character(let character): insert(character)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .backspace, .control("h"):
            if cursor > 0 { remove(cursor - 1..<cursor) }
        case .delete, .control("d"):
            if cursor < characters.count { remove(cursor..<cursor + 1) }
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<characters.count)
        case .control("w"): remove(startOfWord..<cursor)
        case .enter: return .accepted(text)
        case .escape: return .cancelled
        default: return .ignored
        }
        return .editing
    }

    /// Whether a key edits the line: types, moves or takes away.
    public static func takes(_ key: Key) -> Bool {
        switch key {
        case .character, .left, .right, .home, .end, .backspace, .delete: true
        case .control(let letter): "aehdukw".contains(letter)
        default: false
        }
    }

    /// Types a whole text at the cursor.
    public mutating func insert(_ text: String) { text.forEach { insert($0) } }

    private mutating func insert(_ character: Character) {
        // A control character is no part of a line, however it came here.
        guard characters.count < LineEditor.longest,
            !character.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return }
        characters.insert(character, at: cursor)
        cursor += 1
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private var startOfWord: Int {
        let blanks = characters[..<cursor].lastIndex { $0 != " " } ?? -1
        return (characters[..<max(0, blanks)].lastIndex(of: " ") ?? -1) + 1
    }

    /// Draws the line in `width` cells, scrolled so that the cursor is seen, and puts the hardware cursor there.
    public func draw(_ grid: inout Grid, x: Int, y: Int, width: Int, style: Style = .focus) {
        guard width > 0 else { return }
        let before = Text.cells(String(characters[..<cursor]))
        let all = before + Text.cells(String(characters[cursor...]))
        let start = max(0, before.count - width + 1)
        for column in 0..<width {
            let index = start + column
            grid[x + column, y] = GridCell(index < all.count ? all[index] : " ", style)
        }
        if start > 0 { grid[x, y] = GridCell(Text.ellipsis, style) }
        if all.count > start + width { grid[x + width - 1, y] = GridCell(Text.ellipsis, style) }
        grid.setCursor(x: x + before.count - start, y: y)
    }
}

/// What a person types where no screen is drawn: a key that stands alone acts at once, letters make a line of words, which has a history.
public struct PlainLine: Sendable {
    /// What a key came to, and so what is to be written.
    public enum Event: Sendable, Equatable {
        /// This key alone.
        case key(Key)
        /// A whole line of words.
        case line(String)
        /// The line as it stands now, to be written anew after the prompt.
        case edited(String)
        case nothing
    }

    private var editor = LineEditor()
    private var history: [String] = []
    /// The place in the history that is shown; nil for the line itself.
    private var place: Int?

    /// An empty line without a history.
    public init() {}

    /// Whether no line is begun: then most keys act at once.
    public var isEmpty: Bool { editor.isEmpty }

    /// Feeds one key.
    ///
    /// In an empty line a letter, a digit or # begins it, ^P brings the last one back, and any other key stands alone.
    /// In a line that is begun Enter hands it over, Esc and ^G drop it, ↑ and ↓ go through the history, and
    /// `LineEditor` takes the rest.
    public mutating func feed(_ key: Key) -> Event {
        if editor.isEmpty { return begin(key) }
        switch key {
        case .enter:
            let line = editor.text
            history.append(line)
            editor = LineEditor()
            place = nil
            return .line(line)
        case .escape, .control("g"):
            editor = LineEditor()
            place = nil
            return .edited("")
        case .up: return recall(-1)
        case .down: return recall(1)
        default: return editor.feed(key) == .editing ? .edited(editor.text) : .nothing
        }
    }

    /// A letter begins a line of words; every other key is itself. An empty line's ^P brings the last one back.
    private mutating func begin(_ key: Key) -> Event {
        switch key {
        case .character(let character) where character.isLetter || character.isNumber || character == "#":
            _ = editor.feed(key)
            return .edited(editor.text)
        case .control("p"): return recall(-1)
        default: return .key(key)
        }
    }

    private mutating func recall(_ delta: Int) -> Event {
        guard !history.isEmpty else { return .nothing }
        let next = (place ?? history.count) + delta
        guard history.indices.contains(next) else {
            if next < 0 { return .nothing }
            place = nil
            editor = LineEditor()
            return .edited("")
        }
        place = next
        editor = LineEditor(history[next])
        return .edited(editor.text)
    }
}

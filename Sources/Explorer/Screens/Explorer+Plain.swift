import TerminalUI
import Wording

extension Explorer {
    /// The present screen line by line, and the news.
    public func plainText() -> LinearText {
        var text = top.words(self)
        if let message { text.text(message.text) }
        return text
    }

    /// Carries out a line of a script, or of standard input under `--plain`: a word of the present screen's keys, or a phrase. Says what to
    /// print and to do.
    public mutating func perform(_ line: String) throws(PlainProblem) -> (output: LinearText, effect: Effect) {
        message = nil
        effect = .none
        isAsking = false
        defer {
            isAsking = true
            noteAnswers()
        }
        var words = Self.words(of: line)
        // The colon of the screens' prompt: :forward:2 goes there.
        if let named = words.first, named.hasPrefix(":"), named != ":" || words.count > 1 {
            words = ["goto"] + (named == ":" ? [] : [String(named.dropFirst())]) + words.dropFirst()
        }
        guard let first = words.first, !first.hasPrefix("#") else { return (LinearText(), .none) }
        let rest = Array(words.dropFirst())
        let before = Before(self)
        var output: LinearText?
        if let phrase = phrases.first(where: { $0.word == first }) {
            output = try phrase.act(&self, rest)
        } else if let key = Self.key(alone: first, rest), let binding = keys.binding(for: key) {
            if let reason = binding.disabled {
                output = Self.sentence(reason)
            } else {
                binding.action(&self, KeyPress(key))
            }
        } else if let binding = keys.binding(for: first) {
            let times = try Self.times(rest, of: binding)
            if let reason = binding.disabled {
                output = Self.sentence(reason)
            } else {
                binding.action(&self, KeyPress(binding.keys.first ?? .enter, times: times))
            }
        } else if let playhead = session?.playhead(named: words.joined(separator: " ")) {
            if !top.shared.contains(.timeline) { show(StepScreen.self) }
            go(to: playhead)
        } else if let screen = screens.first(where: { table(of: $0).binding(for: first) != nil }) {
            let isClosed = screen.isOfScene && session == nil
            output = Self.sentence(
                isClosed
                    ? "no scene is open; open NAME opens one"
                    : "\(first) does nothing here; \(screen.name) is the screen for it")
        } else {
            throw PlainProblem("\(first) is no command here; \(hint(for: first))")
        }
        notice(top, layers[layers.count - 1].id)
        settle()
        if effect != .none { return (LinearText(), effect) }
        if let message, message.isError { throw PlainProblem(message.text) }
        return (output ?? answer(since: before), .none)
    }

    /// The words of a line, a fraction as it is heard (1 over 3, 1 slash 3) as one; what is no printable character, such as a ^L that a
    /// terminal passed on, is none of them.
    public static func words(of line: String) -> [String] {
        let typed = line.unicodeScalars.filter { $0 == "\t" || $0.properties.generalCategory != .control }
        let words = String(String.UnicodeScalarView(typed)).split(whereSeparator: { $0 == " " || $0 == "\t" })
            .map(String.init)
        var result: [String] = []
        for word in words {
            if word.first?.isNumber == true, let line = result.last, ["over", "slash"].contains(line), result.count > 1,
                result[result.count - 2].last?.isNumber == true
            {
                result.removeLast()
                result[result.count - 1] += "/" + word
            } else {
                result.append(word)
            }
        }
        return result
    }

    /// All words with arguments: those of every screen, and what the named screens bring along.
    public var phrases: [Phrase] { ScenePhrases.all + screens.flatMap { $0.phrases } }

    /// The present screen in words. What lies over it is read, and closed.
    mutating func present() -> LinearText {
        let text = plainText()
        while top.isOverlay { close() }
        return text
    }

    /// A character that stands alone on its line is that key.
    private static func key(alone word: String, _ rest: [String]) -> Key? {
        guard rest.isEmpty, word.count == 1, let character = word.first else { return nil }
        return .character(character)
    }

    /// Handles one key where no screen is drawn, and says what came of it: one sentence, and nothing else but a screen that is new.
    public mutating func answer(to key: Key) -> (output: LinearText, effect: Effect) {
        let before = Before(self)
        let effect = handle(key)
        settle()
        guard effect == .none else { return (LinearText(), effect) }
        if top.isOverlay, !(top is any Page) { return (plainText(), .none) }
        let text = answer(since: before)
        guard layers[layers.count - 1].id == before.layer, let first = text.lines.first else { return (text, .none) }
        var sentence = LinearText()
        if case .text(let line) = first { sentence.text(line) } else { return (text, .none) }
        return (sentence, .none)
    }

    /// The keys of a screen as one would come to it.
    private func table(of screen: any NamedScreen.Type) -> KeyTable<ExplorerDeed> {
        func table<S: NamedScreen>(_ screen: S.Type) -> KeyTable<ExplorerDeed> { self.table(of: S(self), 0) }
        return table(screen)
    }

    private static func sentence(_ text: String) -> LinearText {
        var line = LinearText()
        line.text(text)
        return line
    }

    private static func times(_ words: [String], of binding: ExplorerKey) throws(PlainProblem) -> Int {
        guard let word = words.first else { return 1 }
        let name = binding.words.first ?? ""
        guard binding.takesCount else { throw PlainProblem("\(name) stands alone; \(word) has no meaning there") }
        guard words.count == 1, let times = Int(word), (1...KeyCount.most).contains(times) else {
            throw PlainProblem("\(name) takes a number of times from 1 to \(KeyCount.most), not \(word)")
        }
        return times
    }

    /// The word that does what a key does here; nil where it has none.
    public func word(for key: Key) -> String? {
        keys.binding(for: key == .control("g") ? .escape : key)?.words.first
    }

    /// The nearest word there is.
    private func hint(for word: String) -> String {
        let known =
            phrases.map(\.word) + keys.bindings.flatMap(\.words)
            + screens.flatMap { table(of: $0).bindings.flatMap(\.words) }
        return Spelling.nearest(to: word, among: known).map { "did you mean \($0)?" } ?? "help lists the words"
    }
}

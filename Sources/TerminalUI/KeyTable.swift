/// Many keys that do the same, such as all that type a character.
public struct KeyClass: Sendable {
    /// What footers and helps call it: `0…9`, `any other key`.
    public let name: String
    let contains: @Sendable (Key) -> Bool

    /// The keys for which `contains` is true.
    public init(_ name: String, _ contains: @escaping @Sendable (Key) -> Bool) {
        self.name = name
        self.contains = contains
    }

    /// Every key that no earlier binding has.
    public static let anyOther = KeyClass("any other key") { _ in true }
    /// What `LineEditor` takes, but for Enter and Esc.
    public static let line = KeyClass("any character") { LineEditor.takes($0) }
}

/// One thing that keys do: what dispatch, the footer, the help, the manual and plain mode need to know of it.
public struct KeyBinding<Action: Sendable>: Sendable {
    /// In the order in which the help names them; the footer names only the first.
    public var keys: [Key]
    /// Beside single keys a whole class of them.
    public var others: KeyClass?
    /// What `KeyOutcome.act` hands over when one of the keys is pressed.
    public var action: Action
    /// What does the same in scripts and plain mode, the usual word first.
    public var words: [String]
    /// A few words for the footer; nil keeps it out of there.
    public var footer: String?
    /// A sentence for the help and the manual.
    public var help: String
    /// The heading in the help under which it stands.
    public var section: String
    /// Whether a number typed first says how many times.
    public var takesCount: Bool
    /// Why it cannot act now, in one sentence; nil when it can.
    public var disabled: String?

    /// A binding that can act; by default it has no words, takes no count, and is not in the footer.
    public init(
        _ keys: [Key], others: KeyClass? = nil, _ action: Action, words: [String] = [], footer: String? = nil,
        help: String, section: String = "", takesCount: Bool = false, disabled: String? = nil
    ) {
        self.keys = keys
        self.others = others
        self.action = action
        self.words = words
        self.footer = footer
        self.help = help
        self.section = section
        self.takesCount = takesCount
        self.disabled = disabled
    }

    /// The keys' names, a blank between them.
    public func names(_ glyphs: Glyphs) -> String {
        (keys.map { $0.name(glyphs) } + (others.map { [glyphs.text($0.name)] } ?? [])).joined(separator: " ")
    }

    /// The first of the names.
    public func name(_ glyphs: Glyphs) -> String {
        keys.first?.name(glyphs) ?? others.map { glyphs.text($0.name) } ?? ""
    }

    /// Whether the key is one of `keys` or in `others`.
    public func has(_ key: Key) -> Bool { keys.contains(key) || others?.contains(key) == true }

    /// The same binding for something else to do.
    public func map<Other>(_ transform: (Action) -> Other) -> KeyBinding<Other> {
        KeyBinding<Other>(
            keys, others: others, transform(action), words: words, footer: footer, help: help, section: section,
            takesCount: takesCount, disabled: disabled)
    }
}

/// The keys of one screen. Of two bindings for one key the earlier holds.
public struct KeyTable<Action: Sendable>: Sendable {
    /// In the order of footer and help; of two that have the same key the earlier holds.
    public var bindings: [KeyBinding<Action>]

    /// A table of bindings, the earlier ahead of the later.
    public init(_ bindings: [KeyBinding<Action>]) { self.bindings = bindings }

    /// The binding that a key acts by, even when it is disabled; nil when no binding has the key.
    public func binding(for key: Key) -> KeyBinding<Action>? { bindings.first { $0.has(key) } }

    /// The binding for a word of plain mode.
    public func binding(for word: String) -> KeyBinding<Action>? { bindings.first { $0.words.contains(word) } }

    /// This table without the keys and words that another one has, and without what has no key and no word left.
    public func yielding(to winner: KeyTable) -> KeyTable {
        let (keys, words) = (Set(winner.bindings.flatMap(\.keys)), Set(winner.bindings.flatMap(\.words)))
        let classes = winner.bindings.compactMap(\.others)
        return KeyTable(
            bindings.compactMap { binding in
                var left = binding
                left.keys.removeAll { key in keys.contains(key) || classes.contains { $0.contains(key) } }
                left.words.removeAll { words.contains($0) }
                return left.keys.isEmpty && left.others == nil && left.words.isEmpty ? nil : left
            })
    }

    /// This table's bindings first, then the other's.
    public static func + (left: KeyTable, right: KeyTable) -> KeyTable { KeyTable(left.bindings + right.bindings) }
}

/// What a key came to.
public enum KeyOutcome<Action: Sendable>: Sendable {
    /// Do it so many times; 1 when no number was typed or it takes none.
    case act(Action, times: Int)
    /// A number is being typed.
    case counting(Int)
    /// A number was being typed and is forgotten.
    case cancelled
    case disabled(reason: String)
    case unknown(Key)
}

/// The number that is being typed before a key (`5→`).
public struct KeyCount: Hashable, Sendable {
    /// A larger number that is typed becomes this one.
    public static let most = 99_999
    /// The number so far; nil when none is being typed.
    public private(set) var typed: Int?

    /// No number is being typed.
    public init() {}

    /// Feeds one key. A digit that has a binding of its own counts only inside a number; 0 never begins one.
    public mutating func feed<Action>(_ key: Key, to table: KeyTable<Action>) -> KeyOutcome<Action> {
        if let digit = key.digit, typed != nil || digit != 0 && table.binding(for: key) == nil {
            typed = min(KeyCount.most, (typed ?? 0) * 10 + digit)
            return .counting(typed ?? 0)
        }
        let count = typed
        typed = nil
        if key == .escape && count != nil { return .cancelled }
        guard let binding = table.binding(for: key) else { return .unknown(key) }
        if let reason = binding.disabled { return .disabled(reason: reason) }
        return .act(binding.action, times: binding.takesCount ? count ?? 1 : 1)
    }
}

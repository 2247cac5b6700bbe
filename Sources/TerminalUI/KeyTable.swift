/// One thing that keys do: what dispatch, the footer, the help and the manual need to know of it.
public struct KeyBinding<Action: Sendable>: Sendable {
    public var keys: [Key]
    public var action: Action
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

    public init(
        _ keys: [Key], _ action: Action, footer: String? = nil, help: String, section: String = "",
        takesCount: Bool = false, disabled: String? = nil
    ) {
        self.keys = keys
        self.action = action
        self.footer = footer
        self.help = help
        self.section = section
        self.takesCount = takesCount
        self.disabled = disabled
    }

    /// The keys' names, `/` between them.
    public func names(_ glyphs: Glyphs) -> String { keys.map { $0.name(glyphs) }.joined(separator: " ") }
}

/// The keys of one screen. Of two bindings for one key the earlier holds.
public struct KeyTable<Action: Sendable>: Sendable {
    public var bindings: [KeyBinding<Action>]

    public init(_ bindings: [KeyBinding<Action>]) { self.bindings = bindings }

    public func binding(for key: Key) -> KeyBinding<Action>? { bindings.first { $0.keys.contains(key) } }

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
    public static let most = 99_999
    public private(set) var typed: Int?

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

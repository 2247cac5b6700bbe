import TerminalUI

/// A screen, an overlay or a prompt, whole: its keys, what they do, its picture and its plain words. It is a value that holds what it
/// remembers between two keys; all else is the explorer's.
public protocol Screen: Sendable {
    /// Its own keys as they are now: the one source of what a key does, of footer, help, manual and words. They win over shared ones.
    func keys(_ explorer: Explorer) -> [ScreenKey<Self>]

    /// Which of the keys that screens share it has beside its own.
    var shared: SharedKeys { get }

    /// The names of the screens that its footer offers.
    var offers: [String] { get }

    /// Whether it lies over the screen below and leaves that in sight.
    var isOverlay: Bool { get }

    /// The smallest terminal on which it can be drawn.
    var smallest: Size { get }

    /// Takes a pasted text where something is typed; false where there is no place for it.
    mutating func insert(_ text: String) -> Bool

    /// Hears that a key or a word was carried out while it is on top.
    mutating func notice(_ explorer: inout Explorer)

    /// How long until it goes on by itself; nil while it waits for keys alone.
    var pace: Duration? { get }

    /// Goes on by itself: takes over what has been computed beside the keys.
    mutating func tick(_ explorer: inout Explorer)

    /// Waits until nothing is being computed any more.
    mutating func settle(_ explorer: inout Explorer)

    /// Goes to an epoch, where it is one that trains; false where it is not.
    mutating func go(toEpoch epoch: Int, _ explorer: inout Explorer) -> Bool

    /// Its picture; the last row of the terminal, the footer, is not part of it.
    func draw(_ grid: inout Grid, _ explorer: Explorer)

    /// The same content line by line.
    func words(_ explorer: Explorer) -> LinearText

    /// What stands under the cursor, in one sentence, its number within a dozen words; nil where the whole content is the answer.
    func sentence(_ explorer: Explorer) -> String?

    /// What a move along the timeline has changed, line by line.
    func changes(_ explorer: Explorer) -> LinearText
}

extension Screen {
    public var shared: SharedKeys { [.timeline, .scene, .screens, .always] }
    public var offers: [String] { [] }
    public var isOverlay: Bool { false }
    public var smallest: Size { Explorer.smallest }
    public mutating func insert(_ text: String) -> Bool { false }
    public mutating func notice(_ explorer: inout Explorer) {}
    public var pace: Duration? { nil }
    public mutating func tick(_ explorer: inout Explorer) {}
    public mutating func settle(_ explorer: inout Explorer) {}
    public mutating func go(toEpoch epoch: Int, _ explorer: inout Explorer) -> Bool { false }
    public func sentence(_ explorer: Explorer) -> String? { nil }
    public func changes(_ explorer: Explorer) -> LinearText { LinearText() }
}

/// A screen that one goes to by its name (`:gradients`, `--screen gradients`, the word `gradients`) or by its key. One that stands in
/// `Explorer.screens` is reached from every other.
public protocol NamedScreen: Screen {
    /// The word that leads here, and by which a stack that was left is found again.
    static var name: String { get }
    /// Other words that lead here.
    static var otherNames: [String] { get }
    /// The key that leads here: `g` for Gradients.
    static var key: Key { get }
    /// What the help says: `Gradients: vanishing, exploding, clipping`.
    static var title: String { get }
    /// What the footers of other screens say; see `offers`.
    static var footer: String { get }
    /// Whether it shows the open scene; then it begins anew with every scene, and without one it cannot be reached.
    static var isOfScene: Bool { get }
    /// Why it cannot be reached now, in one sentence.
    static func obstacle(_ explorer: Explorer) -> String?
    /// The words with arguments that it brings along.
    static var phrases: [Phrase] { get }

    /// The screen as one comes to it for the first time.
    init(_ explorer: Explorer)
}

extension NamedScreen {
    public static var otherNames: [String] { [] }
    public static var footer: String { name }
    public static var isOfScene: Bool { true }
    public static func obstacle(_ explorer: Explorer) -> String? { nil }
    public static var phrases: [Phrase] { [] }
}

/// Groups of keys that many screens have.
public struct SharedKeys: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Next, back, into a moment and out, play.
    public static let timeline = SharedKeys(rawValue: 1)
    /// Notation, fractions, notes, edit, undo, write.
    public static let scene = SharedKeys(rawValue: 2)
    /// Every named screen, and going anywhere by name.
    public static let screens = SharedKeys(rawValue: 4)
    /// Suspend, quit, help.
    public static let always = SharedKeys(rawValue: 8)
}

/// The key that was pressed, and how many times it counts.
public struct KeyPress: Sendable {
    /// Which of a line's keys it was.
    public let key: Key
    /// The number that was typed before it; 1 without one, and where the key takes none.
    public let times: Int

    /// A press that counts once, unless otherwise is said.
    public init(_ key: Key, times: Int = 1) {
        self.key = key
        self.times = times
    }
}

/// What a key of a screen does: it changes the screen and the explorer.
public typealias ScreenDeed<S> = @Sendable (inout S, inout Explorer, KeyPress) -> Void
/// A line of a screen's own table of keys.
public typealias ScreenKey<S> = KeyBinding<ScreenDeed<S>>

/// What a shared key does, and what a screen's own key does once it is known where the screen stands.
public typealias ExplorerDeed = @Sendable (inout Explorer, KeyPress) -> Void
/// A line of a table of keys that screens share.
public typealias ExplorerKey = KeyBinding<ExplorerDeed>

extension KeyBinding {
    /// One line of a screen's table: keys, words about them, and what they do.
    public init<S>(
        _ keys: [Key], others: KeyClass? = nil, words: [String] = [], footer: String? = nil, help: String,
        section: String = "", takesCount: Bool = false, disabled: String? = nil, act: @escaping ScreenDeed<S>
    ) where Action == ScreenDeed<S> {
        self.init(
            keys, others: others, act, words: words, footer: footer, help: help, section: section,
            takesCount: takesCount, disabled: disabled)
    }

    /// One line of a table that screens share.
    public init(
        _ keys: [Key], words: [String] = [], footer: String? = nil, help: String, section: String = "",
        takesCount: Bool = false, disabled: String? = nil, act: @escaping ExplorerDeed
    ) where Action == ExplorerDeed {
        self.init(
            keys, act, words: words, footer: footer, help: help, section: section, takesCount: takesCount,
            disabled: disabled)
    }
}

/// What a cell of the screen means; a theme decides how that looks. Colour never says it alone: the text has the sign or the glyph too.
public struct Style: Hashable, Sendable {
    /// What the theme chooses the colours by.
    public var meaning: Meaning
    /// Whether the focus or the selection is here, and whether it cannot act now.
    public var marks: Marks

    /// A meaning, by default with no marks.
    public init(_ meaning: Meaning, marks: Marks = []) {
        self.meaning = meaning
        self.marks = marks
    }

    /// What a cell stands for; a theme has a look for each.
    public enum Meaning: Hashable, Sendable {
        case plain
        case title, heading, label, value, dim, rule, hint
        /// A key's name in the footer and the help.
        case key
        /// The present moment; what has been computed; what has not.
        case present, past, future
        case gateOpen, gateClosed
        case positive, negative
        case gradientPositive, gradientNegative
        /// A gradient entry that clipping changed.
        case clipped
        /// A number that was changed by hand and not saved.
        case edited
        case success, warning, error
        /// A curve or a cell kind among several, from 0.
        case series(UInt8)
        /// A signed level from −4 to 4; 0 is neutral.
        case diverging(Int8)
        /// A level from 0 (least) to 7 (most).
        case sequential(UInt8)
    }

    /// What holds besides the meaning.
    public struct Marks: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Keys act here; the hardware cursor sits here too.
        public static let focus = Marks(rawValue: 1)
        /// Chosen, while the focus may be elsewhere.
        public static let selected = Marks(rawValue: 2)
        /// Cannot act now, such as a disabled key in the footer.
        public static let faint = Marks(rawValue: 4)
    }

    /// The same meaning where keys act.
    public var focused: Style { Style(meaning, marks: marks.union(.focus)) }
    /// The same meaning, chosen.
    public var selected: Style { Style(meaning, marks: marks.union(.selected)) }
    /// The same meaning for what cannot act now.
    public var faint: Style { Style(meaning, marks: marks.union(.faint)) }

    /// The style itself, with the focus where `isFocused`.
    public func focused(_ isFocused: Bool) -> Style { isFocused ? focused : self }
}

extension Style {
    /// Sentences, and everything without a meaning of its own.
    public static let plain = Style(.plain)
    /// The name of a scene, a lesson or a list, in the first row.
    public static let title = Style(.title)
    /// The head of a block, the title of a box, the name of an axis.
    public static let heading = Style(.heading)
    /// What a number or a row is called.
    public static let label = Style(.label)
    /// A number whose sign is not coloured, and findings about numbers.
    public static let value = Style(.value)
    /// What stands beside the matter: summaries, units, marks at a cut.
    public static let dim = Style(.dim)
    /// Frames, axes and separating lines.
    public static let rule = Style(.rule)
    /// What one could do, and where there is more.
    public static let hint = Style(.hint)
    /// The name of a key to press, in the footer, the help and beside the text.
    public static let key = Style(.key)
    /// The present moment, and what belongs to it.
    public static let present = Style(.present)
    /// What has been computed.
    public static let past = Style(.past)
    /// What has not been computed.
    public static let future = Style(.future)
    /// A chosen thing of no other meaning, where keys act.
    public static let focus = Style(.plain, marks: .focus)
    /// A chosen thing of no other meaning, while the focus may be elsewhere.
    public static let selection = Style(.plain, marks: .selected)
    /// A gate's value from ½ on.
    public static let gateOpen = Style(.gateOpen)
    /// A gate's value below ½.
    public static let gateClosed = Style(.gateClosed)
    /// A value above 0.
    public static let positive = Style(.positive)
    /// A value below 0.
    public static let negative = Style(.negative)
    /// A gradient entry above 0.
    public static let gradientPositive = Style(.gradientPositive)
    /// A gradient entry below 0.
    public static let gradientNegative = Style(.gradientNegative)
    /// What clipping changed, and its threshold.
    public static let clipped = Style(.clipped)
    /// A number that was changed by hand and not saved.
    public static let edited = Style(.edited)
    /// A right answer, and in a list the one that was wanted.
    public static let success = Style(.success)
    /// What wants attention: an unreadable answer, changes that are not written, numbers that explode.
    public static let warning = Style(.warning)
    /// What is wrong: an answer, a refused input, NaN, a run that diverged.
    public static let error = Style(.error)

    /// One of several curves or cell kinds, from 0.
    public static func series(_ index: Int) -> Style { Style(.series(UInt8(clamping: index))) }
    /// −4 … 4, clamped.
    public static func diverging(_ step: Int) -> Style { Style(.diverging(Int8(max(-4, min(4, step))))) }
    /// 0 … 7, clamped.
    public static func sequential(_ step: Int) -> Style { Style(.sequential(UInt8(max(0, min(7, step))))) }

    /// Open from ½ on.
    public static func gate(_ value: Double) -> Style { value >= 0.5 ? .gateOpen : .gateClosed }
    /// By sign; zero and NaN are plain values.
    public static func signed(_ value: Double) -> Style { value > 0 ? .positive : value < 0 ? .negative : .value }
    /// By sign; zero and NaN are plain values.
    public static func gradient(_ value: Double) -> Style {
        value > 0 ? .gradientPositive : value < 0 ? .gradientNegative : .value
    }
}

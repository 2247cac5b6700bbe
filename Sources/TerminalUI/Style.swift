/// What a cell of the screen means; a theme decides how that looks. Colour never says it alone: the text has the sign or the glyph too.
public struct Style: Hashable, Sendable {
    public var meaning: Meaning
    public var marks: Marks

    public init(_ meaning: Meaning, marks: Marks = []) {
        self.meaning = meaning
        self.marks = marks
    }

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
        public static let faint = Marks(rawValue: 4)
    }

    public var focused: Style { Style(meaning, marks: marks.union(.focus)) }
    public var selected: Style { Style(meaning, marks: marks.union(.selected)) }
    public var faint: Style { Style(meaning, marks: marks.union(.faint)) }

    /// The style itself, with the focus where `isFocused`.
    public func focused(_ isFocused: Bool) -> Style { isFocused ? focused : self }
    public func selected(_ isSelected: Bool) -> Style { isSelected ? selected : self }
}

extension Style {
    public static let plain = Style(.plain)
    public static let title = Style(.title)
    public static let heading = Style(.heading)
    public static let label = Style(.label)
    public static let value = Style(.value)
    public static let dim = Style(.dim)
    public static let rule = Style(.rule)
    public static let hint = Style(.hint)
    public static let key = Style(.key)
    public static let present = Style(.present)
    public static let past = Style(.past)
    public static let future = Style(.future)
    public static let focus = Style(.plain, marks: .focus)
    public static let selection = Style(.plain, marks: .selected)
    public static let gateOpen = Style(.gateOpen)
    public static let gateClosed = Style(.gateClosed)
    public static let positive = Style(.positive)
    public static let negative = Style(.negative)
    public static let gradientPositive = Style(.gradientPositive)
    public static let gradientNegative = Style(.gradientNegative)
    public static let clipped = Style(.clipped)
    public static let edited = Style(.edited)
    public static let success = Style(.success)
    public static let warning = Style(.warning)
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

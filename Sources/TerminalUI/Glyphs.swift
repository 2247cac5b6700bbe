/// The characters that the screen is drawn with. Unicode needs no font beyond block elements; braille is asked for.
public enum Glyphs: String, Hashable, Sendable, CaseIterable {
    case braille, unicode, ascii

    /// Whether every glyph is its ASCII stand-in.
    public var isASCII: Bool { self == .ascii }

    /// `ascii` for a locale whose character set is not UTF-8.
    public static func forCharacterSet(_ name: String) -> Glyphs {
        ["UTF-8", "UTF8"].contains(name.uppercased()) ? .unicode : .ascii
    }

    func pick(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar) -> Unicode.Scalar { isASCII ? ascii : unicode }

    /// A thin line across: frames, axes, and on the timeline what is to come.
    public var horizontal: Unicode.Scalar { pick("─", "-") }
    /// A thick line across: what has been computed, on the timeline and in the graph.
    public var heavyHorizontal: Unicode.Scalar { pick("━", "=") }
    /// A broken line across: a level in a plot, and in the graph what has not been computed.
    public var dashedHorizontal: Unicode.Scalar { pick("┄", ".") }
    /// A thin line down: frames, axes and the middle of a signed bar.
    public var vertical: Unicode.Scalar { pick("│", "|") }
    /// A broken line down: the playhead in a plot, and in the graph what has not been computed.
    public var dashedVertical: Unicode.Scalar { pick("┆", ":") }
    /// Stands between two sections of the timeline.
    public var section: Unicode.Scalar { pick("╎", "|") }
    /// Where two thin lines cross.
    public var cross: Unicode.Scalar { pick("┼", "+") }
    /// Where the sides of a frame meet; at the lower left a plot's axes do, too.
    public var corners:
        (topLeft: Unicode.Scalar, topRight: Unicode.Scalar, bottomLeft: Unicode.Scalar, bottomRight: Unicode.Scalar)
    {
        isASCII ? ("+", "+", "+", "+") : ("┌", "┐", "└", "┘")
    }

    /// A plain arrow to the left.
    public var left: Unicode.Scalar { pick("←", "<") }
    /// A plain arrow to the right.
    public var right: Unicode.Scalar { pick("→", ">") }
    /// A plain arrow up.
    public var up: Unicode.Scalar { pick("↑", "^") }
    /// A plain arrow down.
    public var down: Unicode.Scalar { pick("↓", "v") }
    /// Heads of arrows that carry a computed value, and of those that do not yet.
    public var filledRight: Unicode.Scalar { pick("▶", ">") }
    /// The head of an arrow to the left that carries a value; in a bar, the value lies beyond that end.
    public var filledLeft: Unicode.Scalar { pick("◀", "<") }
    /// The head of an arrow upwards that carries a value.
    public var filledUp: Unicode.Scalar { pick("▲", "^") }
    /// The head of an arrow downwards that carries a value.
    public var filledDown: Unicode.Scalar { pick("▼", "v") }
    /// The head of an arrow to the right that carries nothing yet.
    public var hollowRight: Unicode.Scalar { pick("▷", ")") }
    /// The head of an arrow to the left that carries nothing yet.
    public var hollowLeft: Unicode.Scalar { pick("◁", "(") }
    /// The head of an arrow upwards that carries nothing yet.
    public var hollowUp: Unicode.Scalar { pick("△", "'") }
    /// The head of an arrow downwards that carries nothing yet.
    public var hollowDown: Unicode.Scalar { pick("▽", ",") }

    /// A moment of the timeline that is past.
    public var done: Unicode.Scalar { pick("●", "*") }
    /// The present moment of the timeline.
    public var present: Unicode.Scalar { pick("◉", "@") }
    /// A moment of the timeline to come, and the place of a number that has not been computed.
    public var notYet: Unicode.Scalar { pick("○", "o") }
    /// More lies to the left, to the right, above, below.
    public var moreLeft: Unicode.Scalar { pick("‹", "<") }
    /// More lies to the right.
    public var moreRight: Unicode.Scalar { pick("›", ">") }
    /// More lies above.
    public var moreUp: Unicode.Scalar { pick("▴", "^") }
    /// More lies below.
    public var moreDown: Unicode.Scalar { pick("▾", "v") }
    /// A true minus sign, in ASCII a hyphen.
    public var minus: Unicode.Scalar { pick("−", "-") }
    /// Stands before an item of a list.
    public var bullet: Unicode.Scalar { pick("•", "-") }
    /// Stands at a right answer.
    public var check: Unicode.Scalar { pick("✓", "y") }
    /// Stands at a wrong answer.
    public var ballot: Unicode.Scalar { pick("✗", "x") }

    /// A number as an index: `₁₂`, in ASCII `_12`.
    public func subscripted(_ number: Int) -> String {
        if isASCII { return "_\(number)" }
        return String(
            String(number).unicodeScalars.map { digit in
                digit == "-" ? "₋" : Unicode.Scalar(0x2080 + digit.value - 0x30) ?? digit
            }[...])
    }

    /// A name with an index: `h₃`, in ASCII `h3`; a name that ends in a digit keeps the underscore (`u1_3`).
    public func indexed(_ name: String, _ index: Int) -> String {
        let endsInDigit = name.last.map { $0.isASCII && $0.isNumber } ?? false
        return name + (isASCII && !endsInDigit && index >= 0 ? String(index) : subscripted(index))
    }
}

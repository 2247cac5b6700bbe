/// The characters that the screen is drawn with. Unicode needs no font beyond block elements; braille is asked for.
public enum Glyphs: String, Hashable, Sendable, CaseIterable {
    case braille, unicode, ascii

    public var isASCII: Bool { self == .ascii }

    /// `ascii` for a locale whose character set is not UTF-8.
    public static func forCharacterSet(_ name: String) -> Glyphs {
        ["UTF-8", "UTF8"].contains(name.uppercased()) ? .unicode : .ascii
    }

    func pick(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar) -> Unicode.Scalar { isASCII ? ascii : unicode }

    public var horizontal: Unicode.Scalar { pick("─", "-") }
    public var heavyHorizontal: Unicode.Scalar { pick("━", "=") }
    public var dashedHorizontal: Unicode.Scalar { pick("┄", ".") }
    public var vertical: Unicode.Scalar { pick("│", "|") }
    public var dashedVertical: Unicode.Scalar { pick("┆", ":") }
    public var section: Unicode.Scalar { pick("╎", "|") }
    public var cross: Unicode.Scalar { pick("┼", "+") }
    public var corners:
        (topLeft: Unicode.Scalar, topRight: Unicode.Scalar, bottomLeft: Unicode.Scalar, bottomRight: Unicode.Scalar)
    {
        isASCII ? ("+", "+", "+", "+") : ("┌", "┐", "└", "┘")
    }

    public var left: Unicode.Scalar { pick("←", "<") }
    public var right: Unicode.Scalar { pick("→", ">") }
    public var up: Unicode.Scalar { pick("↑", "^") }
    public var down: Unicode.Scalar { pick("↓", "v") }
    /// Heads of arrows that carry a computed value, and of those that do not yet.
    public var filledRight: Unicode.Scalar { pick("▶", ">") }
    public var filledLeft: Unicode.Scalar { pick("◀", "<") }
    public var filledUp: Unicode.Scalar { pick("▲", "^") }
    public var filledDown: Unicode.Scalar { pick("▼", "v") }
    public var hollowRight: Unicode.Scalar { pick("▷", ")") }
    public var hollowLeft: Unicode.Scalar { pick("◁", "(") }
    public var hollowUp: Unicode.Scalar { pick("△", "'") }
    public var hollowDown: Unicode.Scalar { pick("▽", ",") }

    public var done: Unicode.Scalar { pick("●", "*") }
    public var present: Unicode.Scalar { pick("◉", "@") }
    public var notYet: Unicode.Scalar { pick("○", "o") }
    /// More lies to the left, to the right, above, below.
    public var moreLeft: Unicode.Scalar { pick("‹", "<") }
    public var moreRight: Unicode.Scalar { pick("›", ">") }
    public var moreUp: Unicode.Scalar { pick("▴", "^") }
    public var moreDown: Unicode.Scalar { pick("▾", "v") }
    public var minus: Unicode.Scalar { pick("−", "-") }
    public var bullet: Unicode.Scalar { pick("•", "-") }
    public var check: Unicode.Scalar { pick("✓", "y") }
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

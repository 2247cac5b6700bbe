import Wording

/// Numbers as people read them: four decimals, scientific where that would hide them, a true minus sign, stable widths.
public struct Numbers: Hashable, Sendable {
    /// The tier whose minus sign is written.
    public var glyphs: Glyphs
    /// Digits after the point in `text`, and at most in `column`; with 17, `text` is exact.
    public var decimals: Int

    /// `decimals` below 0 or above 17 counts as 0 or 17.
    public init(_ glyphs: Glyphs, decimals: Int = 4) {
        self.glyphs = glyphs
        self.decimals = max(0, min(17, decimals))
    }

    private var spelling: DecimalSpelling { DecimalSpelling(decimals: decimals) }

    /// `0.8412`, `−0.4401`, `1.2346e−7`, `nan`, `inf`. Scientific below 10 units of the last place and from 100,000 on.
    public func text(_ value: Double) -> String { spell(spelling.text(value)) }

    /// The number at the right of a column of `width` cells, in as many digits as fit; `#` in every cell when none do.
    public func column(_ value: Double, width: Int = 9) -> String {
        guard let fitting = fitting(value, width) else { return String(repeating: "#", count: max(0, width)) }
        return Text.pad(spell(fitting), width: width, alignment: .right)
    }

    /// The number in as many digits as fit, in decimals where they show it; nil where none do.
    private func fitting(_ value: Double, _ width: Int) -> String? {
        let fixed =
            spelling.isFixed(value)
            ? (min(1, decimals)...decimals).reversed().lazy.map { DecimalSpelling.fixed(value, $0) }
                .first { $0.utf8.count <= width } : nil
        return fixed
            ?? (0...decimals).reversed().lazy.map { DecimalSpelling.scientific(value, $0) }
            .first { $0.utf8.count <= width }
    }

    /// A few significant digits for ticks and sentences: `0.5`, `12`, `1e−3`.
    public func short(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return spell(DecimalSpelling.nonFinite(value)) }
        if value == 0 { return "0" }
        return spell(DecimalSpelling.significant(value, digits))
    }

    /// The fewest digits that read back to the same double.
    public func exact(_ value: Double) -> String { spell(DecimalSpelling.shortened("\(value)")) }

    /// Fractions and other numbers that come as text get this tier's minus sign.
    public func spell(_ number: String) -> String {
        glyphs.isASCII ? number : number.exchanging("-", for: String(glyphs.minus))
    }
}

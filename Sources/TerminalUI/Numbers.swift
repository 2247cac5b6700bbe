import Foundation

/// Numbers as people read them: four decimals, scientific where that would hide them, a true minus sign, stable widths.
public struct Numbers: Hashable, Sendable {
    public var glyphs: Glyphs
    public var decimals: Int

    public init(_ glyphs: Glyphs, decimals: Int = 4) {
        self.glyphs = glyphs
        self.decimals = max(0, min(17, decimals))
    }

    /// `0.8412`, `−0.4401`, `1.2346e−7`, `nan`, `inf`. Scientific below 10 units of the last place and from 100,000 on.
    public func text(_ value: Double) -> String {
        spell(isFixed(value) ? fixed(value, decimals) : scientific(value, decimals))
    }

    /// The number at the right of a column of `width` cells, in as many digits as fit; `#` in every cell when none do.
    public func column(_ value: Double, width: Int = 9) -> String {
        let candidates =
            (isFixed(value) ? (min(1, decimals)...decimals).reversed().map { fixed(value, $0) } : [])
            + (0...decimals).reversed().map { scientific(value, $0) }
        let fitting = candidates.first { $0.utf8.count <= width }
        guard let fitting else { return String(repeating: "#", count: max(0, width)) }
        return Text.pad(spell(fitting), width: width, alignment: .right)
    }

    /// A few significant digits for ticks and sentences: `0.5`, `12`, `1e−3`.
    public func short(_ value: Double, digits: Int = 3) -> String {
        guard value.isFinite else { return spell(nonFinite(value)) }
        if value == 0 { return "0" }
        return spell(shortened(String(format: "%.\(max(1, min(17, digits)))g", value)))
    }

    /// The fewest digits that read back to the same double.
    public func exact(_ value: Double) -> String {
        guard value.isFinite else { return spell(nonFinite(value)) }
        let digits = "\(value)"
        return spell(shortened(digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits))
    }

    /// Fractions and other numbers that come as text get this tier's minus sign.
    public func spell(_ number: String) -> String {
        glyphs.isASCII ? number : number.replacing("-", with: String(glyphs.minus))
    }

    private func isFixed(_ value: Double) -> Bool {
        let size = abs(value)
        return value == 0 || size >= pow(10, Double(1 - decimals)) && size < 99_999.5
    }

    private func fixed(_ value: Double, _ places: Int) -> String {
        String(format: "%.\(places)f", value == 0 ? 0 : value)
    }

    private func scientific(_ value: Double, _ places: Int) -> String {
        value.isFinite ? shortened(String(format: "%.\(places)e", value)) : nonFinite(value)
    }

    private func nonFinite(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

    /// `1.5e-07` as `1.5e-7`, `2e+10` as `2e10`.
    private func shortened(_ number: String) -> String {
        guard let split = number.firstIndex(of: "e"), let exponent = Int(number[number.index(after: split)...]) else {
            return number
        }
        return number[..<split] + "e\(exponent)"
    }
}

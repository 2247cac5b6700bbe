import Foundation

/// Doubles as people read them, with a hyphen for a minus: so many decimals, scientific where that would hide them.
public struct DecimalSpelling: Sendable, Hashable {
    /// Digits after the point; 17 writes the fewest digits that read back to the same double.
    public var decimals: Int

    /// `decimals` below 0 or above 17 counts as 0 or 17.
    public init(decimals: Int = 4) { self.decimals = max(0, min(17, decimals)) }

    /// The fewest digits that read back to the same double.
    public static let exact = DecimalSpelling(decimals: 17)

    /// `0.8412`, `-0.4401`, `1.2346e-7`, `nan`, `inf`. Scientific below 10 units of the last place and from 100,000 on.
    public func text(_ value: Double) -> String {
        guard value.isFinite else { return Self.nonFinite(value) }
        if decimals == 17 { return Self.shortened("\(value == 0 ? 0 : value)") }
        return isFixed(value) ? Self.fixed(value, decimals) : Self.scientific(value, decimals)
    }

    /// Whether so many decimals show the number.
    public func isFixed(_ value: Double) -> Bool {
        let size = abs(value)
        return value == 0 || size >= pow(10, Double(1 - decimals)) && size < 99_999.5
    }

    /// `0.8412`, `-0.4401`: exactly so many decimals, whatever the size; zero has no sign.
    public static func fixed(_ value: Double, _ places: Int) -> String {
        value.isFinite ? PrintedDouble.text(value == 0 ? 0 : value, .fixed, digits: places) : nonFinite(value)
    }

    /// `1.2346e-7`: exactly so many decimals before the power of ten.
    public static func scientific(_ value: Double, _ places: Int) -> String {
        value.isFinite ? shortened(PrintedDouble.text(value, .scientific, digits: places)) : nonFinite(value)
    }

    /// So many significant digits at most, from 1 to 17: `0.5`, `12`, `1e-7`.
    public static func significant(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return nonFinite(value) }
        return shortened(PrintedDouble.text(value, .shorter, digits: max(1, min(17, digits))))
    }

    /// `nan`, `inf` or `-inf` for a value that is not finite; do not ask for another.
    public static func nonFinite(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

    /// `1.5e-07` as `1.5e-7`, `2e+10` as `2e10`, `3.0` as `3`.
    public static func shortened(_ number: String) -> String {
        let utf8 = number.utf8
        guard let split = utf8.firstIndex(of: UInt8(ascii: "e")),
            let exponent = Int(number[utf8.index(after: split)...])
        else { return number.hasSuffix(".0") ? String(number.dropLast(2)) : number }
        return number[..<split] + "e\(exponent)"
    }
}

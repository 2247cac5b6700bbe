import ExactMath

/// How many digits a decimal was given with: 0.250 has three decimals and three significant digits, 1.5e-3 four and two.
public struct DecimalDigits: Sendable, Hashable {
    /// Digits after the point, the power of ten taken in; negative for 15e3.
    public var decimals: Int
    /// Digits from the first that is not zero.
    public var significant: Int

    public init(decimals: Int, significant: Int) {
        self.decimals = decimals
        self.significant = significant
    }
}

/// A number as it stands in a text.
public struct NumberLiteral: Sendable, Hashable {
    public var value: Rational
    /// The digits of a decimal; nil for integers and for ½.
    public var digits: DecimalDigits?
    /// The spelling, safe to print.
    public var text: String

    public init(value: Rational, digits: DecimalDigits? = nil, text: String) {
        self.value = value
        self.digits = digits
        self.text = text
    }

    public init(_ integer: Int) { self.init(value: Rational(integer), text: "\(integer)") }

    /// The integer, if it is one and no further from zero than a million.
    package var smallInteger: Int? {
        guard let word = value.word, word.magnitude <= 1_000_000 else { return nil }
        return Int(word)
    }
}

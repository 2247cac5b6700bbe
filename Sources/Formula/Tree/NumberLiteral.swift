import ExactMath

/// How many digits a decimal was given with: 0.250 has three decimals and three significant digits, 1.5e-3 four and two.
public struct DecimalDigits: Sendable, Hashable {
    /// Digits after the point, the power of ten taken in; negative for 15e3.
    public var decimals: Int
    /// Digits from the first that is not zero.
    public var significant: Int

    /// The digits of a decimal as they were counted in its text.
    public init(decimals: Int, significant: Int) {
        self.decimals = decimals
        self.significant = significant
    }
}

/// A number as it stands in a text.
public struct NumberLiteral: Sendable, Hashable {
    /// The number exactly: that of 0.25 is 1/4.
    public var value: Rational
    /// The digits of a decimal; nil for integers and for ½.
    public var digits: DecimalDigits?
    /// The spelling, safe to print.
    public var text: String

    /// A literal as it was spelled; without digits it is an integer or a fraction.
    public init(value: Rational, digits: DecimalDigits? = nil, text: String) {
        self.value = value
        self.digits = digits
        self.text = text
    }

    /// A whole number in its usual spelling.
    public init(_ integer: Int) { self.init(value: Rational(integer), text: "\(integer)") }

    /// The integer, if it is one and no further from zero than a million.
    package var smallInteger: Int? {
        guard let word = value.word, word.magnitude <= 1_000_000 else { return nil }
        return Int(word)
    }
}

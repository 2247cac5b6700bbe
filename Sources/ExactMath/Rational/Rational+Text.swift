import BigInt

extension Rational: CustomStringConvertible {
    /// The longest text that is read, in digits of numerator, denominator or decimal.
    public static let maximumDigits = 4_000
    /// The largest power of ten that is read, either way.
    public static let maximumExponent = 4_000

    /// "3", "-3/4": lowest terms, the sign first.
    public var description: String {
        let (numerator, denominator) = digits
        return (sign < 0 ? "-" : "") + numerator + (denominator.map { "/" + $0 } ?? "")
    }

    /// "3", "-\frac{3}{4}"
    public var latex: String {
        let (numerator, denominator) = digits
        return (sign < 0 ? "-" : "") + (denominator.map { "\\frac{\(numerator)}{\($0)}" } ?? numerator)
    }

    /// |numerator| and, where it is not 1, the denominator in decimal.
    private var digits: (numerator: String, denominator: String?) {
        switch terms {
        case .small(let numerator, let denominator):
            return (String(numerator.magnitude), denominator == 1 ? nil : String(denominator))
        case .big(let long):
            return (
                DecimalText.of(long.magnitude), long.denominator.isOne ? nil : DecimalText.of(long.denominator.limbs)
            )
        }
    }

    /// Reads an integer, a fraction or a decimal: "3", "-3/4", "0.125", ".5", "1e-3", "−2" (U+2212 is a minus sign too).
    ///
    /// Nothing else may stand in the text, spaces included. Nil for anything else, a zero denominator, more than `maximumDigits` digits
    /// on a side of the fraction bar or a power of ten beyond `maximumExponent`.
    public init?(_ text: some StringProtocol) {
        var reader = NumberReader(text)
        let negative = reader.sign()
        guard let number = reader.decimal() else { return nil }
        var denominator: BigInt = 1
        if number.isPlain, reader.skip("/") {
            guard let divisor = reader.integer(), divisor != 0 else { return nil }
            denominator = divisor
        }
        guard reader.isAtEnd else { return nil }
        let power = BigInt(10).power(Swift.abs(number.exponent))
        let digits = negative ? -number.digits : number.digits
        self =
            number.exponent < 0 ? Rational(digits, denominator * power) : Rational(digits * power, denominator)
    }
}

/// Reads the parts of a number from the UTF-8 of a text, and stops at the bounds of `Rational`.
private struct NumberReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) {
        // Sign, three bytes at most; two numbers with a point and an exponent: no readable text is longer.
        bytes = Array(text.utf8.prefix(3 * Rational.maximumDigits))
    }

    var isAtEnd: Bool { position == bytes.count }

    /// Whether the text goes on with this word, which is then passed.
    mutating func skip(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for i in 0..<count where bytes[position + i] != word.utf8Start[i] { return false }
        position += count
        return true
    }

    /// Whether a minus sign stands here; either sign is passed.
    mutating func sign() -> Bool {
        if skip("-") || skip("\u{2212}") { return true }
        _ = skip("+")
        return false
    }

    /// The digits from here on, or nil where there are too many.
    private mutating func digits() -> ArraySlice<UInt8>? {
        let start = position
        while position < bytes.count, (48...57).contains(bytes[position]) { position += 1 }
        return position - start <= Rational.maximumDigits ? bytes[start..<position] : nil
    }

    private func value(_ digits: some Collection<UInt8>) -> BigInt? {
        // Up to eighteen digits fit into a word.
        if digits.count <= 18 { return BigInt(digits.reduce(0) { 10 * $0 + Int($1 - 48) }) }
        return BigInt(String(decoding: Array(digits), as: UTF8.self))
    }

    mutating func integer() -> BigInt? {
        guard let digits = digits(), !digits.isEmpty else { return nil }
        return value(digits)
    }

    /// digits · 10^exponent; plain where neither a point nor an exponent stands.
    mutating func decimal() -> (digits: BigInt, exponent: Int, isPlain: Bool)? {
        guard let whole = digits() else { return nil }
        var fraction: ArraySlice<UInt8> = []
        var isPlain = true
        if skip(".") {
            guard let after = digits() else { return nil }
            fraction = after
            isPlain = false
        }
        let count = whole.count + fraction.count
        guard count > 0, count <= Rational.maximumDigits, let digits = value(whole + fraction) else { return nil }
        var exponent = 0
        if skip("e") || skip("E") {
            isPlain = false
            let negative = sign()
            guard let magnitude = integer(), magnitude <= Rational.maximumExponent else { return nil }
            exponent = negative ? -Int(magnitude) : Int(magnitude)
        }
        return (digits, exponent - fraction.count, isPlain)
    }
}

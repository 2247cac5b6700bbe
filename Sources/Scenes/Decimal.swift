import BigInt
import ExactMath

/// A decimal number without loss: digits × 10^exponent, with no zeros at either end of the digits.
struct Decimal: Sendable, Equatable {
    var isNegative: Bool
    /// Digits as values 0 … 9; none for zero.
    var digits: [UInt8]
    var exponent: Int

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Reads `[+-] digits [. digits] [e [+-] digits]`; nil for anything else.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: Decimal.isDigit)
        rest = rest[whole.endIndex...]
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Decimal.isDigit)
            rest = rest[(rest.startIndex + 1 + fraction.count)...]
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var power = 0
        if let mark = rest.first {
            guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
            rest = rest.dropFirst()
            let negative = rest.first == UInt8(ascii: "-")
            if negative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard !rest.isEmpty, rest.allSatisfy(Decimal.isDigit) else { return nil }
            for byte in rest { power = min(power * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000) }
            if negative { power = -power }
        }
        digits = []
        digits.reserveCapacity(whole.count + fraction.count)
        for byte in whole { digits.append(byte - UInt8(ascii: "0")) }
        for byte in fraction { digits.append(byte - UInt8(ascii: "0")) }
        exponent = power - fraction.count
        trim()
    }

    /// The shortest decimal that reads back to a finite double.
    init(_ double: Double) {
        // A finite double's description is always in the grammar above.
        self =
            Decimal(Array(double.description.utf8)[...])
            ?? Decimal(isNegative: false, digits: [], exponent: 0)
    }

    private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        self.isNegative = isNegative
        self.digits = digits
        self.exponent = exponent
    }

    private mutating func trim() {
        while digits.last == 0 {
            digits.removeLast()
            exponent += 1
        }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        if digits.isEmpty { exponent = 0 }
    }

    var rational: Rational {
        let magnitude = digits.count <= 18 ? BigInt(digits.reduce(0) { $0 * 10 + Int($1) }) : BigInt(text) ?? 0
        let numerator = isNegative ? -magnitude : magnitude
        let power = BigInt(10).power(abs(exponent))
        return exponent < 0 ? Rational(numerator, power) : Rational(numerator * power, 1)
    }

    /// The digits, without sign and power of ten.
    private var text: String { String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self) }

    /// The double nearest to a decimal of at most 15 digits without a power of ten, by one rounding; nil for any other text.
    static func smallDouble(_ bytes: ArraySlice<UInt8>) -> Double? {
        var mantissa = 0
        var digits = 0
        var places = 0
        var isFraction = false
        var rest = bytes
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        for byte in rest {
            if isDigit(byte) {
                mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                if isFraction { places += 1 }
                guard digits <= 15 else { return nil }
            } else if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        let magnitude = Double(mantissa) / powersOfTen[places]
        return isNegative ? -magnitude : magnitude
    }

    /// At most 18 digits as an integer.
    static func integer(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    static func bigInteger(_ digits: ArraySlice<UInt8>) -> BigInt {
        BigInt(String(decoding: digits, as: UTF8.self)) ?? 0
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}

extension Decimal: CustomStringConvertible {
    /// Digits with a point, or with a power of ten where that is shorter.
    var description: String {
        let sign = isNegative ? "-" : ""
        guard !digits.isEmpty else { return sign + "0" }
        let whole = digits.count + exponent
        if exponent >= 0, exponent <= 20 { return sign + text + String(repeating: "0", count: exponent) }
        if exponent < 0, whole > 0 { return sign + text.prefix(whole) + "." + text.dropFirst(whole) }
        if exponent < 0, whole > -5 { return sign + "0." + String(repeating: "0", count: -whole) + text }
        return sign + text + "e\(exponent)"
    }
}

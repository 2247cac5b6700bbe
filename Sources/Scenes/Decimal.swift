import BigInt
import ExactMath

/// A decimal number without loss: digits × 10^exponent, with no zeros at either end of the digits.
struct Decimal: Equatable {
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

    /// The nearest double, where at most 15 digits and a power of ten up to 22 give it by one rounding.
    var smallDouble: Double? {
        guard digits.count <= 15, abs(exponent) <= 22 else { return nil }
        let magnitude = Double(digits.reduce(0) { $0 * 10 + Int($1) })
        let scaled =
            exponent < 0 ? magnitude / Decimal.powersOfTen[-exponent] : magnitude * Decimal.powersOfTen[exponent]
        return isNegative ? -scaled : scaled
    }

    var rational: Rational {
        let magnitude = BigInt(digits.map { String($0) }.joined()) ?? 0
        let numerator = isNegative ? -magnitude : magnitude
        let power = BigInt(10).power(abs(exponent))
        return exponent < 0 ? Rational(numerator, power) : Rational(numerator * power, 1)
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

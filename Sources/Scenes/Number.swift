import BigInt
import ExactMath

/// A number as it stands in a scene: known exactly and as the nearest double at once.
public struct Number: Sendable {
    private enum Storage: Sendable {
        /// A number whose exact value is the shortest decimal that reads back to this double.
        case short(Double)
        /// A decimal with more digits than a double keeps; its fraction is only made when it is asked for.
        indirect case long(Decimal, nearest: Double)
        indirect case fraction(Rational, nearest: Double)
    }

    private let storage: Storage

    private init(_ storage: Storage) { self.storage = storage }

    /// The double nearest to the number.
    public var double: Double {
        switch storage {
        case .short(let value): value
        case .long(_, let nearest), .fraction(_, let nearest): nearest
        }
    }

    /// The number itself; 0.1 is 1/10.
    public var exact: Rational {
        switch storage {
        case .short(let value): Decimal(value).rational
        case .long(let value, _): value.rational
        case .fraction(let value, _): value
        }
    }

    /// The number as an element of S: exact where S is exact, else by way of the nearest double.
    public func value<S: Scalar>(as type: S.Type = S.self) -> S {
        S.isExact ? S(exact) : S(double)
    }

    /// The shortest decimal that reads back to a finite double.
    public init(_ double: Double) {
        precondition(double.isFinite, "a scene's number is finite")
        storage = .short(double)
    }

    /// A whole number, exactly; beyond 2^53 only its double is rounded.
    public init(_ integer: Int) { self.init(Rational(integer)) }

    /// A fraction, exactly; its double is infinite where the fraction is beyond the largest double.
    public init(_ rational: Rational) {
        let nearest = rational.approximation
        let isShort = nearest.isFinite && Decimal(nearest).rational == rational
        storage = isShort ? .short(nearest) : .fraction(rational, nearest: nearest)
    }
}

extension Number: Hashable {
    /// Whether both are the same number; −0 is another than 0, as the doubles are.
    public static func == (a: Number, b: Number) -> Bool {
        guard a.double.bitPattern == b.double.bitPattern else { return false }
        if case .short = a.storage, case .short = b.storage { return true }
        return a.exact == b.exact
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(double.bitPattern) }
}

/// Why a text is no number of a scene.
public enum NumberProblem: Error, Sendable, Hashable {
    case notANumber
    /// `.inf`, `.nan` and their spellings.
    case notFinite
    /// Larger than the largest double.
    case tooLarge
    case tooManyDigits(limit: Int)
    case zeroDenominator
}

extension Number {
    /// Digits that a numerator, a denominator or a decimal may have.
    static let digitLimit = 100
    /// Powers of ten that a decimal may have, beyond those of doubles.
    static let exponentLimit = 400

    /// Reads an integer, a decimal (`-0.5`, `1e-3`) or a fraction of integers (`-2/7`).
    public init(_ text: String) throws(NumberProblem) {
        let bytes = Array(text.utf8)
        self = try Number.read(bytes[...])
    }

    static func read(_ bytes: ArraySlice<UInt8>) throws(NumberProblem) -> Number {
        if let double = Decimal.smallDouble(bytes) { return Number(double) }
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
            return try fraction(bytes[..<slash], bytes[(slash + 1)...])
        }
        guard let decimal = Decimal(bytes) else { throw isNotFinite(bytes) ? .notFinite : .notANumber }
        guard decimal.digits.count <= digitLimit, abs(decimal.exponent) <= exponentLimit else {
            if decimal.exponent > exponentLimit { throw .tooLarge }
            throw .tooManyDigits(limit: digitLimit)
        }
        guard let double = Double(String(decoding: bytes, as: UTF8.self)), double.isFinite else { throw .tooLarge }
        return Number(Decimal(double) == decimal ? .short(double) : .long(decimal, nearest: double))
    }

    private static func fraction(
        _ top: ArraySlice<UInt8>, _ bottom: ArraySlice<UInt8>
    ) throws(NumberProblem) -> Number {
        if let small = smallFraction(top, bottom) { return small }
        let numerator = try integer(top)
        let denominator = try integer(bottom, signed: false)
        guard denominator != 0 else { throw .zeroDenominator }
        let number = Number(Rational(numerator, denominator))
        guard number.double.isFinite else { throw .tooLarge }
        return number
    }

    /// A fraction of two integers of at most 15 digits that no decimal equals; nil for any other.
    private static func smallFraction(_ top: ArraySlice<UInt8>, _ bottom: ArraySlice<UInt8>) -> Number? {
        let isNegative = top.first == UInt8(ascii: "-")
        let digits = isNegative ? top.dropFirst() : top
        guard (1...15).contains(digits.count), (1...15).contains(bottom.count), digits.allSatisfy(Decimal.isDigit),
            bottom.allSatisfy(Decimal.isDigit)
        else { return nil }
        let numerator = Decimal.integer(digits)
        let denominator = Decimal.integer(bottom)
        guard denominator != 0 else { return nil }
        let value = Rational(isNegative ? -numerator : numerator) / Rational(denominator)
        var (divisor, rest) = (denominator, numerator)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        var lowest = denominator / divisor
        while lowest % 2 == 0 { lowest /= 2 }
        while lowest % 5 == 0 { lowest /= 5 }
        guard lowest != 1 else { return nil }
        let magnitude = Double(numerator) / Double(denominator)
        return Number(.fraction(value, nearest: isNegative ? -magnitude : magnitude))
    }

    private static func integer(_ bytes: ArraySlice<UInt8>, signed: Bool = true) throws(NumberProblem) -> BigInt {
        var digits = bytes
        if signed, let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            digits = digits.dropFirst()
        }
        guard !digits.isEmpty, digits.allSatisfy(Decimal.isDigit) else { throw .notANumber }
        guard digits.count <= digitLimit else { throw .tooManyDigits(limit: digitLimit) }
        let magnitude = digits.count <= 18 ? BigInt(Decimal.integer(digits)) : Decimal.bigInteger(digits)
        return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    private static func isNotFinite(_ bytes: ArraySlice<UInt8>) -> Bool {
        var word = String(decoding: bytes, as: UTF8.self).lowercased()[...]
        if let first = word.first, first == "-" || first == "+" { word = word.dropFirst() }
        if word.first == "." { word = word.dropFirst() }
        return ["inf", "nan", "infinity"].contains(word)
    }
}

extension Number: CustomStringConvertible {
    /// The shortest text that reads back to the same number.
    public var description: String {
        switch storage {
        case .short(let value):
            let isInteger = value == value.rounded() && abs(value) < 1e15 && !(value == 0 && value.sign == .minus)
            return isInteger ? String(Int(value)) : value.description
        case .long(let value, _): return value.description
        case .fraction(let value, _): return value.description
        }
    }
}

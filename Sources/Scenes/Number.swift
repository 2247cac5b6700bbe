import BigInt
import ExactMath

/// A number as it stands in a scene: known exactly and as the nearest double at once.
public enum Number: Sendable, Hashable {
    /// A number whose exact value is the shortest decimal that reads back to this double.
    case decimal(Double)
    /// Any other: a fraction, or a decimal with more digits than a double keeps.
    indirect case exact(Rational, nearest: Double)

    /// The double nearest to the number.
    public var double: Double {
        switch self {
        case .decimal(let value): value
        case .exact(_, let nearest): nearest
        }
    }

    /// The number itself; 0.1 is 1/10.
    public var exact: Rational {
        switch self {
        case .decimal(let value): Decimal(value).rational
        case .exact(let value, _): value
        }
    }

    /// The number as an element of S: exact where S is exact, else by way of the nearest double.
    public func value<S: Scalar>(as type: S.Type = S.self) -> S {
        S.isExact ? S(exact) : S(double)
    }

    public init(_ double: Double) {
        precondition(double.isFinite, "a scene's number is finite")
        self = .decimal(double)
    }

    public init(_ integer: Int) { self.init(Rational(integer)) }

    public init(_ rational: Rational) {
        self = Number.exact(rational, nearest: rational.approximation).simplified
    }

    /// The same number as a `decimal` where that is possible.
    private var simplified: Number {
        guard case .exact(let value, let nearest) = self, nearest.isFinite else { return self }
        return Decimal(nearest).rational == value ? .decimal(nearest) : self
    }
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
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
            let numerator = try integer(bytes[..<slash])
            let denominator = try integer(bytes[(slash + 1)...], signed: false)
            guard denominator != 0 else { throw .zeroDenominator }
            let number = Number(Rational(numerator, denominator))
            guard number.double.isFinite else { throw .tooLarge }
            return number
        }
        guard let decimal = Decimal(bytes) else { throw isNotFinite(bytes) ? .notFinite : .notANumber }
        if let quick = decimal.smallDouble { return .decimal(quick) }
        guard decimal.digits.count <= digitLimit, abs(decimal.exponent) <= exponentLimit else {
            if decimal.exponent > exponentLimit { throw .tooLarge }
            throw .tooManyDigits(limit: digitLimit)
        }
        guard let double = Double(String(decoding: bytes, as: UTF8.self)), double.isFinite else { throw .tooLarge }
        return Decimal(double) == decimal ? .decimal(double) : .exact(decimal.rational, nearest: double)
    }

    private static func integer(_ bytes: ArraySlice<UInt8>, signed: Bool = true) throws(NumberProblem) -> BigInt {
        var digits = bytes
        if signed, let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            digits = digits.dropFirst()
        }
        guard !digits.isEmpty, digits.allSatisfy(Decimal.isDigit) else { throw .notANumber }
        guard digits.count <= digitLimit else { throw .tooManyDigits(limit: digitLimit) }
        guard let magnitude = BigInt(String(decoding: digits, as: UTF8.self)) else { throw .notANumber }
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
        switch self {
        case .decimal(let value):
            if value == value.rounded(), abs(value) < 1e15, !(value == 0 && value.sign == .minus) {
                return String(Int(value))
            }
            return value.description
        case .exact(let value, _):
            return value.description
        }
    }
}

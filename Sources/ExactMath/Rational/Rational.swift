import BigInt

/// A fraction in lowest terms, exact for all sizes; the denominator is positive.
///
/// Numerator and denominator below 2^63 are two machine words. What does not fit is a numerator of many words over a denominator in
/// factors (`Denominator`). Every number has one representation, so equal numbers are equal structures.
public struct Rational: Sendable, Hashable {
    enum Storage: Sendable, Hashable {
        /// Lowest terms; the numerator is above −2^63, the denominator positive.
        case small(Int64, Int64)
        /// Lowest terms, and too large for `small`.
        case big(LongFraction)
    }

    let storage: Storage

    /// A fraction that is in lowest terms already.
    init(small numerator: Int64, _ denominator: Int64) { storage = .small(numerator, denominator) }

    public init(_ integer: Int) { self.init(reducing: integer < 0, UInt64(integer.magnitude), 1) }

    /// ± numerator / denominator in lowest terms; the denominator is not 0.
    init(reducing isNegative: Bool, _ numerator: UInt64, _ denominator: UInt64) {
        let divisor = denominator == 1 ? 1 : GreatestCommonDivisor.of(numerator, denominator)
        let (n, d) = divisor == 1 ? (numerator, denominator) : (numerator / divisor, denominator / divisor)
        if let signed = Int64(exactly: n), let bottom = Int64(exactly: d) {
            storage = .small(isNegative ? -signed : signed, bottom)
        } else {
            storage = .big(LongFraction(isNegative: isNegative, magnitude: [UInt(n)], denominator: Denominator(d)))
        }
    }

    /// numerator / denominator in lowest terms; a zero denominator is a trap.
    public init(_ numerator: BigInt, _ denominator: BigInt) {
        precondition(denominator != 0, "a fraction's denominator must not be zero")
        let isNegative = (numerator < 0) != (denominator < 0)
        if let n = UInt64(exactly: numerator.magnitude), let d = UInt64(exactly: denominator.magnitude) {
            self.init(reducing: isNegative, n, d)
            return
        }
        var limbs = PrimePowers.words(numerator.magnitude)
        let factors = Denominator(denominator.magnitude)
        self = limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return Rational(small: 0, 1) }
            return Rational(reducing: isNegative, base, buffer.count, factors)
        }
    }

    /// ± limbs / denominator in lowest terms; the limbs are overwritten.
    init(
        reducing isNegative: Bool, _ limbs: UnsafeMutablePointer<UInt>, _ count: Int, _ denominator: Denominator
    ) {
        guard Limbs.significant(limbs, count) > 0 else {
            storage = .small(0, 1)
            return
        }
        var lowest = denominator
        if lowest.exponents != .zero {
            lowest.exponents &-= SmallFactors.remove(from: limbs, count: count, atMost: lowest.exponents)
        }
        var length = Limbs.significant(limbs, count)
        if !lowest.rest.isEmpty { length = Self.reduce(limbs, length, by: &lowest.rest) }
        if length == 1, let numerator = Int64(exactly: limbs[0]), let word = lowest.word {
            storage = .small(isNegative ? -numerator : numerator, word)
        } else {
            let magnitude = Array(UnsafeBufferPointer(start: limbs, count: length))
            storage = .big(LongFraction(isNegative: isNegative, magnitude: magnitude, denominator: lowest))
        }
    }

    /// Divides both by their greatest common divisor; the number of limbs left.
    private static func reduce(_ limbs: UnsafeMutablePointer<UInt>, _ count: Int, by rest: inout [UInt]) -> Int {
        let numerator = BigUInt(words: UnsafeBufferPointer(start: limbs, count: count))
        let denominator = BigUInt(words: rest)
        let divisor = GreatestCommonDivisor.of(numerator, denominator)
        if divisor == 1 { return count }
        let quotient = denominator / divisor
        rest = quotient == 1 ? [] : PrimePowers.words(quotient)
        let words = PrimePowers.words(numerator / divisor)
        for (i, word) in words.enumerated() { limbs[i] = word }
        return words.count
    }

    public var numerator: BigInt {
        switch storage {
        case .small(let numerator, _): return BigInt(numerator)
        case .big(let fraction):
            return BigInt(sign: fraction.isNegative ? .minus : .plus, magnitude: BigUInt(words: fraction.magnitude))
        }
    }

    /// Positive.
    public var denominator: BigInt {
        switch storage {
        case .small(_, let denominator): return BigInt(denominator)
        case .big(let fraction): return BigInt(fraction.denominator.number)
        }
    }

    /// −1, 0 or 1
    public var sign: Int {
        switch storage {
        case .small(let numerator, _): return Int(numerator.signum())
        case .big(let fraction): return fraction.isNegative ? -1 : 1
        }
    }

    public var isZero: Bool { sign == 0 }

    public var isInteger: Bool {
        switch storage {
        case .small(_, let denominator): return denominator == 1
        case .big(let fraction): return fraction.denominator.isOne
        }
    }

    /// The bits of the longer of numerator and denominator, with a sign.
    package var bitWidth: Int {
        switch storage {
        case .small(let numerator, let denominator):
            let larger = max(numerator.magnitude, denominator.magnitude)
            return UInt64.bitWidth - larger.leadingZeroBitCount + 1
        case .big: return max(numerator.bitWidth, denominator.bitWidth)
        }
    }

    /// The number, if it is an integer of one word.
    package var word: Int64? {
        if case .small(let numerator, 1) = storage { return numerator }
        return nil
    }

    /// An upper bound of the numerator's limbs.
    var limbCount: Int {
        if case .big(let fraction) = storage { return fraction.magnitude.count }
        return 1
    }

    /// The denominator in factors.
    var factors: Denominator {
        switch storage {
        case .small(_, let denominator): return denominator == 1 ? .one : Denominator(UInt64(denominator))
        case .big(let fraction): return fraction.denominator
        }
    }
}

/// ± magnitude / denominator in lowest terms, where that does not fit two words. A class, so that a fraction is one reference and no
/// copy; nothing in it ever changes.
final class LongFraction: Sendable, Hashable {
    let isNegative: Bool
    /// Limbs without leading zeros.
    let magnitude: [UInt]
    let denominator: Denominator

    init(isNegative: Bool, magnitude: [UInt], denominator: Denominator) {
        self.isNegative = isNegative
        self.magnitude = magnitude
        self.denominator = denominator
    }

    static func == (a: LongFraction, b: LongFraction) -> Bool {
        a === b || a.isNegative == b.isNegative && a.magnitude == b.magnitude && a.denominator == b.denominator
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(isNegative)
        hasher.combine(magnitude)
        hasher.combine(denominator)
    }
}

import BigInt

/// A fraction, exact for all sizes; the denominator is positive.
///
/// In lowest terms: numerator and denominator below 2^63 are two machine words; what does not fit is a numerator of many words over a
/// denominator in factors (`Denominator`). A long fraction that comes out of a sum of products may stand in a row of fractions with one
/// common denominator; everything that can be seen of it is what its lowest terms say.
public struct Rational: Sendable {
    enum Storage: Sendable {
        case lowest(LowestTerms)
        /// An entry of a row.
        case row(ScaledRow, Int)
    }

    /// Every number has one representation in lowest terms, so equal numbers are equal structures.
    enum LowestTerms: Sendable, Hashable {
        /// The numerator is above −2^63, the denominator positive.
        case small(Int64, Int64)
        /// Too large for `small`.
        case big(LongFraction)
    }

    let storage: Storage

    init(_ terms: LowestTerms) { storage = .lowest(terms) }

    init(_ row: ScaledRow, _ i: Int) { storage = .row(row, i) }

    /// A fraction that is in lowest terms already.
    init(small numerator: Int64, _ denominator: Int64) { storage = .lowest(.small(numerator, denominator)) }

    /// The integer over 1, exact for every Int.
    public init(_ integer: Int) { self.init(reducing: integer < 0, UInt64(integer.magnitude), 1) }

    /// ± numerator / denominator in lowest terms; the denominator is not 0.
    init(reducing isNegative: Bool, _ numerator: UInt64, _ denominator: UInt64) {
        let divisor = denominator == 1 ? 1 : GreatestCommonDivisor.of(numerator, denominator)
        let (n, d) = divisor == 1 ? (numerator, denominator) : (numerator / divisor, denominator / divisor)
        if let signed = Int64(exactly: n), let bottom = Int64(exactly: d) {
            self.init(small: isNegative ? -signed : signed, bottom)
        } else {
            self.init(.big(LongFraction(isNegative: isNegative, magnitude: [UInt(n)], denominator: Denominator(d))))
        }
    }

    /// ± limbs / denominator in lowest terms; the limbs are overwritten.
    init(
        reducing isNegative: Bool, _ limbs: UnsafeMutablePointer<UInt>, _ count: Int, _ denominator: Denominator
    ) {
        self.init(LowestTerms(reducing: isNegative, limbs, count, denominator))
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

    /// The number in lowest terms.
    var terms: LowestTerms {
        switch storage {
        case .lowest(let terms): terms
        case .row(let row, let i): row.lowestTerms(i)
        }
    }

    /// In lowest terms, with the number's sign.
    public var numerator: BigInt {
        switch terms {
        case .small(let numerator, _): return BigInt(numerator)
        case .big(let fraction):
            return BigInt(sign: fraction.isNegative ? .minus : .plus, magnitude: BigUInt(words: fraction.magnitude))
        }
    }

    /// Positive.
    public var denominator: BigInt {
        switch terms {
        case .small(_, let denominator): return BigInt(denominator)
        case .big(let fraction): return BigInt(fraction.denominator.number)
        }
    }

    /// −1, 0 or 1
    public var sign: Int {
        switch storage {
        case .lowest(.small(let numerator, _)): return Int(numerator.signum())
        case .lowest(.big(let fraction)): return fraction.isNegative ? -1 : 1
        case .row(let row, let i): return row.sign(i)
        }
    }

    /// Whether the number is 0, decided without lowest terms.
    public var isZero: Bool { sign == 0 }

    /// Whether the denominator in lowest terms is 1.
    public var isInteger: Bool {
        switch terms {
        case .small(_, let denominator): return denominator == 1
        case .big(let fraction): return fraction.denominator.isOne
        }
    }

    /// The bits of the longer of numerator and denominator, with a sign.
    package var bitWidth: Int {
        switch terms {
        case .small(let numerator, let denominator):
            let larger = max(numerator.magnitude, denominator.magnitude)
            return UInt64.bitWidth - larger.leadingZeroBitCount + 1
        case .big: return max(numerator.bitWidth, denominator.bitWidth)
        }
    }

    /// The number, if it is an integer of one word.
    package var word: Int64? {
        if case .small(let numerator, 1) = terms { return numerator }
        return nil
    }

    /// An upper bound of the numerator's limbs.
    var limbCount: Int {
        if case .big(let fraction) = terms { return fraction.magnitude.count }
        return 1
    }

    /// The denominator in factors.
    var factors: Denominator {
        switch terms {
        case .small(_, let denominator): return denominator == 1 ? .one : Denominator(UInt64(denominator))
        case .big(let fraction): return fraction.denominator
        }
    }
}

extension Rational: Hashable {
    public static func == (a: Rational, b: Rational) -> Bool {
        if case .row(let left, let i) = a.storage, case .row(let right, let j) = b.storage, left === right, i == j {
            return true
        }
        return a.terms == b.terms
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(terms) }
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

import BigInt

/// A positive integer as the denominator of a fraction: the powers of the sixteen primes up to 53, and what is left.
///
/// Fractions that people write, and everything that sums and products make of them, have denominators of small primes only. In
/// this form their product is a sum of exponents, their least common multiple a maximum, and what a numerator shares with them
/// shows in its remainder modulo one machine word: sums of long fractions are reduced without a greatest common divisor of long
/// numbers. The rest, which is coprime with the sixteen primes, goes the general way.
struct Denominator: Sendable, Hashable {
    /// 2, 3, 5 … 53; the product of the odd ones still fits a word.
    static let primes = SIMD16<UInt32>(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)

    var exponents: SIMD16<UInt32>
    /// Limbs without leading zeros; none for 1.
    var rest: [UInt]

    static let one = Denominator(exponents: .zero, rest: [])

    init(exponents: SIMD16<UInt32>, rest: [UInt]) {
        self.exponents = exponents
        self.rest = rest
    }

    /// The factors of a word that is not 0.
    init(_ word: UInt64) {
        exponents = .zero
        rest = []
        exponents[0] = UInt32(word.trailingZeroBitCount)
        var left = word >> UInt64(word.trailingZeroBitCount)
        var lane = 1
        while left > 1, lane < 16 {
            let (quotient, remainder) = left.quotientAndRemainder(dividingBy: UInt64(Self.primes[lane]))
            if remainder == 0 {
                exponents[lane] += 1
                left = quotient
            } else {
                lane += 1
            }
        }
        if left > 1 { rest = [UInt(left)] }
    }

    /// The factors of a number that is not 0.
    init(_ number: BigUInt) {
        var limbs = Array(number.words)
        exponents = limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return .zero }
            return SmallFactors.remove(from: base, count: buffer.count, atMost: SIMD16(repeating: .max))
        }
        while limbs.last == 0 { limbs.removeLast() }
        rest = limbs == [1] ? [] : limbs
    }

    var isOne: Bool { rest.isEmpty && exponents == .zero }

    /// The number itself where it is below 2^63.
    var word: Int64? {
        guard rest.count <= 1, exponents.wrappedSum() < 63 else { return nil }
        var product = rest.first ?? 1
        for lane in 0..<16 where exponents[lane] != 0 {
            for _ in 0..<exponents[lane] {
                let (next, overflow) = product.multipliedReportingOverflow(by: UInt(Self.primes[lane]))
                if overflow { return nil }
                product = next
            }
        }
        return Int64(exactly: product)
    }

    var number: BigUInt { BigUInt(words: Limb.product(of: exponents, times: rest.isEmpty ? [1] : rest)) }

    static func * (a: Denominator, b: Denominator) -> Denominator {
        let sum = a.exponents &+ b.exponents
        precondition(sum.max() < 1 << 31, "a denominator with a prime to a power of 2^31 fits no memory")
        if a.rest.isEmpty { return Denominator(exponents: sum, rest: b.rest) }
        if b.rest.isEmpty { return Denominator(exponents: sum, rest: a.rest) }
        return Denominator(exponents: sum, rest: Limb.words(BigUInt(words: a.rest) * BigUInt(words: b.rest)))
    }

    /// The least common multiple.
    func leastCommonMultiple(_ other: Denominator) -> Denominator {
        let exponents = pointwiseMax(exponents, other.exponents)
        if other.rest.isEmpty || rest == other.rest { return Denominator(exponents: exponents, rest: rest) }
        if rest.isEmpty { return Denominator(exponents: exponents, rest: other.rest) }
        let (a, b) = (BigUInt(words: rest), BigUInt(words: other.rest))
        let multiple = a / GreatestCommonDivisor.of(a, b) * b
        return Denominator(exponents: exponents, rest: Limb.words(multiple))
    }

    /// multiple / this, which must be whole: what a numerator over this is multiplied by to stand over the multiple.
    func cofactor(in multiple: Denominator) -> [UInt] {
        let difference = multiple.exponents &- exponents
        if rest == multiple.rest { return Limb.product(of: difference, times: [1]) }
        let quotient = BigUInt(words: multiple.rest) / (rest.isEmpty ? 1 : BigUInt(words: rest))
        return Limb.product(of: difference, times: Limb.words(quotient))
    }
}

/// Natural numbers as arrays of limbs without leading zeros.
enum Limb {
    static func words(_ number: BigUInt) -> [UInt] { Array(number.words) }

    /// x · Π prime^exponent
    static func product(of exponents: SIMD16<UInt32>, times x: [UInt]) -> [UInt] {
        if exponents == .zero { return x }
        var result = x
        var word: UInt = 1
        for lane in 0..<16 where exponents[lane] != 0 {
            let prime = UInt(Denominator.primes[lane])
            for _ in 0..<exponents[lane] {
                let (next, overflow) = word.multipliedReportingOverflow(by: prime)
                if overflow {
                    multiply(&result, by: word)
                    word = prime
                } else {
                    word = next
                }
            }
        }
        multiply(&result, by: word)
        return result
    }

    private static func multiply(_ x: inout [UInt], by w: UInt) {
        var carry: UInt = 0
        for i in x.indices {
            let (high, low) = x[i].multipliedFullWidth(by: w)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            x[i] = sum
            carry = high &+ (overflow ? 1 : 0)
        }
        if carry != 0 { x.append(carry) }
    }
}

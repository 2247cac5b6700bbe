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
        if word < UInt64(Self.small.count), let exponents = Self.small[Int(word)] {
            self.init(exponents: exponents, rest: [])
        } else {
            self.init(dividing: word)
        }
    }

    /// The exponents of every number below 1,000 without larger primes.
    private static let small: [SIMD16<UInt32>?] = (0..<1_000).map { (word: Int) in
        let factors = word == 0 ? nil : Denominator(dividing: UInt64(word))
        return factors.flatMap { $0.rest.isEmpty ? $0.exponents : nil }
    }

    /// The factors of a word that is not 0, by trial division.
    private init(dividing word: UInt64) {
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
        Self.checkLength(exponents)
        while limbs.last == 0 { limbs.removeLast() }
        rest = limbs == [1] ? [] : limbs
    }

    /// Sizes are counted in 32 bits, with room for every prime at this power.
    private static func checkLength(_ exponents: SIMD16<UInt32>) {
        precondition(exponents.max() < 1 << 22, "a denominator with a prime to a power of four million is too long")
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

    /// The number itself, without leading zeros.
    var limbs: [UInt] {
        [UInt](unsafeUninitializedCapacity: bits / UInt.bitWidth + 2) { buffer, count in
            guard let base = buffer.baseAddress else { return }
            base.initialize(repeating: 0, count: buffer.count)
            base[0] = 1
            count = scale(base, 1)
        }
    }

    var number: BigUInt { BigUInt(words: limbs) }

    static func * (a: Denominator, b: Denominator) -> Denominator {
        let sum = a.exponents &+ b.exponents
        checkLength(sum)
        if a.rest.isEmpty { return Denominator(exponents: sum, rest: b.rest) }
        if b.rest.isEmpty { return Denominator(exponents: sum, rest: a.rest) }
        return Denominator(exponents: sum, rest: PrimePowers.words(BigUInt(words: a.rest) * BigUInt(words: b.rest)))
    }

    func raised(to exponent: Int) -> Denominator {
        if exponent == 0 { return .one }
        Self.checkLength(exponents &* UInt32(exponent))
        let power = rest.isEmpty ? [] : PrimePowers.words(BigUInt(words: rest).power(exponent))
        return Denominator(exponents: exponents &* UInt32(exponent), rest: power)
    }

    /// The least common multiple.
    func leastCommonMultiple(_ other: Denominator) -> Denominator {
        let exponents = pointwiseMax(exponents, other.exponents)
        if other.rest.isEmpty || rest == other.rest { return Denominator(exponents: exponents, rest: rest) }
        if rest.isEmpty { return Denominator(exponents: exponents, rest: other.rest) }
        let (a, b) = (BigUInt(words: rest), BigUInt(words: other.rest))
        let multiple = a / GreatestCommonDivisor.of(a, b) * b
        return Denominator(exponents: exponents, rest: PrimePowers.words(multiple))
    }

    /// This / divisor, which must be whole.
    func quotient(by divisor: Denominator) -> Denominator {
        let difference = exponents &- divisor.exponents
        if divisor.rest.isEmpty { return Denominator(exponents: difference, rest: rest) }
        if divisor.rest == rest { return Denominator(exponents: difference, rest: []) }
        return Denominator(
            exponents: difference, rest: PrimePowers.words(BigUInt(words: rest) / BigUInt(words: divisor.rest)))
    }

    /// An upper bound of log₂, linear: that of a product is the sum, of a quotient the difference plus the rest's.
    var bits: Int { PrimePowers.bits(exponents) + UInt.bitWidth * rest.count }

    /// The same without the rest: what may be subtracted.
    var smoothBits: Int { PrimePowers.bits(exponents) }

    /// Multiplies limbs in place by this number; they are long enough. The new count.
    func scale(_ limbs: UnsafeMutablePointer<UInt>, _ count: Int) -> Int {
        var length = count
        PrimePowers.forEachWord(of: exponents) { length = Limbs.multiply(limbs, length, by: $0) }
        if rest.isEmpty || length == 0 { return length }
        let copy = Array(UnsafeBufferPointer(start: limbs, count: length))
        let total = length + rest.count
        limbs.update(repeating: 0, count: total)
        Limbs.addProduct(limbs, copy, rest)
        return Limbs.significant(limbs, total)
    }
}

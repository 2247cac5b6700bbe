import BigInt

extension Rational.LowestTerms {
    /// ± limbs / denominator in lowest terms; the limbs are overwritten.
    init(
        reducing isNegative: Bool, _ limbs: UnsafeMutablePointer<UInt>, _ count: Int, _ denominator: Denominator
    ) {
        guard Limbs.significant(limbs, count) > 0 else {
            self = .small(0, 1)
            return
        }
        var lowest = denominator
        if lowest.exponents != .zero {
            lowest.exponents &-= SmallFactors.remove(from: limbs, count: count, atMost: lowest.exponents)
        }
        var length = Limbs.significant(limbs, count)
        if !lowest.rest.isEmpty { length = Self.reduce(limbs, length, by: &lowest.rest) }
        if length == 1, let numerator = Int64(exactly: limbs[0]), let word = lowest.word {
            self = .small(isNegative ? -numerator : numerator, word)
        } else {
            let magnitude = Array(UnsafeBufferPointer(start: limbs, count: length))
            self = .big(LongFraction(isNegative: isNegative, magnitude: magnitude, denominator: lowest))
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
}

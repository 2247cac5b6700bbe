/// What a number shares with powers of the sixteen primes of `Denominator`.
enum SmallFactors {
    /// Divides the number by every small prime as often as it goes, but not more often than `limit` says, and returns how often that was.
    ///
    /// The number must not be 0. One pass over the limbs finds its remainder modulo a word-sized product of the primes in question,
    /// in which powers of them show; only a number with more of them than fit the word needs another pass.
    static func remove(
        from x: UnsafeMutablePointer<UInt>, count: Int, atMost limit: SIMD16<UInt32>
    ) -> SIMD16<UInt32> {
        var removed = SIMD16<UInt32>.zero
        var length = Limbs.significant(x, count)
        if limit[0] > 0 {
            let twos = min(Limbs.trailingZeroBits(x), Int(limit[0]))
            if twos > 0 { Limbs.shiftRight(x, length, by: twos) }
            removed[0] = UInt32(twos)
            length = Limbs.significant(x, length)
        }
        // The odd primes that may still divide: bit i stands for lane i.
        var active = 0
        PrimePowers.forEachLane(of: limit) { lane, _ in active |= 1 << lane }
        active &= ~1
        while active != 0, length > 1 || x[0] > 1 {
            let modulus = wordModulus(active)
            let residue = Limbs.residue(x, length, modulo: modulus.word)
            var divisor: UInt = 1
            var lanes = active
            while lanes != 0 {
                let lane = lanes.trailingZeroBitCount
                lanes &= lanes - 1
                let prime = UInt(Denominator.primes[lane])
                let left = limit[lane] - removed[lane]
                let found = valuation(of: residue, prime, atMost: min(modulus.power, left), &divisor)
                if found > 0 { removed[lane] += found }
                if found < modulus.power || found == left { active &= ~(1 << lane) }
            }
            if divisor > 1 {
                Limbs.divideExactly(x, length, by: divisor)
                length = Limbs.significant(x, length)
            }
        }
        return removed
    }

    /// How often the prime divides the residue; the divisor is multiplied by it as often.
    @inline(__always) private static func valuation(
        of residue: UInt, _ prime: UInt, atMost limit: UInt32, _ divisor: inout UInt
    ) -> UInt32 {
        var (found, left): (UInt32, UInt) = (0, residue)
        while found < limit {
            let (quotient, remainder) = left.quotientAndRemainder(dividingBy: prime)
            if remainder != 0 { break }
            left = quotient
            divisor *= prime
            found += 1
        }
        return found
    }

    /// The largest power of the product of these odd primes that fits a word.
    private static func wordModulus(_ active: Int) -> (word: UInt, power: UInt32) {
        active < common.count ? common[active] : computedModulus(active)
    }

    /// The moduli of the sets of primes up to 19.
    private static let common: [(word: UInt, power: UInt32)] = (0..<256).map(computedModulus)

    private static func computedModulus(_ active: Int) -> (word: UInt, power: UInt32) {
        var product: UInt = 1
        for lane in 1..<16 where active >> lane & 1 == 1 { product *= UInt(Denominator.primes[lane]) }
        if product == 1 { return (1, 0) }
        var (word, power): (UInt, UInt32) = (product, 1)
        while true {
            let (next, overflow) = word.multipliedReportingOverflow(by: product)
            if overflow { return (word, power) }
            word = next
            power += 1
        }
    }
}

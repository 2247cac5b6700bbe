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
        var active = limit .> 0
        active[0] = false
        while length > 1 || x[0] > 1, any(active) {
            let (modulus, power) = wordModulus(active)
            let residue = Limbs.residue(x, length, modulo: modulus)
            var divisor: UInt = 1
            for lane in 1..<16 where active[lane] {
                let prime = UInt(Denominator.primes[lane])
                let most = min(power, limit[lane] - removed[lane])
                var (found, left): (UInt32, UInt) = (0, residue)
                while found < most {
                    let (quotient, remainder) = left.quotientAndRemainder(dividingBy: prime)
                    if remainder != 0 { break }
                    left = quotient
                    divisor *= prime
                    found += 1
                }
                removed[lane] += found
                active[lane] = found == power && removed[lane] < limit[lane]
            }
            if divisor > 1 {
                Limbs.divideExactly(x, length, by: divisor)
                length = Limbs.significant(x, length)
            }
        }
        return removed
    }

    /// The largest power of the product of these odd primes that fits a word.
    private static func wordModulus(_ active: SIMDMask<SIMD16<Int32>>) -> (modulus: UInt, power: UInt32) {
        var product: UInt = 1
        for lane in 1..<16 where active[lane] { product *= UInt(Denominator.primes[lane]) }
        var (modulus, power): (UInt, UInt32) = (product, 1)
        while true {
            let (next, overflow) = modulus.multipliedReportingOverflow(by: product)
            if overflow { return (modulus, power) }
            modulus = next
            power += 1
        }
    }
}

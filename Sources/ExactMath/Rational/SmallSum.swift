/// A sum of products of small fractions over a common denominator of one word, in 128 bits.
struct SmallSum {
    private var numerator: Int128 = 0
    private var denominator: Int64 = 1

    /// sum += a · b; false, and the sum is lost, where either is not small or the sum leaves its bounds.
    mutating func add(_ a: Rational, _ b: Rational) -> Bool {
        guard case .lowest(.small(let an, let ad)) = a.storage, case .lowest(.small(let bn, let bd)) = b.storage else {
            return false
        }
        if an == 0 || bn == 0 { return true }
        let (product, overflow) = ad.multipliedReportingOverflow(by: bd)
        return !overflow && add(Int128(an) * Int128(bn), product)
    }

    /// sum += n / d
    private mutating func add(_ n: Int128, _ d: Int64) -> Bool {
        if d == denominator { return add(n) }
        if denominator % d != 0 {
            let divisor = Int64(GreatestCommonDivisor.of(UInt64(denominator), UInt64(d)))
            let (common, overflow) = denominator.multipliedReportingOverflow(by: d / divisor)
            let (scaled, scaledOverflow) = numerator.multipliedReportingOverflow(by: Int128(d / divisor))
            if overflow || scaledOverflow { return false }
            (numerator, denominator) = (scaled, common)
        }
        let (scaled, overflow) = n.multipliedReportingOverflow(by: Int128(denominator / d))
        return !overflow && add(scaled)
    }

    private mutating func add(_ n: Int128) -> Bool {
        let (sum, overflow) = numerator.addingReportingOverflow(n)
        numerator = sum
        return !overflow
    }

    /// The sum in lowest terms; nil where its numerator fits no word.
    var value: Rational? {
        if let word = Int64(exactly: numerator) {
            return Rational(reducing: word < 0, word.magnitude, UInt64(denominator))
        }
        let magnitude = numerator.magnitude
        let divisor = GreatestCommonDivisor.of(UInt64(magnitude % UInt128(denominator)), UInt64(denominator))
        guard let word = UInt64(exactly: magnitude / UInt128(divisor)) else { return nil }
        return Rational(reducing: numerator < 0, word, UInt64(denominator) / divisor)
    }
}

/// Decimal digits of long natural numbers.
enum DecimalText {
    /// 10^19: the largest power of ten in a word, and its highest bit is set.
    private static let unit: UInt = 10_000_000_000_000_000_000
    /// ⌊(2^128 − 1) / unit⌋ − 2^64
    private static let reciprocal = UInt(truncatingIfNeeded: UInt128.max / UInt128(unit))

    /// The number in decimal, for limbs without leading zeros; "0" for none.
    static func of(_ number: [UInt]) -> String {
        if number.count <= 1 { return String(number.first ?? 0) }
        var limbs = number
        var digits: [UInt8] = []
        digits.reserveCapacity(number.count * 20)
        limbs.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var count = buffer.count
            while count > 0 {
                var chunk = divide(base, count)
                count = Limbs.significant(base, count)
                var place = 0
                while count > 0 ? place < 19 : chunk > 0 {
                    digits.append(48 + UInt8(chunk % 10))
                    chunk /= 10
                    place += 1
                }
            }
        }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }

    /// x /= 10^19; the remainder. Two multiplications a limb instead of a division (Möller and Granlund, "Improved Division by
    /// Invariant Integers", 2011, algorithm 4).
    private static func divide(_ x: UnsafeMutablePointer<UInt>, _ count: Int) -> UInt {
        var remainder: UInt = 0
        var i = count
        while i > 0 {
            i -= 1
            let estimate =
                UInt128(reciprocal) &* UInt128(remainder) &+ (UInt128(remainder) << 64) &+ UInt128(x[i])
            var quotient = UInt(truncatingIfNeeded: estimate >> 64) &+ 1
            remainder = x[i] &- quotient &* unit
            if remainder > UInt(truncatingIfNeeded: estimate) {
                quotient &-= 1
                remainder &+= unit
            }
            if remainder >= unit {
                quotient &+= 1
                remainder &-= unit
            }
            x[i] = quotient
        }
        return remainder
    }
}

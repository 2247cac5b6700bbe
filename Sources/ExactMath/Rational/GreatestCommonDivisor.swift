import BigInt

/// Greatest common divisors: the binary algorithm on words, Lehmer's on big numbers.
enum GreatestCommonDivisor {
    /// gcd(a, b); gcd(a, 0) = a
    static func of(_ a: UInt64, _ b: UInt64) -> UInt64 {
        if a == 0 { return b }
        if b == 0 { return a }
        if a == 1 || b == 1 { return 1 }
        // One division first: most often one of the two is short, and then both are.
        let (smaller, remainder) = a < b ? (a, b % a) : (b, a % b)
        if remainder == 0 { return smaller }
        let shift = (smaller | remainder).trailingZeroBitCount
        var x = smaller >> UInt64(smaller.trailingZeroBitCount)
        var y = remainder >> UInt64(remainder.trailingZeroBitCount)
        while x != y {
            if x < y { swap(&x, &y) }
            x -= y
            x >>= UInt64(x.trailingZeroBitCount)
        }
        return x << UInt64(shift)
    }

    /// gcd(a, b) by Lehmer's algorithm: Euclid's quotients are computed from the leading 62 bits alone as long as they are certain, and
    /// a dozen or more of them are then applied to the whole numbers at once (Knuth, TAOCP 2, 4.5.2, algorithm L).
    static func of(_ a: BigUInt, _ b: BigUInt) -> BigUInt {
        var (x, y) = a < b ? (Array(b.words), Array(a.words)) : (Array(a.words), Array(b.words))
        trim(&x)
        trim(&y)
        while y.count > 1 {
            guard let step = steps(x, y) else {
                let remainder = BigUInt(words: x) % BigUInt(words: y)
                x = y
                y = Array(remainder.words)
                trim(&y)
                continue
            }
            apply(step, &x, &y)
        }
        guard let small = y.first else { return BigUInt(words: x) }
        let remainder = BigUInt(words: x) % BigUInt(words: [small])
        return BigUInt(of(UInt64(small), UInt64(remainder)))
    }

    /// Several Euclidean steps in one: x ← p x − q y, y ← s y − r x; an odd number of steps has x and y exchanged on the right.
    private struct Steps {
        var p, q, r, s: Int
        var isOdd: Bool
    }

    private static func trim(_ x: inout [UInt]) {
        while x.last == 0 { x.removeLast() }
    }

    /// The bits from `top` − 62 up to `top` of x, as a number.
    private static func leading(_ x: [UInt], below top: Int) -> Int {
        let low = top - 62
        let (word, bit) = low.quotientAndRemainder(dividingBy: 64)
        let first = word < x.count ? x[word] : 0
        let second = word + 1 < x.count ? x[word + 1] : 0
        let bits = bit == 0 ? first : first >> UInt(bit) | second << UInt(64 - bit)
        return Int(bits & (1 << 62 - 1))
    }

    /// The Euclidean steps that the leading bits of x ≥ y decide; nil where not even one is certain.
    private static func steps(_ x: [UInt], _ y: [UInt]) -> Steps? {
        guard let first = x.last, x.count > 1 else { return nil }
        let top = x.count * 64 - first.leadingZeroBitCount
        var (u, v) = (leading(x, below: top), leading(y, below: top))
        var (p, q, r, s) = (1, 0, 0, 1)
        var count = 0
        // With u, v known to one unit only, the quotient is certain as long as the new cofactor stays below the new remainder.
        while v != r {
            let quotient = (u + p - 1) / (v - r)
            let (cofactor, cofactorOverflow) = s.multipliedReportingOverflow(by: quotient)
            let (product, productOverflow) = v.multipliedReportingOverflow(by: quotient)
            if cofactorOverflow || productOverflow || cofactor > u - product - q { break }
            let (next, remainder) = (q + cofactor, u - product)
            (u, v) = (v, remainder)
            (p, q, r, s) = (s, r, next, p + quotient * r)
            count += 1
        }
        return count == 0 ? nil : Steps(p: p, q: q, r: r, s: s, isOdd: count % 2 == 1)
    }

    private static func apply(_ step: Steps, _ x: inout [UInt], _ y: inout [UInt]) {
        let count = x.count
        y.append(contentsOf: repeatElement(0, count: count - y.count))
        // Signed sums of products of a limb by a cofactor below 2^62, carried along in 128 bits.
        let (p, q, r, s) = (Int128(step.p), Int128(step.q), Int128(step.r), Int128(step.s))
        var (carryX, carryY): (Int128, Int128) = (0, 0)
        for i in 0..<count {
            let (a, b) = step.isOdd ? (Int128(y[i]), Int128(x[i])) : (Int128(x[i]), Int128(y[i]))
            carryX += p * a - q * b
            carryY += s * b - r * a
            x[i] = UInt(truncatingIfNeeded: carryX)
            y[i] = UInt(truncatingIfNeeded: carryY)
            carryX >>= 64
            carryY >>= 64
        }
        trim(&x)
        trim(&y)
    }
}

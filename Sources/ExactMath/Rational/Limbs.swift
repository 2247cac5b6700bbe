/// Natural numbers in memory: `count` machine words ("limbs"), the least significant first. The loops under all big arithmetic.
enum Limbs {
    /// The number of limbs without leading zeros.
    @inline(__always) static func significant(_ x: UnsafePointer<UInt>, _ count: Int) -> Int {
        var n = count
        while n > 0, x[n - 1] == 0 { n -= 1 }
        return n
    }

    /// z += x · w over `count` limbs; the carry out of the last.
    @inline(__always) static func addProduct(
        _ z: UnsafeMutablePointer<UInt>, _ x: UnsafePointer<UInt>, _ count: Int, by w: UInt
    ) -> UInt {
        var carry: UInt = 0
        for i in 0..<count {
            // (2^64 − 1)² + 2 (2^64 − 1) = 2^128 − 1: in 128 bits there is no carry to branch on.
            let sum = UInt128(x[i]) &* UInt128(w) &+ UInt128(z[i]) &+ UInt128(carry)
            z[i] = UInt(truncatingIfNeeded: sum)
            carry = UInt(truncatingIfNeeded: sum >> 64)
        }
        return carry
    }

    /// x ← x · w, with room for one limb more; the new count.
    @inline(__always) static func multiply(_ x: UnsafeMutablePointer<UInt>, _ count: Int, by w: UInt) -> Int {
        var carry: UInt = 0
        for i in 0..<count {
            let product = UInt128(x[i]) &* UInt128(w) &+ UInt128(carry)
            x[i] = UInt(truncatingIfNeeded: product)
            carry = UInt(truncatingIfNeeded: product >> 64)
        }
        if carry == 0 { return count }
        x[count] = carry
        return count + 1
    }

    /// z += x · y; z is long enough for the sum, carries included. The loop over the longer factor is the inner one.
    static func addProduct(
        _ z: UnsafeMutablePointer<UInt>, _ x: UnsafePointer<UInt>, _ xCount: Int, _ y: UnsafePointer<UInt>,
        _ yCount: Int
    ) {
        if xCount < yCount { return addProduct(z, y, yCount, x, xCount) }
        for j in 0..<yCount {
            var carry = addProduct(z + j, x, xCount, by: y[j])
            var k = j + xCount
            while carry != 0 {
                let (sum, overflow) = z[k].addingReportingOverflow(carry)
                z[k] = sum
                carry = overflow ? 1 : 0
                k += 1
            }
        }
    }

    /// z += x · y
    static func addProduct(_ z: UnsafeMutablePointer<UInt>, _ x: [UInt], _ y: [UInt]) {
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                guard let left = x.baseAddress, let right = y.baseAddress else { return }
                addProduct(z, left, x.count, right, y.count)
            }
        }
    }

    /// z += x, both of `count` limbs, where the sum fits.
    static func add(_ z: UnsafeMutablePointer<UInt>, _ x: UnsafePointer<UInt>, _ count: Int) {
        var carry: UInt = 0
        for i in 0..<count {
            let sum = UInt128(z[i]) &+ UInt128(x[i]) &+ UInt128(carry)
            z[i] = UInt(truncatingIfNeeded: sum)
            carry = UInt(truncatingIfNeeded: sum >> 64)
        }
    }

    /// −1, 0 or 1 as x <, = or > y, both of `count` limbs.
    static func compare(_ x: UnsafePointer<UInt>, _ y: UnsafePointer<UInt>, _ count: Int) -> Int {
        var i = count
        while i > 0 {
            i -= 1
            if x[i] != y[i] { return x[i] < y[i] ? -1 : 1 }
        }
        return 0
    }

    /// z −= x, both of `count` limbs, where x ≤ z.
    static func subtract(_ z: UnsafeMutablePointer<UInt>, _ x: UnsafePointer<UInt>, _ count: Int) {
        var borrow: UInt = 0
        for i in 0..<count {
            let difference = UInt128(z[i]) &- UInt128(x[i]) &- UInt128(borrow)
            z[i] = UInt(truncatingIfNeeded: difference)
            borrow = UInt(truncatingIfNeeded: difference >> 64) & 1
        }
    }

    /// The number of trailing zero bits of a number that is not 0.
    static func trailingZeroBits(_ x: UnsafePointer<UInt>) -> Int {
        var i = 0
        while x[i] == 0 { i += 1 }
        return i * UInt.bitWidth + x[i].trailingZeroBitCount
    }

    /// x /= 2^bits, rounded down
    static func shiftRight(_ x: UnsafeMutablePointer<UInt>, _ count: Int, by bits: Int) {
        let (words, rest) = bits.quotientAndRemainder(dividingBy: UInt.bitWidth)
        for i in 0..<max(count - words, 0) {
            let low = x[i + words]
            let high = i + words + 1 < count ? x[i + words + 1] : 0
            x[i] = rest == 0 ? low : low >> UInt(rest) | high << UInt(UInt.bitWidth - rest)
        }
        for i in max(count - words, 0)..<count { x[i] = 0 }
    }

    /// ⌊a b / 2^64⌋
    @inline(__always) private static func high(_ a: UInt, _ b: UInt) -> UInt {
        UInt(truncatingIfNeeded: (UInt128(a) &* UInt128(b)) >> 64)
    }

    /// The inverse of an odd w modulo 2^64, by Newton's iteration: each round doubles the number of right bits.
    @inline(__always) static func inverse(ofOdd w: UInt) -> UInt {
        var inverse = (w &* 3) ^ 2
        for _ in 0..<4 { inverse = inverse &* (2 &- w &* inverse) }
        return inverse
    }

    /// A number c in 0 … w with gcd(c, w) = gcd(x, w) for an odd w: two multiplications a limb and no division, by Hensel's
    /// division from the low end (Jebelean 1993). c ≡ −x · 2^(−64 count) mod w.
    static func residue(_ x: UnsafePointer<UInt>, _ count: Int, modulo w: UInt) -> UInt {
        let inverse = inverse(ofOdd: w)
        var carry: UInt = 0
        for i in 0..<count {
            let difference = UInt128(x[i]) &- UInt128(carry)
            let quotient = UInt(truncatingIfNeeded: difference) &* inverse
            carry = high(quotient, w) &+ (UInt(truncatingIfNeeded: difference >> 64) & 1)
        }
        return carry
    }

    /// x /= w, where an odd w divides x.
    static func divideExactly(_ x: UnsafeMutablePointer<UInt>, _ count: Int, by w: UInt) {
        let inverse = inverse(ofOdd: w)
        var carry: UInt = 0
        for i in 0..<count {
            let difference = UInt128(x[i]) &- UInt128(carry)
            let quotient = UInt(truncatingIfNeeded: difference) &* inverse
            x[i] = quotient
            carry = high(quotient, w) &+ (UInt(truncatingIfNeeded: difference >> 64) & 1)
        }
    }
}

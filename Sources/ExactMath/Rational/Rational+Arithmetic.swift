import BigInt

extension Rational: Comparable {
    public static func + (a: Rational, b: Rational) -> Rational { sum(a, b, isDifference: false) }
    public static func - (a: Rational, b: Rational) -> Rational { sum(a, b, isDifference: true) }

    public static prefix func - (a: Rational) -> Rational {
        switch a.terms {
        case .small(let numerator, let denominator): return Rational(small: -numerator, denominator)
        case .big(let long):
            return Rational(
                LongFraction(isNegative: !long.isNegative, magnitude: long.magnitude, denominator: long.denominator))
        }
    }

    public static func * (a: Rational, b: Rational) -> Rational {
        if case .lowest(.small(let an, let ad)) = a.storage, case .lowest(.small(let bn, let bd)) = b.storage {
            // Reduced crosswise first, so that the products are in lowest terms and overflow as late as can be.
            let left = GreatestCommonDivisor.of(UInt64(an.magnitude), UInt64(bd))
            let right = GreatestCommonDivisor.of(UInt64(bn.magnitude), UInt64(ad))
            let (n, nOverflow) = (an / Int64(left)).multipliedReportingOverflow(by: bn / Int64(right))
            let (d, dOverflow) = (ad / Int64(right)).multipliedReportingOverflow(by: bd / Int64(left))
            if !nOverflow, !dOverflow, n != .min { return Rational(small: n, d) }
        }
        if a.isZero || b.isZero { return .zero }
        if let part = a.part(b) ?? b.part(a) { return part }
        let (a, b) = (a.inLowestTerms, b.inLowestTerms)
        return LongSum.with(limbs: a.limbCount + b.limbCount) { sum in
            a.withLimbs { x, xCount in
                b.withLimbs { y, yCount in
                    sum.add(x, xCount, y, yCount, isNegative: (a.sign < 0) != (b.sign < 0))
                }
            }
            return sum.value(over: a.factors * b.factors)
        }
    }

    /// An entry of a row times 1/n: the same entry over another denominator.
    private func part(_ factor: Rational) -> Rational? {
        guard case .row(let row, let i) = storage, case .lowest(.small(1, let n)) = factor.storage else { return nil }
        return Rational(ScaledRow(row.integers, over: row.denominator * Denominator(UInt64(n))), i)
    }

    /// a / b; b = 0 is a trap.
    public static func / (a: Rational, b: Rational) -> Rational { a * b.reciprocal }

    /// 1 / this; the reciprocal of 0 is a trap.
    public var reciprocal: Rational {
        switch terms {
        case .small(let numerator, let denominator):
            precondition(numerator != 0, "division by zero")
            return numerator < 0
                ? Rational(small: -denominator, -numerator) : Rational(small: denominator, numerator)
        case .big(let long):
            return Rational(
                LongFraction(
                    isNegative: long.isNegative, magnitude: long.denominator.limbs,
                    denominator: Denominator(BigUInt(words: long.magnitude))))
        }
    }

    /// The same number, in lowest terms from now on.
    public var inLowestTerms: Rational { Rational(terms) }

    public static func < (a: Rational, b: Rational) -> Bool {
        if case .lowest(.small(let an, let ad)) = a.storage, case .lowest(.small(let bn, let bd)) = b.storage {
            return Int128(an) * Int128(bd) < Int128(bn) * Int128(ad)
        }
        return a.sign == b.sign ? (a - b).sign < 0 : a.sign < b.sign
    }

    /// a + b or a − b
    private static func sum(_ a: Rational, _ b: Rational, isDifference: Bool) -> Rational {
        if case .lowest(.small(let an, let ad)) = a.storage, case .lowest(.small(let bn, let bd)) = b.storage,
            let sum = sum(an, ad, isDifference ? -bn : bn, bd)
        {
            return sum
        }
        if b.isZero { return a }
        if a.isZero { return isDifference ? -b : b }
        let (a, b) = (a.inLowestTerms, b.inLowestTerms)
        let (left, right) = (a.factors, b.factors)
        let common = left == right ? left : left.leastCommonMultiple(right)
        let width =
            max(
                a.limbCount + (common.bits - left.smoothBits) / UInt.bitWidth,
                b.limbCount + (common.bits - right.smoothBits) / UInt.bitWidth) + 2
        return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 2 * width) { buffer in
            guard let x = buffer.baseAddress else { return .zero }
            let y = x + width
            x.initialize(repeating: 0, count: 2 * width)
            a.copyLimbs(to: x, times: left == common ? nil : common.quotient(by: left))
            b.copyLimbs(to: y, times: right == common ? nil : common.quotient(by: right))
            let isNegative = a.sign < 0
            if isNegative == ((b.sign < 0) != isDifference) {
                Limbs.add(x, y, width)
                return Rational(reducing: isNegative, x, width, common)
            }
            if Limbs.compare(x, y, width) < 0 {
                Limbs.subtract(y, x, width)
                return Rational(reducing: !isNegative, y, width, common)
            }
            Limbs.subtract(x, y, width)
            return Rational(reducing: isNegative, x, width, common)
        }
    }

    /// an/ad + bn/bd; nil where a product leaves 63 bits.
    private static func sum(_ an: Int64, _ ad: Int64, _ bn: Int64, _ bd: Int64) -> Rational? {
        if ad == bd {
            let (n, overflow) = an.addingReportingOverflow(bn)
            if overflow { return nil }
            return ad == 1 && n != .min ? Rational(small: n, 1) : Rational(reducing: n < 0, n.magnitude, UInt64(ad))
        }
        // The common denominator is ad · (bd / gcd), and what the sum shares with it is a divisor of that gcd (Knuth, TAOCP 2, 4.5.1).
        let divisor = Int64(GreatestCommonDivisor.of(UInt64(ad), UInt64(bd)))
        let (left, leftOverflow) = an.multipliedReportingOverflow(by: bd / divisor)
        let (right, rightOverflow) = bn.multipliedReportingOverflow(by: ad / divisor)
        let (n, overflow) = left.addingReportingOverflow(right)
        if leftOverflow || rightOverflow || overflow { return nil }
        let shared = divisor == 1 ? 1 : Int64(GreatestCommonDivisor.of(n.magnitude, UInt64(divisor)))
        let (d, denominatorOverflow) = (ad / shared).multipliedReportingOverflow(by: bd / divisor)
        if denominatorOverflow || n == .min { return nil }
        return n == 0 ? Rational(small: 0, 1) : Rational(small: n / shared, d)
    }

    /// A fraction in lowest terms, stored the one right way.
    private init(_ fraction: LongFraction) {
        if fraction.magnitude.count == 1, let numerator = Int64(exactly: fraction.magnitude[0]),
            let denominator = fraction.denominator.word
        {
            self.init(small: fraction.isNegative ? -numerator : numerator, denominator)
        } else {
            self.init(.big(fraction))
        }
    }

    /// Calls the body with the limbs of the numerator's magnitude.
    @inline(__always) private func withLimbs(_ body: (UnsafePointer<UInt>, Int) -> Void) {
        switch terms {
        case .small(let numerator, _): withUnsafePointer(to: UInt(numerator.magnitude)) { body($0, 1) }
        case .big(let long):
            long.magnitude.withUnsafeBufferPointer { if let base = $0.baseAddress { body(base, $0.count) } }
        }
    }

    /// Writes |numerator| · factor.
    private func copyLimbs(to target: UnsafeMutablePointer<UInt>, times factor: Denominator?) {
        withLimbs { limbs, count in
            target.update(from: limbs, count: count)
            _ = factor?.scale(target, count)
        }
    }

    /// |this|
    public var magnitude: Rational { sign < 0 ? -self : self }

    /// The largest integer that is not greater.
    public var floor: BigInt {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// This number to an integer power, by repeated squaring; 0^0 = 1, and a negative power of zero is a trap.
    ///
    /// The caller bounds the exponent: the result has about |exponent| times as many digits.
    public func raised(to exponent: Int) -> Rational {
        var result: Rational = 1
        var square = exponent < 0 ? reciprocal : self
        var rest = exponent.magnitude
        while rest > 0 {
            if rest & 1 == 1 { result = result * square }
            rest >>= 1
            if rest > 0 { square = square * square }
        }
        return result
    }
}

/// |x|
public func abs(_ x: Rational) -> Rational { x.magnitude }

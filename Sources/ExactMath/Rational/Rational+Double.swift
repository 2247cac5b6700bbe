import BigInt

extension Rational {
    /// The double's exact value, a fraction whose denominator is a power of two; nil for NaN and the infinities.
    public init?(exactly double: Double) {
        guard double.isFinite else { return nil }
        // Over a small power of two both terms are machine words.
        let places = double.isZero ? 0 : max(0, double.significandWidth - Int(double.exponent))
        if places <= 62, double.magnitude < 0x1p53 {
            let scaled = double * Double(sign: .plus, exponent: places, significand: 1)
            if let numerator = Int64(exactly: scaled) {
                self.init(small: numerator, 1 << Int64(places))
                return
            }
        }
        let significand = BigInt(double.significandBitPattern | (double.isNormal ? 1 << 52 : 0))
        let numerator = double.sign == .minus ? -significand : significand
        let exponent = max(Int(double.exponentBitPattern), 1) - 1075
        self = exponent >= 0 ? Rational(numerator << exponent, 1) : Rational(numerator, BigInt(1) << -exponent)
    }

    /// As `init(exactly:)`; NaN and the infinities are a trap.
    public init(_ double: Double) {
        guard let exact = Rational(exactly: double) else {
            preconditionFailure("\(double) is no fraction")
        }
        self = exact
    }

    /// The nearest double, ties to the even significand, for numbers of every size: gradually less precise below 2^−1022, infinite from
    /// 2^1024 − 2^970 on.
    public var approximation: Double {
        // Two integers that doubles hold exactly: one division rounds correctly.
        if case .lowest(.small(let top, let bottom)) = storage, max(top.magnitude, bottom.magnitude) <= 1 << 53 {
            return Double(top) / Double(bottom)
        }
        let magnitude = Self.quotient(numerator.magnitude, denominator.magnitude)
        return sign < 0 ? -magnitude : magnitude
    }

    /// numerator / denominator correctly rounded
    private static func quotient(_ numerator: BigUInt, _ denominator: BigUInt) -> Double {
        if numerator.isZero { return 0 }
        let exact = 1 << 53
        if numerator <= BigUInt(exact), denominator <= BigUInt(exact) {
            return Double(UInt64(numerator)) / Double(UInt64(denominator))
        }
        // A quotient of 64 or 65 bits holds the 53 of a double and what decides the rounding; a remainder is one more sticky bit.
        let shift = 65 - (numerator.bitWidth - denominator.bitWidth)
        let scaled = shift >= 0 ? (numerator << shift, denominator) : (numerator, denominator << -shift)
        let (quotient, remainder) = scaled.0.quotientAndRemainder(dividingBy: scaled.1)
        return rounded(UInt128(quotient), exponent: -shift, sticky: !remainder.isZero)
    }

    /// (bits + a little if sticky) · 2^exponent as a double, ties to even
    private static func rounded(_ bits: UInt128, exponent: Int, sticky: Bool) -> Double {
        let length = 128 - bits.leadingZeroBitCount
        let leading = length - 1 + exponent
        if leading > 1023 { return .infinity }
        // The last place of the result: 2^(leading − 52), and never below the smallest positive double, 2^−1074.
        let drop = max(leading - 52, -1074) - exponent
        if drop > length + 1 { return 0 }
        let half = UInt128(1) << UInt128(drop - 1)
        let tail = bits & (half << 1 - 1)
        var kept = UInt64(bits >> UInt128(drop))
        if tail > half || (tail == half && (sticky || kept & 1 == 1)) { kept += 1 }
        // kept ≤ 2^53 and the power of two are exact, and so is the product, or it overflows to infinity as it should.
        let power = exponent + drop
        return scalbn(Double(kept), power)
    }

    private static func scalbn(_ x: Double, _ power: Int) -> Double {
        if power >= -1022 {
            let first = min(power, 1000)
            return x * Double(sign: .plus, exponent: first, significand: 1)
                * Double(sign: .plus, exponent: power - first, significand: 1)
        }
        return x * Double(bitPattern: 1 << UInt64(power + 1074))
    }
}

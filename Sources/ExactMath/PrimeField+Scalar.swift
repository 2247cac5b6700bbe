extension PrimeField: Scalar {
    /// The residue 0.
    @inlinable public static var zero: PrimeField { PrimeField(reducing: 0) }
    /// The residue 1.
    @inlinable public static var one: PrimeField { PrimeField(reducing: 1) }
    @inlinable public static var isExact: Bool { true }

    /// numerator · denominator⁻¹ mod p; nil where p divides the denominator.
    public init?(exactly rational: Rational) {
        let (numerator, denominator): (PrimeField, PrimeField)
        switch rational.terms {
        case .small(let above, let below):
            let magnitude = PrimeField(reducing: above.magnitude)
            (numerator, denominator) = (above < 0 ? -magnitude : magnitude, PrimeField(reducing: UInt64(below)))
        case .big(let long):
            let magnitude = PrimeField(long.magnitude)
            (numerator, denominator) = (long.isNegative ? -magnitude : magnitude, PrimeField(long.denominator.limbs))
        }
        if denominator == .one {
            self = numerator
            return
        }
        guard let inverse = denominator.inverse else { return nil }
        self = numerator * inverse
    }

    /// Words, the least significant first, mod p: Horner's rule with 2^64 ≡ 8.
    private init(_ limbs: [UInt]) {
        self = limbs.reversed().reduce(.zero) { $0 * 8 + PrimeField(reducing: UInt64($1)) }
    }

    /// As `init(exactly:)`; a denominator that p divides is a trap.
    public init(_ rational: Rational) {
        guard let element = PrimeField(exactly: rational) else {
            preconditionFailure(
                "a fraction whose denominator is a multiple of 2^61 − 1 is no element of the prime field")
        }
        self = element
    }

    /// The double's exact value as an element.
    public init(_ double: Double) {
        precondition(double.isFinite, "\(double) is no fraction")
        let significand = PrimeField(reducing: double.significandBitPattern | (double.isNormal ? 1 << 52 : 0))
        // 2^61 = 1, so that every power of two is one of the first 61.
        let power = (max(Int(double.exponentBitPattern), 1) - 1075) % 61
        let magnitude = significand * PrimeField(reducing: 1 << UInt64(power < 0 ? power + 61 : power))
        self = double.sign == .minus ? -magnitude : magnitude
    }

    /// The representative nearest to 0, as a double: a label, since a residue has no size.
    public var approximation: Double {
        residue > Self.modulus / 2 ? -Double(Self.modulus - residue) : Double(residue)
    }

    /// Always false: the elements of a finite field have no order.
    public var isPositive: Bool { false }

    /// The representative in 0 ..< p.
    public var description: String { String(residue) }

    @inlinable public static func + (a: PrimeField, b: PrimeField) -> PrimeField {
        PrimeField(reducing: a.residue + b.residue)
    }

    @inlinable public static func - (a: PrimeField, b: PrimeField) -> PrimeField {
        PrimeField(reducing: a.residue + (modulus - b.residue))
    }

    @inlinable public static prefix func - (a: PrimeField) -> PrimeField {
        PrimeField(reducing: modulus - a.residue)
    }

    @inlinable public static func * (a: PrimeField, b: PrimeField) -> PrimeField {
        let (high, low) = a.residue.multipliedFullWidth(by: b.residue)
        // 2^61 ≡ 1, so the bits above the 61st are added to those below.
        return PrimeField(reducing: (low & modulus) + (high << 3 | low >> 61))
    }

    /// a · b⁻¹; b = 0 is a trap (ask `inverse` where b is foreign).
    public static func / (a: PrimeField, b: PrimeField) -> PrimeField {
        guard let inverse = b.inverse else { preconditionFailure("division by zero in the prime field") }
        return a * inverse
    }

    /// Always a trap: e^x is a limit, and residues have none.
    public func exponential() -> PrimeField { preconditionFailure("a prime field has no exponential function") }
    /// Always a trap, as for `exponential`.
    public func logarithm() -> PrimeField { preconditionFailure("a prime field has no logarithm") }
    /// Always a trap, as for `exponential`.
    public func hyperbolicTangent() -> PrimeField { preconditionFailure("a prime field has no hyperbolic tangent") }
    /// Always a trap, as for `exponential`.
    public func logistic() -> PrimeField { preconditionFailure("a prime field has no logistic function") }
}

import BigInt

/// The number a + √b of two fractions, b ≥ 0, in which every eigenvalue modulus of a rational 2×2 matrix can be written.
///
/// Where √b is a fraction it is added to a, so b = 0 exactly where the number is rational, and equal numbers are equal structures.
public struct QuadraticSurd: Sendable, Hashable {
    /// a
    public let rational: Rational
    /// b: 0, or no square of a fraction
    public let radicand: Rational

    /// a + √b; a negative radicand is a trap.
    public init(_ rational: Rational, plusRootOf radicand: Rational) {
        precondition(radicand >= 0, "the root of \(radicand) is no real number")
        let (n, d) = (radicand.numerator.magnitude, radicand.denominator.magnitude)
        let (rootN, rootD) = (n.squareRoot(), d.squareRoot())
        if rootN * rootN == n, rootD * rootD == d {
            self.rational = rational + Rational(BigInt(rootN), BigInt(rootD))
            self.radicand = 0
        } else {
            self.rational = rational
            self.radicand = radicand
        }
    }

    /// Whether b = 0: then the number is the fraction a.
    public var isRational: Bool { radicand.isZero }

    /// The double near a + √b, computed from a and b as doubles; where they nearly cancel it has fewer right digits.
    public var approximation: Double {
        isRational ? rational.approximation : rational.approximation + radicand.approximation.squareRoot()
    }

    /// −1, 0 or 1 as the number is below, equal to or above the fraction; exact.
    public func compare(to other: Rational) -> Int {
        let gap = other - rational
        if gap < 0 { return 1 }
        return (radicand - gap * gap).sign
    }

    /// The number as (p + q√n) / r with integers, q and r positive, n without the squares of primes below 100.
    private var parts: (p: BigInt, q: BigInt, n: BigInt, r: BigInt) {
        // √(u/v) = √(uv) / v
        let (u, v) = (radicand.numerator, radicand.denominator)
        var (root, rest): (BigInt, BigInt) = (1, u * v)
        for candidate in 2..<100 {
            let square = BigInt(candidate * candidate)
            while rest > 0, rest % square == 0 {
                rest /= square
                root *= BigInt(candidate)
            }
        }
        let factor = Rational(root, v)
        let r =
            factor.denominator * rational.denominator
            / BigInt(GreatestCommonDivisor.of(factor.denominator.magnitude, rational.denominator.magnitude))
        return (
            rational.numerator * (r / rational.denominator), factor.numerator * (r / factor.denominator), rest, r
        )
    }

    /// "3/2", "√2", "(1 + √5)/2", "(-1 + 2√3)/7"
    public var text: String {
        if isRational { return rational.description }
        let (p, q, n, r) = parts
        let root = (q == 1 ? "" : "\(q)") + "√\(n)"
        let top = p == 0 ? root : "\(p) + \(root)"
        if r == 1 { return top }
        return p == 0 ? "\(top)/\(r)" : "(\(top))/\(r)"
    }

    /// `text` in LaTeX: "\frac{3}{2}", "\sqrt{2}", "\frac{1 + \sqrt{5}}{2}"
    public var latex: String {
        if isRational { return rational.latex }
        let (p, q, n, r) = parts
        let root = (q == 1 ? "" : "\(q)") + "\\sqrt{\(n)}"
        let top = p == 0 ? root : "\(p) + \(root)"
        return r == 1 ? top : "\\frac{\(top)}{\(r)}"
    }
}

extension QuadraticSurd: CustomStringConvertible {
    public var description: String { text }
}

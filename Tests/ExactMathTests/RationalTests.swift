import BigInt
import ExactMath
import Testing

@Suite struct RationalTests {
    /// Whether both are the same number, and the fraction is in lowest terms.
    func same(_ a: Rational, _ b: PlainFraction) -> Bool {
        a.numerator == b.numerator && a.denominator == b.denominator
    }

    @Test(arguments: [4, 40, 63, 64, 70, 130, 1_000, 6_000])
    func operationsAgreeWithBigIntegers(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits))
        for _ in 0..<(bits > 500 ? 60 : 1_000) {
            let (a, b) = (generator.fraction(bits: bits), generator.fraction(bits: bits))
            let (x, y) = (PlainFraction(a), PlainFraction(b))
            #expect(same(a, x))
            #expect(same(a + b, x + y), "\(a) + \(b)")
            #expect(same(a - b, x - y), "\(a) - \(b)")
            #expect(same(a * b, x * y), "\(a) * \(b)")
            #expect(same(-a, -x))
            #expect((a < b) == (x.numerator * y.denominator < y.numerator * x.denominator))
            #expect(a.sign == Int(x.numerator.signum()))
            #expect(a.isPositive == (a.sign > 0))
            #expect(a.isInteger == (x.denominator == 1))
            #expect(a.description == x.description)
            if !b.isZero { #expect(same(a / b, x / y), "\(a) / \(b)") }
        }
    }

    @Test(arguments: [5, 62, 200, 2_000])
    func fieldAxiomsHold(bits: Int) {
        var generator = SeededGenerator(seed: UInt64(bits) + 1)
        for _ in 0..<(bits > 500 ? 30 : 300) {
            let (a, b, c) = (
                generator.fraction(bits: bits), generator.fraction(bits: bits), generator.fraction(bits: bits)
            )
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a + 0 == a && a * 1 == a && a * 0 == 0)
            #expect(a - a == 0 && a + -a == .zero)
            #expect((a + b - b).hashValue == a.hashValue)
            if !a.isZero {
                #expect(a / a == 1)
                #expect(a.reciprocal.reciprocal == a)
                #expect(a * b / a == b)
            }
        }
    }

    @Test func representationIsOneAcrossTheEdgeOfAWord() {
        let edge = BigInt(1) << 63
        for n in [edge - 1, edge, edge + 1, 2 * edge - 1, 2 * edge] {
            for d in [1, edge - 1, edge, edge + 1, 2 * edge - 1] {
                for sign: BigInt in [1, -1] {
                    let direct = Rational(sign * n, d)
                    #expect(direct == Rational(sign * n * d * 6, d * d * 6))
                    #expect(direct == Rational(sign * n, 1) / Rational(d, 1))
                    #expect(direct - 1 + 1 == direct)
                    #expect(direct.hashValue == (direct * Rational(1, 3) * 3).hashValue)
                }
            }
        }
        #expect(Rational(.min).numerator == -edge)
        #expect(Rational(.min) + Rational(.max) == -1)
        #expect((-Rational(.max) - 1 + 1).description == "-9223372036854775807")
        #expect(-Rational(.min) == Rational(edge, 1))
        #expect(Rational(-3, -6) == Rational(1, 2))
    }

    @Test func powersFloorsAndSigns() {
        #expect(Rational(-2, 3).raised(to: 5) == Rational(-32, 243))
        #expect(Rational(-2, 3).raised(to: -3) == Rational(-27, 8))
        #expect(Rational(0).raised(to: 0) == 1)
        #expect(Rational(10).raised(to: 40) * Rational(1, 10).raised(to: 40) == 1)
        #expect(Rational(7, 59).raised(to: 200) * Rational(59, 7).raised(to: 200) == 1)
        #expect(Rational(-7, 2).floor == -4)
        #expect(Rational(7, 2).floor == 3)
        #expect(Rational(-4).floor == -4)
        #expect(abs(Rational(-7, 2)) == Rational(7, 2))
        #expect(
            [Rational(1, 2), Rational(-1, 3), 0, Rational(1, 3)].sorted().map(\.description) == [
                "-1/3", "0", "1/3", "1/2",
            ])
    }
}

import BigInt
import ExactMath
import Testing

@Suite struct PrimeFieldTests {
    let prime = BigInt(PrimeField.modulus)

    @Test func agreesWithBigIntegersModuloThePrime() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<1_000 {
            let (a, b) = (PrimeField.random(using: &generator), PrimeField.random(using: &generator))
            let (x, y) = (BigInt(a.residue), BigInt(b.residue))
            #expect(BigInt((a + b).residue) == (x + y) % prime)
            #expect(BigInt((a - b).residue) == (x - y).modulus(prime))
            #expect(BigInt((a * b).residue) == (x * y) % prime)
            #expect(a / b * b == a)
            #expect(a + -a == 0)
        }
    }

    @Test func reducesAtTheEdges() {
        #expect(PrimeField(reducing: PrimeField.modulus) == 0)
        #expect(PrimeField(reducing: .max).residue == UInt64.max % PrimeField.modulus)
        #expect(-PrimeField.zero == .zero)
        #expect(PrimeField.zero - PrimeField.zero == .zero)
        #expect(-1 as PrimeField * -1 == 1)
        #expect((-1 as PrimeField).approximation == -1)
        #expect(PrimeField.zero.inverse == nil)
        #expect((2 as PrimeField).raised(to: 61) == 1)
    }

    @Test func takesFractionsWithoutThePrimeInTheDenominator() {
        let third = PrimeField(Rational(1, 3))
        #expect(third * 3 == 1)
        #expect(PrimeField(Rational(-7, 2)) * 2 == -7)
        #expect(PrimeField(Rational(prime * prime + 5, 1)) == 5)
        #expect(PrimeField(exactly: Rational(1, prime * 6)) == nil)
        #expect(PrimeField(0.75 as Double) * 4 == 3)
        var generator = SeededGenerator(seed: 61)
        let special: [Double] = [
            0, -0.0, 1, -1, 0x1p61, -0x1p-61, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1,
        ]
        for x in special + (0..<2_000).map({ _ in Double(bitPattern: generator.next()) }).filter(\.isFinite) {
            #expect(PrimeField(x) == PrimeField(Rational(x)))
        }
    }
}

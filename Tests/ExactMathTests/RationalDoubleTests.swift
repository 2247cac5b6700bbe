import ExactMath
import Foundation
import Testing

@Suite struct RationalDoubleTests {
    @Test func approximationsAreThoseOfPython() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "Data/approximations.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(lines.count == 66)
        for line in lines {
            let parts = line.split(separator: " ")
            let fraction = try #require(Rational(parts[0]))
            let expected = try #require(Double(String(parts[1])))
            #expect(fraction.approximation == expected, "\(line)")
            #expect((-fraction).approximation == -expected)
            #expect(Double(fraction) == expected)
        }
    }

    @Test func doublesComeBackAsTheyWere() throws {
        var generator = SeededGenerator(seed: 6)
        let special: [Double] = [
            0, 1, 0.1, -0.75, .leastNonzeroMagnitude, -.leastNormalMagnitude, .leastNormalMagnitude.nextDown,
            .greatestFiniteMagnitude, 0x1p62, 0x1p63, 0x1p64,
        ]
        let random = (0..<2_000).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
        let near = (0..<2_000).map { Double($0 - 1_000) * Double(sign: .plus, exponent: 20 - $0 % 90, significand: 1) }
        for x in special + random + near {
            let exact = try #require(Rational(exactly: x))
            #expect(exact.approximation == x)
            #expect(exact == Rational(exact.numerator, exact.denominator))
            #expect(Rational(-x) == -exact)
        }
        #expect(Rational(0.1 as Double).description == "3602879701896397/36028797018963968")
        #expect(Rational(-0.0 as Double) == 0)
        #expect(Rational(exactly: .nan) == nil)
        #expect(Rational(exactly: .infinity) == nil)
        #expect(Rational(exactly: -Double.infinity) == nil)
    }

    @Test func halfwayCasesGoToTheEvenNeighbour() {
        // Between two neighbouring doubles of every size: exactly in the middle, and a hair to either side of it.
        let hair = Rational(2).raised(to: -1_200)
        let least = Double.leastNormalMagnitude
        for x in [1, 1.nextUp, 1e300, 1e-300, least, least.nextDown, least / 16, .leastNonzeroMagnitude, 0] {
            let (low, high) = (Rational(x), Rational(x.nextUp))
            let middle = (low + high) * Rational(1, 2)
            let even = x.significandBitPattern % 2 == 0 ? x : x.nextUp
            #expect(middle.approximation == even)
            #expect((middle - hair).approximation == x)
            #expect((middle + hair).approximation == x.nextUp)
        }
    }
}

import ExactMath
import Exercises
import Testing

/// Numbers worked out independently.
@Suite struct KnownNumbersTests {
    @Test func aVectorOfNormFiveIsClippedAtOne() {
        let problem = ClipProblem(
            parameters: [ClipProblem.Parameter(name: "g", shape: .vector(2), terms: [[3, 4]])], at: 1)
        #expect(
            problem.answers() == [
                .exact(Rational(1) / 5), .exact([Rational(3) / 5, Rational(4) / 5]),
                .exact([Rational(3) / 5, Rational(4) / 5]), .exact([1, 1]),
            ])
    }

    @Test func theKeyedHashIsHMACOfSHA256() {
        func hex(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        #expect(
            hex(SHA256.digest(of: Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hex(SHA256.digest(of: [UInt8](repeating: UInt8(ascii: "a"), count: 119)))
                == "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb")
        // RFC 4231, test cases 2 and 6.
        #expect(
            hex(SHA256.authenticationCode(of: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            hex(
                SHA256.authenticationCode(
                    of: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                    key: [UInt8](repeating: 0xAA, count: 131)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    @Test func theSameSeedGivesTheSameExerciseForEver() throws {
        let text = try Catalogue.exercise("linear-bptt", seed: 7, level: 2).problemText()
        for line in ["W_aa = [[-1, 0], [1, -2]]", "W_ya = [[2, 1], [2, 0]]", "a^0 = [-2, 0]", "y^3 = [1, -3]"] {
            #expect(text.contains(line), "\(line)")
        }
    }
}

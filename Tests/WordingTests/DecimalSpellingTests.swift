import Foundation
import Testing
import Wording

@Suite struct DecimalSpellingTests {
    private static let chosen: [Double] = [
        0, -0.0, 1, -1, 0.5, -0.44005, 99_999.49, 1e5, -1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 2.675,
        1e22,
    ]

    private static let many: [Double] = (0..<200).map { place in
        let size = pow(10.0, Double(place % 40 - 20))
        return sin(Double(place)) * size
    }

    @Test func digitsAreThoseOfCWhateverTheSize() {
        for number in Self.chosen + Self.many {
            for places in [0, 1, 4, 17] {
                #expect(
                    DecimalSpelling.fixed(number, places) == String(format: "%.\(places)f", number == 0 ? 0 : number))
                let scientific = String(format: "%.\(places)e", number)
                #expect(DecimalSpelling.scientific(number, places) == DecimalSpelling.shortened(scientific))
                let few = String(format: "%.\(max(1, places))g", number)
                #expect(DecimalSpelling.significant(number, places) == DecimalSpelling.shortened(few))
            }
        }
    }

    @Test func exponentsAreWrittenWithoutZerosAndPlus() {
        #expect(
            ["1.5e-07", "2e+10", "3.0", "1e300", "nan", "-7.0"].map(DecimalSpelling.shortened)
                == ["1.5e-7", "2e10", "3", "1e300", "nan", "-7"])
    }

    @Test func whatIsNoFiniteNumberHasItsWord() {
        #expect(
            [Double.nan, .infinity, -.infinity].flatMap {
                [DecimalSpelling.fixed($0, 4), DecimalSpelling.scientific($0, 4), DecimalSpelling.significant($0, 4)]
            } == ["nan", "nan", "nan", "inf", "inf", "inf", "-inf", "-inf", "-inf"])
    }

    @Test func piecesOfATextAreExchangedFromTheLeft() {
        #expect("a = b = c".exchanging(" = ", for: "\u{A0}=\u{A0}") == "a\u{A0}=\u{A0}b\u{A0}=\u{A0}c")
        #expect("aaa".exchanging("aa", for: "b") == "ba")
        #expect("Uᵀ v, ᵀ".exchanging("ᵀ ", for: "ᵀ_") == "Uᵀ_v, ᵀ")
        #expect("short".exchanging("shorter", for: "") == "short")
    }
}

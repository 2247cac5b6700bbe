import BigInt
import ExactMath
import Foundation
import Scenes
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        ("0", 0, 1), ("-3", -3, 1), ("+3", 3, 1), ("0.1", 1, 10), (".5", 1, 2), ("5.", 5, 1), ("1e-3", 1, 1000),
        ("2E2", 200, 1),
        ("2/7", 2, 7), ("-2/7", -2, 7), ("4/8", 1, 2), ("-0", 0, 1),
        ("0.30000000000000004", 7_500_000_000_000_001, 25_000_000_000_000_000),
        ("0.333333333333333333", 333_333_333_333_333_333, 1_000_000_000_000_000_000),
    ])
    func isExact(_ text: String, _ numerator: Int, _ denominator: Int) throws {
        #expect(try Number(text).exact == Rational(BigInt(numerator), BigInt(denominator)))
    }

    /// The double of a decimal is the one that the C library reads, whichever way it was found.
    @Test func doublesAreThoseOfStrtod() throws {
        var generator = SeededGenerator(seed: 1)
        var texts = [
            "0.1", "1e22", "1e23", "9007199254740993", "2.2250738585072011e-308", "4.9e-324", "1e-400",
            "123456789012345678e-30",
        ]
        for _ in 0..<2_000 {
            let digits = (0..<generator.integer(in: 1...20)).map { _ in "\(generator.integer(in: 0...9))" }.joined()
            let point = generator.integer(in: 0...digits.count)
            let exponent = generator.integer(in: -40...40)
            texts.append("-" + digits.prefix(point) + "." + digits.dropFirst(point) + "e\(exponent)")
        }
        for text in texts { #expect(try Number(text).double.bitPattern == strtod(text, nil).bitPattern, "\(text)") }
    }

    @Test func everyNumberIsWrittenAsItReadsBack() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let double = Double(bitPattern: generator.next())
            guard double.isFinite else { continue }
            let number = try Number(Number(double).description)
            #expect(number.double.bitPattern == double.bitPattern)
            #expect(number.exact == Number(double).exact)
        }
        for text in ["1/3", "-22/7", "123456789012345678901/2", "0.1234567890123456789012"] {
            let number = try Number(text)
            #expect(try Number(number.description) == number)
        }
    }

    @Test func aDoubleSceneAndAFractionSceneReadTheSameDecimal() throws {
        let number = try Number("0.1")
        #expect(number.value(as: Double.self) == 0.1)
        #expect(number.value(as: Rational.self) == Rational(1, 10))
        #expect(try Number("1/3").value(as: Double.self) == 1.0 / 3)
    }

    @Test(arguments: [
        "", "-", "+-1", "1e", "e5", ".", "1..2", "0x10", "1_000", "1 2", "1/", "/2", "1/-2", "1/2/3", "1.5/2", "½",
        "−1", "12a",
    ])
    func isNoNumber(_ text: String) {
        #expect(throws: NumberProblem.notANumber) { try Number(text) }
    }

    @Test(arguments: ["inf", ".inf", "-.INF", "nan", ".NaN", "Infinity"]) func isNotFinite(_ text: String) {
        #expect(throws: NumberProblem.notFinite) { try Number(text) }
    }
}

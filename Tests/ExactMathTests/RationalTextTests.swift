import BigInt
import ExactMath
import Testing

@Suite struct RationalTextTests {
    @Test(arguments: [
        ("3", "3"), ("-3/4", "-3/4"), ("0.125", "1/8"), ("1e-3", "1/1000"), ("−2", "-2"), ("+6/4", "3/2"),
        (".5", "1/2"),
        ("5.", "5"), ("-0", "0"), ("2.50E+2", "250"), ("0/7", "0"), ("0012/0030", "2/5"), ("0e4000", "0"),
        ("340282366920938463463374607431768211457/2", "340282366920938463463374607431768211457/2"),
    ])
    func reads(text: String, value: String) {
        #expect(Rational(text)?.description == value)
    }

    @Test func refusesWhatIsNoNumber() {
        let texts = [
            "", "-", "+-1", "--1", ".", "1/0", "1/", "/2", "1/-2", "1.5/2", "1e3/2", "1/2.5", "1e", "1e+", "e5", " 1",
            "1 ", "1_000", "1,5",
            "0x10", "nan", "inf", "½", "1e4001", "1e-4001", "1e99999999999999999999999", "\u{0}1", "1\u{0}", "١",
        ]
        #expect(texts.filter { Rational($0) != nil } == [])
    }

    @Test func boundsTheDigitsAndReadsUpToThem() {
        let longest = String(repeating: "7", count: Rational.maximumDigits)
        #expect(Rational(longest)?.description == longest)
        #expect(Rational(longest + "7") == nil)
        #expect(Rational("1/" + longest)?.denominator.description == longest)
        #expect(Rational("1/" + longest + "7") == nil)
        #expect(Rational("0." + longest + "7") == nil)
        #expect(Rational(String(repeating: "9", count: 10_000_000)) == nil)
        #expect(Rational("1e4000").map { $0 * Rational(1, BigInt(10).power(4_000)) } == 1)
    }

    @Test func latexSetsTheSignBeforeTheFraction() {
        #expect(Rational(-3, 4).latex == #"-\frac{3}{4}"#)
        #expect(Rational(2).latex == "2")
        #expect(Rational(-2).latex == "-2")
    }

    @Test func decimalsBecomeTheDoubleThatTheStandardReaderGives() throws {
        var generator = SeededGenerator(seed: 5)
        var texts = [
            "0.1", "1e23", "8.5e22", "9007199254740993", "9007199254740992.999", "2.2250738585072011e-308",
            "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623157e308",
            "1.7976931348623158e308", "1.797693134862315807e308", "1e309", "1e-400",
            "0.500000000000000166533453693773481063544750213623046875",
            "1.00000000000000011102230246251565404236316680908203125",
            "1.00000000000000011102230246251565404236316680908203124",
        ]
        for _ in 0..<2_000 {
            let digits = generator.integer(in: 1...40)
            let whole = (0..<digits).map { _ in String(generator.integer(in: 0...9)) }.joined()
            texts.append("\(whole).\(generator.integer(in: 0...999))e\(generator.integer(in: -345...300))")
        }
        for text in texts {
            #expect(try #require(Rational(text)).approximation == Double(text), "\(text)")
        }
    }
}

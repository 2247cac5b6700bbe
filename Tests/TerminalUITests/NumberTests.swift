import Testing
import TerminalUI

@Suite struct NumberTests {
    let unicode = Numbers(.unicode)

    @Test func fourDecimalsAndATrueMinus() {
        #expect(
            [0.84123, -0.4401, 0, -0.0, 1, 12345.678].map(unicode.text) == [
                "0.8412", "−0.4401", "0.0000", "0.0000", "1.0000", "12345.6780",
            ])
        #expect(Numbers(.ascii).text(-0.4401) == "-0.4401")
    }

    @Test func scientificWhereFourDecimalsHide() {
        #expect(
            [1.23456e-7, -4.2e-4, 1e5, -3.25e300, .nan, .infinity, -.infinity].map(unicode.text)
                == ["1.2346e−7", "−4.2000e−4", "1.0000e5", "−3.2500e300", "nan", "inf", "−inf"])
    }

    @Test func columnsKeepTheirWidth() {
        #expect(
            [0.5, -0.5, 1.23456e-7, -1.23456e-300, 99999, .nan].map { unicode.column($0) }
                == ["   0.5000", "  −0.5000", "1.2346e−7", "−1.2e−300", "99999.000", "      nan"])
        #expect(unicode.column(-0.123456, width: 5) == "−0.12")
        #expect(unicode.column(-1e-300, width: 3) == "###")
        for width in 0...12 {
            for value in [0, -1, 3.7e-8, -123.456, 1e300, -.infinity, .nan] {
                #expect(Text.width(unicode.column(value, width: width)) == width)
            }
        }
    }

    @Test func shortAndExact() {
        #expect(
            [0, 0.5, 12, 1e-3, 1e-11, -2.5e10].map { unicode.short($0) } == [
                "0", "0.5", "12", "0.001", "1e−11", "−2.5e10",
            ])
        #expect(
            [0.1, 2, -1e-20, 0.30000000000000004].map(unicode.exact) == ["0.1", "2", "−1e−20", "0.30000000000000004"])
        #expect(unicode.spell("-3/4") == "−3/4")
    }
}

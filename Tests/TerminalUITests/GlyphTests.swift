import Testing
import TerminalUI

@Suite struct GlyphTests {
    @Test func barsShowShares() {
        #expect(Glyphs.unicode.bar(0.8412, width: 8) == "██████▊ ")
        #expect(Glyphs.unicode.bar(0, width: 4) == "    ")
        #expect(Glyphs.unicode.bar(1, width: 4) == "████")
        #expect(Glyphs.ascii.bar(0.6, width: 4) == "##+ ")
        #expect(Glyphs.unicode.bar(1.5, width: 4) == "███▶")
        #expect(Glyphs.ascii.bar(-0.5, width: 4) == "<   ")
        #expect(Glyphs.unicode.bar(.nan, width: 4) == "nan ")
        #expect(Glyphs.unicode.bar(0.5, width: 0) == "")
    }

    @Test func signedBarsGrowFromTheCentre() {
        #expect(Glyphs.unicode.signedBar(0.5, width: 9) == "    │██  ")
        #expect(Glyphs.unicode.signedBar(-0.4, width: 9) == "  ▐█│    ")
        #expect(Glyphs.ascii.signedBar(-0.4, width: 9) == "  +#|    ")
        #expect(Glyphs.unicode.signedBar(-3, limit: 2, width: 9) == "◀███│    ")
        #expect(Glyphs.unicode.signedBar(0, width: 10) == "    │     ")
        #expect(Glyphs.unicode.signedBar(-.infinity, width: 1) == "│")
    }

    @Test func barsFillTheirWidthAtEveryValue() {
        for glyphs in Glyphs.allCases {
            for width in 0...12 {
                for value in [-Double.infinity, -7, -1, -0.5, -0.03, 0, 0.03, 0.5, 0.99, 1, 7, .infinity, .nan] {
                    #expect(Text.width(glyphs.bar(value, width: width)) == max(0, width))
                    #expect(Text.width(glyphs.signedBar(value, width: width)) == max(0, width))
                }
                #expect(Glyphs.allCases.allSatisfy { $0.signedBar(1, limit: .nan, width: 3).count == 3 })
            }
        }
    }

    @Test func indices() {
        #expect(Glyphs.unicode.indexed("h", 12) == "h₁₂")
        #expect(Glyphs.ascii.indexed("h", 12) == "h12")
        #expect(Glyphs.ascii.indexed("u_1", 3) == "u_1_3")
        #expect(Glyphs.unicode.subscripted(-1) == "₋₁")
    }

    @Test func asciiSpellsWhatItCannotDraw() {
        #expect(Glyphs.ascii.text("∂L/∂h₁₂ = −½ · σ(a₃) ⊙ tanh(c₃)") == "dL/dh_12 = -1/2 . sigma(a_3) * tanh(c_3)")
        #expect(Glyphs.ascii.text("‖δ‖ ≤ 1 → ρ, café, 漢") == "||delta|| <= 1 -> rho, cafe, ?")
        #expect(Glyphs.unicode.text("∂L") == "∂L")
        var grid = Grid(width: 10, height: 1)
        grid.text("━▶ h₃ ░é●", x: 0, y: 0)
        #expect(grid.inASCII.plainText == "=> h3 #e*\n")
    }

    @Test func tierOfALocale() {
        #expect(Glyphs.forCharacterSet("UTF-8") == .unicode)
        #expect(Glyphs.forCharacterSet("ANSI_X3.4-1968") == .ascii)
    }
}

import Testing
import TerminalUI

@Suite struct HeatTests {
    func drawn(_ map: HeatMap, _ width: Int, _ height: Int, _ glyphs: Glyphs) -> String {
        var grid = Grid(width: width, height: height)
        map.draw(&grid, glyphs: glyphs)
        return grid.plainText
    }
    func triangle(_ n: Int, focus: (Int, Int)? = nil) -> HeatMap {
        func value(_ k: Int, _ t: Int) -> Double { 0.5 * Double(t % 3) - 0.17 * Double(k + 1 - t) }
        let values: [[Double?]] = (0..<n).map { k in (0..<n).map { t in t > k ? nil : value(k, t) } }
        return HeatMap(
            rowLabels: (1...n).map { "L\(Glyphs.unicode.subscripted($0))" }, columnLabels: (1...n).map { "t \($0)" },
            values: values,
            scale: HeatScale(.signed, limit: 1), focus: focus, isFocused: true)
    }

    @Test func wholeMaps() {
        #expect(
            drawn(triangle(4), 46, 5, .unicode) == """
                         t 1      t 2      t 3      t 4
                 L₁   −0.170
                 L₂   −0.340    0.330
                 L₃   −0.510    0.160    0.830
                 L₄   −0.680   −0.010    0.660   −0.170

                """)
        #expect(
            drawn(triangle(9), 40, 10, .unicode) == """
                    t 1   t 3   t 5   t 7   t 9
                 L₁ −◦
                 L₂ −◦ +▂
                 L₃ −○ +▂ +▆
                 L₄ −◉ −· +▆ −◦
                 L₅ −◉ −◦ +▄ −◦ +▂
                 L₆ −● −◦ +▂ −○ +▂ +▆
                 L₇ −● −○ +▂ −◉ −· +▆ −◦
                 L₈ −● −◉ −· −◉ −◦ +▄ −◦ +▂
                 L₉ −● −◉ −◦ −● −◦ +▂ −○ +▂ +▆

                """)
        #expect(
            drawn(triangle(40, focus: (30, 20)), 30, 6, .ascii) == """
                     <t 10 t 15 t 20 t 25    >
                 L_29 dddddddddddbdc.ca2a1   ^
                 L_30 dddddddddddcdcada1b13
                 L_31 dddddddddddcddadb1c.3a
                 L_32 ddddddddddddddbdc.ca2a1
                 L_33 ddddddddddddddcdcada1b1v

                """)
    }

    @Test func theCursorSitsOnTheFocus() {
        var grid = Grid(width: 46, height: 5)
        triangle(4, focus: (2, 1)).draw(&grid, glyphs: .unicode)
        #expect(grid.cursor == Point(x: 13, y: 3))
        #expect(grid[14, 3].style == Style.diverging(1).focused)
    }

    @Test func everySizeDraws() {
        for (width, height) in smallSizes + [(9, 9), (20, 3)] {
            for glyphs in Glyphs.allCases {
                for map in [triangle(1), triangle(12, focus: (11, 11)), triangle(3, focus: (99, -4))] {
                    #expect(drawn(map, width, height, glyphs).filter { $0 == "\n" }.count == height)
                }
            }
        }
        var grid = Grid(width: 5, height: 5)
        HeatMap(rowLabels: [], columnLabels: [], values: [], scale: HeatScale(.magnitude, limit: 0)).draw(
            &grid, glyphs: .ascii)
        #expect(grid == Grid(width: 5, height: 5))
    }

    @Test func levels() {
        let signed = HeatScale(.signed, limit: 2)
        #expect([-9, -2, -1, -0.1, 0, 0.6, 2, .infinity].map(signed.level) == [-4, -4, -2, 0, 0, 1, 4, 4])
        #expect(signed.level(.nan) == nil)
        #expect(signed.style(.nan) == .error)
        let logarithmic = HeatScale(.magnitudeLogarithmic(floor: 1e-8), limit: 1)
        #expect([0, 1e-9, 1e-8, 3e-8, 1e-1, 1, 50].map(logarithmic.level) == [0, 0, 0, 0, 7, 7, 7])
        #expect(HeatScale(.signedLogarithmic(floor: 1e-4), limit: 1).level(-1e-2) == -2)
        #expect(HeatScale(.signed, fitting: [0.5, -3, .nan, -.infinity]).limit == 3)
        #expect(HeatScale(.signed, limit: .nan).limit == 1)
    }

    @Test func stripsShowTheStrongestOfNeighbours() {
        let scale = HeatScale(.signed, limit: 1)
        let strip = scale.strip([0.1, -1, 0.5, 0.2, 0, 1, .nan], width: 4, glyphs: .ascii)
        #expect(strip.line.string == "d24!")
        #expect(strip.entriesPerCell == 2)
        #expect(scale.strip([0.5], width: 4, glyphs: .unicode).line.string == "▄")
        #expect(scale.strip([], width: 4, glyphs: .unicode).line.string == "")
        #expect(scale.strip([1], width: 0, glyphs: .unicode).line.string == "")
    }

    @Test func legends() {
        #expect(HeatScale(.signed, limit: 0.5).legend(.unicode) == "◦○◉● negative  · 0  ▂▄▆█ positive  to 0.5")
        #expect(HeatScale(.magnitudeLogarithmic(floor: 1e-9), limit: 1).legend(.ascii) == "0-7: log, 1e-9 to 1")
    }
}

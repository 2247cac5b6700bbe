import Testing
import TerminalUI

@Suite struct ExportTests {
    var grid: Grid {
        var grid = Grid(width: 10, height: 2)
        grid.text("a<b & \"c\"", x: 0, y: 0, style: .title)
        grid.text("f ", x: 1, y: 1, style: .focus)
        grid.text("−1", x: 4, y: 1, style: .diverging(-4))
        return grid
    }

    @Test func ansiText() {
        #expect(
            grid.ansiText(Theme(tier: .full))
                == "\u{1B}[0;1ma<b & \"c\"\u{1B}[0m\n \u{1B}[0;7mf \u{1B}[0m \u{1B}[0;38;5;16;48;5;230m−1\u{1B}[0m\n")
        #expect(grid.ansiText(.colorless) == "\u{1B}[0;1ma<b & \"c\"\u{1B}[0m\n \u{1B}[0;7mf \u{1B}[0m −1\n")
        #expect(Grid(width: 3, height: 1).ansiText(.colorless) == "\n")
    }

    @Test func svg() {
        #expect(
            grid.svg(Theme(tier: .full, background: .light)) == """
                <svg xmlns="http://www.w3.org/2000/svg" width="90" height="36" viewBox="0 0 90 36">
                <rect width="100%" height="100%" fill="#ffffff"/>
                <g font-family="monospace" font-size="15" fill="#121212">
                <text x="0 9 18 27 36 45 54 63 72" y="14" xml:space="preserve" font-weight="bold">a&lt;b &amp; &quot;c&quot;</text>
                <rect x="9" y="18" width="18" height="18" fill="#121212"/>
                <text x="9 18" y="32" xml:space="preserve" fill="#ffffff">f </text>
                <rect x="36" y="18" width="18" height="18" fill="#af5f00"/>
                <text x="36 45" y="32" xml:space="preserve" fill="#ffffff">−1</text>
                </g>
                </svg>

                """)
    }

    @Test func everySizeExports() {
        for (width, height) in smallSizes {
            var grid = Grid(width: width, height: height)
            grid.box(grid.bounds, title: "<&>", glyphs: .unicode)
            for tier in ColorTier.allCases {
                #expect(grid.ansiText(Theme(tier: tier)).filter { $0 == "\n" }.count == height)
                #expect(grid.svg(Theme(tier: tier)).hasSuffix("</svg>\n"))
            }
        }
    }

    @Test func linearText() {
        var text = LinearText()
        text.heading("Step 3 of 6")
        text.fact("forget gate f₃", "0.8412 −0.5")
        text.heading("Why")
        text.item("c₃ = f₃ ⊙ c₂\u{1B}[2J")
        text.blank()
        text.text("漢字\nc\u{303}")
        #expect(
            text.render(.unicode)
                == "Step 3 of 6\nforget gate f₃: 0.8412 −0.5\n\nWhy\n- c₃ = f₃ ⊙ c₂\u{FFFD}[2J\n\n漢字\nc\u{303}\n")
        #expect(
            text.render(.ascii) == "Step 3 of 6\nforget gate f_3: 0.8412 -0.5\n\nWhy\n- c_3 = f_3 * c_2?[2J\n\n??\nc~\n"
        )
    }
}

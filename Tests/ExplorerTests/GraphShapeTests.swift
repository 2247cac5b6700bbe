import Explorer
import Recurrence
import TerminalUI
import Testing

/// Whole pictures at 79 columns, one shape after another: on the way forward, at the loss, on the way back.
@Suite struct GraphShapeTests {
    @Test func everyFixtureAtEverySizeAndMomentIsDrawn() throws {
        for name in GraphPicture.fixtures {
            let picture = try GraphPicture(fixture: name)
            let half = picture.timeline.places / 2
            for position in [0, half + 1, picture.timeline.lossIndex, picture.timeline.lossIndex + half] {
                let graph = picture.graph(at: position)
                for width in 0...5 {
                    for height in 0...5 {
                        var grid = Grid(width: width, height: height)
                        graph.draw(&grid, glyphs: .unicode)
                        #expect(width == 0 || height == 0 || grid.plainText.contains { $0 != "\n" && $0 != " " })
                    }
                }
                for (width, height) in [(20, 3), (33, 8), (60, 5), (79, 7), (79, 10), (119, 20)] {
                    for glyphs in Glyphs.allCases {
                        var grid = Grid(width: width, height: height)
                        graph.draw(&grid, glyphs: glyphs)
                        #expect(!glyphs.isASCII || grid.plainText.utf8.allSatisfy { $0 < 0x80 })
                    }
                }
            }
        }
    }

    @Test func manyToOne() throws {
        let picture = try GraphPicture(fixture: "006-many-to-one-rnn")
        #expect(
            picture.text(at: "forward:3") == """
                                                                          L₄
                                                                          △
                                                                          y₄
                                                                          △
                         0 ━━━▶ h₁ ━━━━━━━━━▶ h₂ ━━━━━━━━━▶[h₃]┄┄┄┄┄┄┄┄┄▷ h₄
                                ▲             ▲             ▲             △
                                x₁            x₂            x₃            x₄

                """)
    }
}

import Testing
import TerminalUI

@Suite struct TimelineStripTests {
    func strip(_ steps: Int, computed: Int) -> TimelineStrip {
        TimelineStrip(
            [
                .init("forward", count: steps), .init("loss", count: 1), .init("backward", count: steps),
                .init("clip", count: 1),
                .init("update", count: 1),
            ], computed: computed)
    }

    func line(_ steps: Int, computed: Int, width: Int, _ glyphs: Glyphs = .unicode) -> String {
        strip(steps, computed: computed).line(width: width, glyphs: glyphs).string
    }

    @Test func joinedDotsWhereThereIsRoom() {
        #expect(
            line(6, computed: 0, width: 80) == "forward ○─○─○─○─○─○ ╎ loss ○ ╎ backward ○─○─○─○─○─○ ╎ clip ○ ╎ update ○"
        )
        #expect(
            line(6, computed: 3, width: 80) == "forward ●━●━◉─○─○─○ ╎ loss ○ ╎ backward ○─○─○─○─○─○ ╎ clip ○ ╎ update ○"
        )
        #expect(
            line(6, computed: 9, width: 80) == "forward ●━●━●━●━●━● ╎ loss ● ╎ backward ●━◉─○─○─○─○ ╎ clip ○ ╎ update ○"
        )
        #expect(
            line(6, computed: 14, width: 80, .ascii)
                == "forward *=*=*=*=*=* | loss * | backward *=*=*=*=*=* | clip @ | update o")
    }

    @Test func denserWhereThereIsNot() {
        #expect(line(6, computed: 3, width: 70) == "forward ●●◉○○○ ╎ loss ○ ╎ backward ○○○○○○ ╎ clip ○ ╎ update ○")
        #expect(line(6, computed: 3, width: 60) == "forward ●●◉○○○ ╎ loss ○ ╎ backward 0/6 ╎ clip ○ ╎ update ○")
        #expect(
            line(600, computed: 300, width: 72)
                == "forward ‹●●●●●●●●◉○○○○○○○› ╎ loss ○ ╎ backward 0/600 ╎ clip ○ ╎ update ○")
        #expect(line(600, computed: 300, width: 20) == "forward 300/600")
        #expect(line(600, computed: 300, width: 9) == "forward …")
    }

    @Test func theLineFitsAtEveryWidthAndMoment() {
        for width in 0...90 {
            for computed in [0, 1, 7, 8, 40, 41, 83, 99] {
                for glyphs in Glyphs.allCases {
                    #expect(strip(40, computed: computed).line(width: width, glyphs: glyphs).width <= width)
                    #expect(strip(3, computed: computed).line(width: width, glyphs: glyphs).width <= width)
                }
            }
        }
        #expect(TimelineStrip([], computed: 3).line(width: 10, glyphs: .unicode).string.count <= 10)
    }
}

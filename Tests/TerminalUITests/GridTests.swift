import Testing
import TerminalUI

@Suite struct GridTests {
    @Test func textIsClippedWithAMark() {
        var grid = Grid(width: 8, height: 3)
        #expect(grid.text("hidden state", x: 1, y: 0) == 12)
        grid.text("gate", x: -2, y: 1)
        grid.text("forget", x: 0, y: 2, width: 4)
        grid.text("nowhere", x: 0, y: 3)
        grid.text("nowhere", x: 9, y: 0)
        #expect(grid.plainText == " hidden…\nte\nfor…\n")
    }

    @Test func everyCellHoldsOneColumn() {
        var grid = Grid(width: 24, height: 1)
        grid.text("a\u{1B}[2Jb\u{7}\t漢🙂e\u{301}c\u{303}h₃−½\u{202E}", x: 0, y: 0)
        #expect(grid.plainText == "a\u{FFFD}[2Jb\u{FFFD} \u{FFFD}\u{FFFD}éc~h₃−½\u{FFFD}\n")
        #expect(GridCell("漢").scalar == Text.replacement)
    }

    @Test func aWindowClipsAndCountsFromItsCorner() {
        var grid = Grid(width: 6, height: 4)
        grid.fill(grid.bounds, ".")
        grid.within(Rect(x: 1, y: 1, width: 4, height: 2)) { window in
            #expect(window.size == Size(width: 4, height: 2))
            window.fill(Rect(x: -5, y: -5, width: 50, height: 50), "-")
            window.within(Rect(x: 2, y: 1, width: 9, height: 9)) { inner in
                inner.text("abcdef", x: 0, y: 0)
                inner.setCursor(x: 1, y: 0)
                inner.setCursor(x: 7, y: 0)
            }
        }
        #expect(grid.plainText == "......\n.----.\n.--ab.\n......\n")
        #expect(grid.cursor == Point(x: 4, y: 2))
    }

    @Test func aBoxHasATitle() {
        var grid = Grid(width: 12, height: 3)
        let inside = grid.box(grid.bounds, title: "cell", glyphs: .unicode)
        grid.text("c₃", x: inside.x, y: inside.y)
        #expect(grid.plainText == "┌─ cell ───┐\n│c₃        │\n└──────────┘\n")
        var ascii = Grid(width: 12, height: 3)
        ascii.box(ascii.bounds, title: "cell", glyphs: .ascii)
        #expect(ascii.plainText == "+- cell ---+\n|          |\n+----------+\n")
    }

    @Test func paragraphsWrapAndMarkWhatIsLeftOut() {
        var grid = Grid(width: 10, height: 3)
        #expect(grid.paragraph("The gate closes and the cell keeps its bit.", in: grid.bounds) == 5)
        #expect(grid.plainText == "The gate\ncloses and\nthe cell…\n")
    }

    @Test func everyPrimitiveDrawsAtEverySize() {
        for (width, height) in smallSizes {
            var grid = Grid(width: width, height: height)
            grid.box(grid.bounds, title: "title", glyphs: .unicode)
            grid.text("a long text", x: -3, y: 0)
            grid.text(StyledText("right"), right: width, y: 1)
            grid.fill(Rect(x: -2, y: 2, width: 99, height: 1), "#")
            grid.horizontalLine(y: 1, glyphs: .ascii)
            grid.verticalLine(x: 1, glyphs: .ascii)
            grid.paragraph("some words in a row", in: grid.bounds.inset(by: 1))
            grid.restyle(Rect(x: -1, y: -1, width: 9, height: 9)) { $0.focused }
            grid.setCursor(x: 2, y: 2)
            #expect(grid.plainText.split(separator: "\n", omittingEmptySubsequences: false).count == height + 1)
            #expect((grid.cursor != nil) == (width > 2 && height > 2))
        }
    }
}

/// Every size from nothing to 5×5.
let smallSizes = (0...5).flatMap { width in (0...5).map { height in (width, height) } }

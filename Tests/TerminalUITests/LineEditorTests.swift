import Testing
import TerminalUI

@Suite struct LineEditorTests {
    func type(_ keys: [Key], into text: String = "") -> LineEditor {
        var editor = LineEditor(text)
        for key in keys { _ = editor.feed(key) }
        return editor
    }

    @Test func typingAndMending() {
        #expect(type([.character("0"), .character("."), .character("5")]).text == "0.5")
        #expect(type([.left, .left, .character("x")], into: "ab").text == "xab")
        #expect(type([.home, .delete, .end, .backspace], into: "abcd").text == "bc")
        #expect(type([.control("w")], into: "set stack.0.U ").text == "set ")
        #expect(type([.control("w"), .control("w"), .control("w")], into: "a b").text == "")
        #expect(type([.left, .control("u")], into: "abc").text == "c")
        #expect(type([.home, .right, .control("k")], into: "abc").text == "a")
        #expect(type([.backspace, .delete, .left, .right], into: "").text == "")
    }

    @Test func enterAcceptsAndEscapeCancels() {
        var editor = LineEditor("1/2")
        #expect(editor.feed(.enter) == .accepted("1/2"))
        #expect(editor.feed(.escape) == .cancelled)
        #expect(editor.feed(.up) == .ignored)
    }

    @Test func theLineScrollsWithTheCursor() {
        func row(_ editor: LineEditor, width: Int) -> (String, Point?) {
            var grid = Grid(width: 8, height: 1)
            editor.draw(&grid, x: 1, y: 0, width: width)
            return (grid.plainText, grid.cursor)
        }
        #expect(row(LineEditor("0.25"), width: 6) == (" 0.25\n", Point(x: 5, y: 0)))
        #expect(row(LineEditor("0.123456789"), width: 6) == (" …6789\n", Point(x: 6, y: 0)))
        #expect(row(type([.home], into: "0.123456789"), width: 6) == (" 0.123…\n", Point(x: 1, y: 0)))
        for (width, height) in smallSizes {
            var grid = Grid(width: width, height: height)
            LineEditor("some text").draw(&grid, x: 0, y: 0, width: width)
        }
    }
}

import Testing
import TerminalUI

@Suite struct TextTests {
    @Test func widthCountsCells() {
        #expect(Text.width("") == 0)
        #expect(Text.width("h₃ = σ(a₃)") == 10)
        #expect(Text.width("c\u{303}") == 2)
        #expect(Text.width("e\u{301}") == 1)
        #expect(Text.width("漢字") == 2)
        #expect(Text.width("a\r\nb") == 3)
    }

    @Test func fittingAndPadding() {
        #expect(Text.fit("forget gate", width: 6) == "forge…")
        #expect(Text.fit("forget", width: 6) == "forget")
        #expect(Text.fit("forget", width: 1) == "…")
        #expect(Text.fit("forget", width: 0) == "")
        #expect(Text.pad("f", width: 4, alignment: .right) == "   f")
        #expect(Text.pad("f", width: 4, alignment: .center) == " f  ")
    }

    @Test func wrappingBreaksAtBlanks() {
        #expect(Text.wrap("The cell keeps what\n\nit has.", width: 9) == ["The cell", "keeps", "what", "", "it has."])
        #expect(Text.wrap("unbreakable", width: 4) == ["unbr", "eaka", "ble"])
        #expect(Text.wrap("", width: 4) == [""])
        #expect(Text.wrap("words", width: 0) == [])
        for width in 1...30 {
            #expect(
                Text.wrap("h_t = o ⊙ tanh(c_t), and nothing else", width: width).allSatisfy { Text.width($0) <= width })
        }
    }
}

@Suite("Paragraphs")
struct ReflowTests {
    @Test("are joined to one line each; items, indented lines and blank lines stay")
    func reflowed() {
        #expect(Text.reflowed("a b\nc\n\nd\n- e\n  f\ng") == "a b c\n\nd\n- e\n  f g")
        #expect(Text.reflowed("") == "")
    }
}

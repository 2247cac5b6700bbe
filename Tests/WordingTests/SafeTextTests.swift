import Testing
import Wording

@Suite struct SafeTextTests {
    private let hostile = "a\u{1B}[31m\tb\n\u{202E}c\u{E000}é👩‍👩‍👧"

    @Test func whatATerminalWouldObeyIsReplaced() {
        // A family of emoji has format characters between its members.
        #expect(SafeText.of(hostile) == "a\u{FFFD}[31m b \u{FFFD}c\u{FFFD}é\u{FFFD}")
        #expect(SafeText.of("abcdef", limit: 3) == "abc…")
        #expect(SafeText.of("abc", limit: 3) == "abc")
    }

    @Test func orWrittenOut() {
        #expect(SafeText.writtenOut("a\u{1B}[31m\tb\n\u{202E}c") == "aU+001B[31mU+0009bU+000AU+202Ec")
        #expect(SafeText.writtenOut("abcdef", limit: 3) == "abc…")
        #expect(Words.quote("x\u{7}") == "'xU+0007'")
    }

    @Test func aCharacterHasAName() {
        #expect(
            ["a", " ", "\u{0}", "\u{202E}", "漢", "\u{10FFFF}"].map { SafeText.name(of: $0) } == [
                "“a”", "U+0020", "U+0000", "U+202E", "“漢”", "U+10FFFF",
            ])
    }

    @Test func placesCountFromOne() {
        #expect("ab\r\n\nc".reduce(TextLocation.start) { $0.after($1) }.description == "3:2")
    }
}

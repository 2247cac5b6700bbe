import ExactMath
import TerminalUI
import Testing

@Suite("What a terminal sends becomes keys, pastes and nothing else")
struct KeyReaderTests {
    /// What some bytes come to: keys by their names, pastes in quotes.
    private func read(_ text: String, keys: [(String, Key)] = [], then silence: Bool = true) -> [String] {
        var reader = KeyReader(keys: keys.map { (Array($0.0.utf8), $0.1) })
        var inputs = reader.feed(Array(text.utf8))
        if silence { inputs += reader.flush() }
        return inputs.map(Self.name)
    }

    private static func name(_ input: KeyReader.Input) -> String {
        switch input {
        case .key(let key): key.name(.ascii)
        case .paste(let text): "'\(text)'"
        case .background(let background): "<\(background.rawValue)>"
        case .pressed(let x, let y): "<\(x),\(y)>"
        case .attributes: "<answered>"
        }
    }

    @Test("Characters and controls")
    func characters() {
        #expect(read("aZ 5") == ["a", "Z", "space", "5"])
        #expect(read("é√∂😀") == ["é", "√", "∂", "\u{FFFD}"])
        #expect(
            read("\r\n\t\u{8}\u{7F}\u{1}\u{1A}\0\u{1C}") == [
                "Enter", "Enter", "Tab", "Backspace", "Backspace", "^A", "^Z",
            ])
    }

    @Test(
        "Every form of a key that terminals have",
        arguments: [
            ("Up", ["\u{1B}[A", "\u{1B}OA", "\u{1B}[1;2A", "\u{1B}[a", "\u{1B}O2A"]),
            ("Down", ["\u{1B}[B", "\u{1B}OB", "\u{1B}[1;2B", "\u{1B}[b"]),
            ("Right", ["\u{1B}[C", "\u{1B}OC", "\u{1B}[1;2C", "\u{1B}[c"]),
            ("Left", ["\u{1B}[D", "\u{1B}OD", "\u{1B}[1;2D", "\u{1B}[d"]),
            ("Home", ["\u{1B}[H", "\u{1B}OH", "\u{1B}[1~", "\u{1B}[7~", "\u{1B}[1;2H"]),
            ("End", ["\u{1B}[F", "\u{1B}OF", "\u{1B}[4~", "\u{1B}[8~", "\u{1B}[1;2F"]),
            ("PgUp", ["\u{1B}[5~", "\u{1B}[5;2~"]), ("PgDn", ["\u{1B}[6~"]), ("Del", ["\u{1B}[3~"]),
            ("Ins", ["\u{1B}[2~"]), ("Shift-Tab", ["\u{1B}[Z"]), ("F1", ["\u{1B}OP", "\u{1B}[11~"]),
            ("F12", ["\u{1B}[24~"]), ("Enter", ["\r", "\u{1B}OM"]), ("7", ["7", "\u{1B}Ow"]), ("Esc", ["\u{1B}"]),
        ])
    func forms(name: String, sequences: [String]) {
        for sequence in sequences {
            #expect(read(sequence) == [name], "\(sequence.debugDescription)")
            #expect(read(sequence + "x", then: sequence == "\u{1B}") == (sequence == "\u{1B}" ? [] : [name, "x"]))
        }
    }

    @Test("The first button of the mouse is pressed on a cell, beyond column 223 too")
    func presses() {
        #expect(read("\u{1B}[<0;1;1Mx") == ["<0,0>", "x"])
        #expect(read("\u{1B}[<0;300;24M\u{1B}[<0;300;24m") == ["<299,23>"])
        #expect(read("\u{1B}[<0;99999999999999999999;1Mx") == ["x"])
    }

    @Test(
        "What is unknown is swallowed whole, and the next key is itself",
        arguments: [
            "\u{1B}[I", "\u{1B}[O", "\u{1B}[97;5u", "\u{1B}[27;5;97~", "\u{1B}[<0;10;10m", "\u{1B}[<64;10;10M",
            "\u{1B}[<2;1;1M", "\u{1B}[<0;0;1M", "\u{1B}[<0;1M", "\u{1B}[<35;9;9M",
            "\u{1B}[M !!", "\u{1B}[1;5C", "\u{1B}[1;3D", "\u{1B}[3;5~", "\u{1B}q", "\u{1B}é", "\u{1B}\r",
            "\u{1B}]11;?\u{7}", "\u{1B}]10;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}]11;rgb:x/y/z\u{7}", "\u{1B}[>1;2c",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[[A", "\u{1B}\u{1B}[A", "\u{1B}[?1;2$y",
            "\u{1B}[24;80R",
            "\u{1B}Oz", "\u{1B}[99~",
        ])
    func unknown(sequence: String) {
        #expect(read(sequence) == [])
        #expect(read(sequence + "x" + sequence + sequence + "\u{1B}[A", then: false) == ["x", "Up"])
    }

    @Test("A sequence that is broken off does not become keys, nor does it take the next one with it")
    func brokenOff() {
        #expect(read("\u{1B}[1;") == [])
        #expect(read("\u{1B}]11;rgb:") == [])
        #expect(read("\u{1B}O") == [])
        #expect(read("\u{1B}\u{1B}") == ["Esc", "Esc"])
        #expect(read("\u{1B}[1\u{1B}[A") == ["Up"])
        #expect(read("\u{1B}]0;title\u{1B}[A") == ["Up"])
        #expect(read("\u{1B}[1;\rx") == ["Enter", "x"])
    }

    @Test("However it is cut into pieces, it is the same")
    func pieces() {
        let text =
            "a\u{1B}[1;2Cé\u{1B}[200~x\u{1B}[201y\u{1B}[201~b\u{1B}]11;rgb:1/2/3\u{1B}\\\u{1B}[?6c\u{1B}OH\u{1B}[M#  c√"
        let whole = read(text, then: false)
        #expect(whole == ["a", "Right", "é", "'x[201y'", "b", "<dark>", "<answered>", "Home", "c", "√"])
        let bytes = Array(text.utf8)
        for cut in 0...bytes.count {
            for second in stride(from: cut, through: bytes.count, by: 3) {
                var reader = KeyReader()
                let inputs =
                    reader.feed(bytes[..<cut]) + reader.feed(bytes[cut..<second]) + reader.feed(bytes[second...])
                #expect(inputs.map(Self.name) == whole, "cut at \(cut) and \(second)")
                #expect(reader.patience == nil)
            }
        }
    }

    @Test("Only what may go on has to be waited for, Esc alone the least")
    func patience() {
        func patience(_ text: String) -> Int? {
            var reader = KeyReader(keys: [([1, 64, 13], .function(1))])
            _ = reader.feed(Array(text.utf8))
            return reader.patience
        }
        #expect(patience("abc") == nil)
        #expect(patience("\u{1B}[A") == nil)
        #expect(patience("\u{1B}") == 25)
        #expect(patience("\u{1}") == 25)
        #expect(patience("\u{1B}[1") == 100)
        #expect(patience("\u{1B}[200~abc") == 1_000)
    }

    @Test("Answers are no keys, and while one is awaited its pieces may be far apart")
    func answers() {
        #expect(
            read("a\u{1B}]11;rgb:ffff/ffff/dddd\u{1B}\\q\u{1B}[?62;22cb") == ["a", "<light>", "q", "<answered>", "b"])
        var reader = KeyReader()
        reader.isAnswerAwaited = true
        #expect(reader.feed(Array("\u{1B}]11;rgb:00".utf8)) == [])
        #expect(reader.patience == 2_000)
        #expect(reader.feed(Array("00/0000/0000\u{7}x".utf8)) == [.background(.dark), .key(.character("x"))])
        #expect(reader.isAnswerAwaited)
        #expect(reader.feed(Array("\u{1B}[?6c".utf8)) == [.attributes])
        #expect(!reader.isAnswerAwaited)
    }

    @Test("A paste is one text on one line, and not a key, however long and whatever is in it")
    func pastes() {
        #expect(read("\u{1B}[200~see [q]uit\u{1B}[201~") == ["'see [q]uit'"])
        #expect(read("\u{1B}[200~1, 2\r\n3\t4\u{1B}[31m\u{1B}[201~q") == ["'1, 2 3 4[31m'", "q"])
        #expect(read("\u{1B}[200~never ended") == ["'never ended'"])
        #expect(read("\u{1B}[200~\u{1B}[201~") == ["''"])
        let long = String(repeating: "x", count: 100_000)
        #expect(read("\u{1B}[200~\(long)\u{1B}[201~q") == ["'\(long.prefix(KeyReader.longestPaste))'", "q"])
    }

    @Test("What terminfo says holds before the usual forms; of two equal keys the plainer one")
    func terminfo() {
        #expect(read("\u{1B}[M", keys: [("\u{1B}[M", .function(1))]) == ["F1"])
        #expect(
            read("\u{C}\u{8}\n", keys: [("\u{C}", .right), ("\u{8}", .left), ("\n", .down)]) == [
                "Right", "Left", "Down",
            ])
        #expect(read("\u{1}@\rx\u{1}", keys: [("\u{1}@\r", .function(1))]) == ["F1", "x", "^A"])
        #expect(
            read("\u{1B}q\u{1B}qx", keys: [("\u{1B}q", .right), ("\u{1B}q", .end), ("\u{1B}qx", .up)]) == [
                "Right", "Up",
            ])
        #expect(read("", keys: [("", .up)]) == [])
    }

    @Test("Other character sets are read by their own rule")
    func latin() {
        var reader = KeyReader(
            characters: CharacterReader { bytes in
                .scalar(Unicode.Scalar(bytes.first ?? 0), length: 1)
            })
        #expect(reader.feed([0xE9, 0x61, 0x1B, 0xE9]).map(Self.name) == ["é", "a"])
    }

    @Test("Any bytes at all come to an end")
    func anyBytes() {
        var generator = SeededGenerator(seed: 7)
        let hostile = Array("\u{1B}\u{1B}[[]OPM;?~0123456789u\u{7}\\é\r".utf8)
        for _ in 0..<2_000 {
            var reader = KeyReader(keys: [(Array("\u{1B}[1~".utf8), .home), ([1, 2], .end)])
            let bytes = (0..<40).map { _ in
                Bool.random(using: &generator)
                    ? hostile.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
            }
            _ = reader.feed(bytes[..<20])
            _ = reader.feed(bytes[20...])
            _ = reader.flush()
            #expect(reader.patience == nil)
            #expect(reader.feed([0x61]).map(Self.name) == ["a"], "\(bytes)")
        }
    }
}

import Foundation
import Scenes
import Testing
import Wording

/// Files made to do harm end in one error, soon, and print no control character.
@Suite(.serialized) struct HostileTests {
    @Test(arguments: HostileFile.all) func endsInOneErrorSoon(_ file: HostileFile) {
        let clock = ContinuousClock()
        var message: String?
        let time = clock.measure {
            do throws(SceneError) {
                _ = try Scene(bytes: file.bytes(), file: file.name)
            } catch {
                message = error.description
            }
        }
        #expect(message == "\(file.name):\(file.message)")
        #expect(time < HostileFile.patience, "took \(time)")
    }

    /// Files that are cut, doubled or changed at any place are read or refused, and never trap.
    @Test func mutatedFilesNeverTrap() throws {
        let originals = try Fixtures.names.filter { $0.hasSuffix("deep") }.prefix(8).map {
            Array(try Fixtures.text($0).utf8)
        }
        var generator = Mutation(state: 7)
        for _ in 0..<400 {
            var bytes = originals[generator.below(originals.count)]
            for _ in 0...generator.below(4) { generator.mutate(&bytes) }
            do throws(SceneError) {
                let scene = try Scene(bytes: bytes, file: "mutated")
                let again = try Scene(text: scene.yaml, file: "again")
                #expect(again == scene)
            } catch {
                #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
            }
        }
    }

    @Test func aFileNameIsNeverPrintedRaw() {
        let error = SceneError(file: "a\u{1B}[2Jb\n", position: TextLocation(line: 1, column: 1), fact: .notUTF8)
        #expect(error.description == "aU+001B[2JbU+000A:1:1: this byte is not UTF-8")
    }
}

/// A file, and what is said about it.
struct HostileFile: Sendable, CustomTestStringConvertible {
    let name: String
    let message: String
    let bytes: @Sendable () -> [UInt8]

    /// A release build on an idle machine needs less than a second for each; a busy machine and a debug build are given more.
    static let patience = Duration.seconds(60)

    #if DEBUG
        static let rows = 9_000
    #else
        static let rows = 90_000
    #endif

    var testDescription: String { name }

    static func text(_ name: String, _ text: @autoclosure @escaping @Sendable () -> String, _ message: String)
        -> HostileFile
    {
        HostileFile(name: name, message: message) { Array(text().utf8) }
    }

    static func bytes(_ name: String, _ bytes: [UInt8], _ message: String) -> HostileFile {
        HostileFile(name: name, message: message) { bytes }
    }

    static let all: [HostileFile] = [
        text("alias bomb", aliasBomb, "1:4: the anchor &a must not stand here; write the value where it is used"),
        text(
            "alias bomb as keys", aliasBombAsKeys,
            "1:4: the anchor &a must not stand here; write the value where it is used"),
        text(
            "flow depth", String(repeating: "[", count: 1_000_000),
            "1:1: lists and mappings are nested more than 24 deep"),
        text(
            "mapping depth", String(repeating: "{a: ", count: 500_000),
            "1:97: lists and mappings are nested more than 24 deep"),
        text(
            "block depth", String(repeating: "- ", count: 500_000),
            "1:49: lists and mappings are nested more than 24 deep"),
        text(
            "key depth", String(repeating: "? ", count: 500_000),
            "1:3: a list or mapping stands where a key should; a key is a word"),
        text("size", String(repeating: "#", count: 40_000_000), "1:1: the file has more than 33,554,432 bytes"),
        text(
            "nodes", "a: [" + String(repeating: "1,", count: 3_000_000) + "]",
            "1:3999999: the file has more than 2,000,000 values"),
        text(
            "long text", "unfold: 1\ntitle: " + String(repeating: "a", count: 30_000_000),
            "2:8: title has more than 200 characters"),
        text(
            "many keys", (0..<300_000).map { "k\($0): 1\n" }.joined(),
            "1:1: the scene has no key 'k0'; its keys are unfold, title, notes, arithmetic, model, sequence, loss, reduction, parameters and training"
        ),
        text(
            "duplicate keys", String(repeating: "a: 1\n", count: 100_000),
            "2:1: the key 'a' stands here a second time; the first is in line 1"),
        text(
            "merge key", "unfold: 1\n<<: {a: 1}\n",
            "2:1: the scene has no key '<<'; its keys are unfold, title, notes, arithmetic, model, sequence, loss, reduction, parameters and training"
        ),
        text(
            "many documents", String(repeating: "---\n", count: 1_000_000),
            "2:1: a second document begins here; a file has one"),
        text(
            "long line of quotes", "unfold: \"" + String(repeating: "\\\"", count: 5_000_000),
            "1:10000010: this is not YAML: found unexpected end of stream"),
        text(
            "huge exponent", right("1e99999999999999999999"),
            "6:13: input 1: '1e99999999999999999999' is larger than the largest double"),
        text(
            "tiny exponent", right("1e-99999999999999999999"),
            "6:13: input 1: '1e-99999999999999999999' has too many digits; at most 100 are read"),
        text(
            "many long fractions",
            many("1\(String(repeating: "7", count: 95))/3\(String(repeating: "1", count: 95))", 2),
            "2723:201: the file has too many fractions of more than 18 digits"),
        text("many fractions", many("1/3", 19), nothingMissing),
        text("many tiny numbers", many("1e-399", 19), nothingMissing),
        text("many long decimals", many("0.12345678901234567890", 13), nothingMissing),
        text(
            "long fraction", right("1/" + String(repeating: "9", count: 1_000_000)),
            "6:13: input 1: '1/\(String(repeating: "9", count: 58))…' has too many digits; at most 100 are read"),
        text(
            "escape in a title", "unfold: 1\ntitle: \"\\e]0;x\\a\"\nmodel: {}\n",
            "2:8: title has the control character U+001B"),
        text(
            "direction override", "unfold: 1\ntitle: a\u{202E}b\nmodel: {}\n",
            "2:8: title has the control character U+202E"),
        text(
            "escape in a key", "unfold: 1\n\"\\e[31m\": 1\n",
            "2:1: the scene has no key 'U+001B[31m'; its keys are unfold, title, notes, arithmetic, model, sequence, loss, reduction, parameters and training"
        ),
        text(
            "raw escape", "unfold: 1\ntitle: \u{1B}[31m\n",
            "2:8: the control character U+001B must not stand here"),
        text("NUL", "unfold: 1\ntitle: a\u{0}b\n", "2:9: the control character U+0000 must not stand here"),
        text(
            "C1 control", "unfold: 1\ntitle: a\u{9B}b\n", "2:9: the control character U+009B must not stand here"),
        text(
            "second byte order mark", "unfold: 1\n\u{FEFF}title: a\n",
            "2:1: the control character U+FEFF must not stand here"),
        bytes("not UTF-8", Array("unfold: 1\ntitle: \u{E9}".utf8) + [0xFF], "2:9: this byte is not UTF-8"),
        bytes("overlong", Array("unfold: ".utf8) + [0xC0, 0xAF], "1:9: this byte is not UTF-8"),
        bytes("surrogate", Array("unfold: ".utf8) + [0xED, 0xA0, 0x80], "1:9: this byte is not UTF-8"),
        bytes("cut character", Array("unfold: ".utf8) + [0xE2, 0x82], "1:9: this byte is not UTF-8"),
        bytes("UTF-16", [0xFF, 0xFE, 0x75, 0x00, 0x6E, 0x00], "1:1: this byte is not UTF-8"),
        text(
            "big network",
            """
            unfold: 1
            model:
              stack: [\((0..<256).map { _ in "{cell: lstm, hidden: 1024}" }.joined(separator: ", "))]
              readout: {size: 65536}
            sequence:
              inputs: [[1]]
            parameters: {initialize: {scheme: orthogonal}}
            """, "3:3: the model has 2,211,516,416 parameters, more than 50,000,000"),
    ]

    private static func right(_ number: String) -> String {
        "unfold: 1\nmodel:\n  stack:\n  - {cell: rnn, hidden: 1}\nsequence:\n  inputs: [[\(number)]]\n"
    }

    /// Vectors of one number again and again; whoever has read them finds that nothing says what U is.
    private static func many(_ number: String, _ width: Int) -> String {
        let row = "  - [" + (0..<width).map { _ in number }.joined(separator: ", ") + "]\n"
        return "unfold: 1\nmodel:\n  stack:\n  - {cell: linear, hidden: 1}\nsequence:\n  inputs:\n"
            + String(repeating: row, count: min(rows, 30_000_000 / row.utf8.count))
    }

    private static let nothingMissing =
        "1:1: stack.0.W and stack.0.U have no value; give them under values, or write initialize"

    private static var aliasBomb: String {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (name, last) in zip("bcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxy") {
            text += "\(name): &\(name) [\((0..<9).map { _ in "*\(last)" }.joined(separator: ", "))]\n"
        }
        return text
    }

    private static var aliasBombAsKeys: String {
        var text = "a: &a {x: x}\n"
        for (name, last) in zip("bcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxy") {
            text += "\(name): &\(name) {? *\(last) : *\(last), ? [*\(last)] : x}\n"
        }
        return text
    }
}

/// Random changes of a file.
private struct Mutation {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func mutate(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = below(bytes.count)
        let end = min(bytes.count, place + 1 + below(40))
        switch below(5) {
        case 0: bytes[place] = UInt8(below(256))
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
        case 3: bytes[place] = Array("[]{}:,-0123456789.e/\"'#|>%@ \n")[below(29)].asciiValue ?? 0
        default:
            let words = [
                "null", "true", "-1", "1e308", "[[]]", "{}", "lstm", "65536", "100000", "1/3", "bidirectional: true, ",
            ]
            bytes.insert(contentsOf: Array(words[below(words.count)].utf8), at: place)
        }
    }
}

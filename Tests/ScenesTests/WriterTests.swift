import ExactMath
import Foundation
import Recurrence
import Scenes
import Testing

@Suite struct WriterTests {
    @Test(arguments: Fixtures.names) func fixturesReadBack(_ name: String) throws {
        let scene = try Fixtures.scene(name)
        #expect(try Scene(text: scene.yaml, file: name) == scene)
    }

    @Test(arguments: BuiltInScenes.all.map(\.name)) func builtInScenesReadBack(_ name: String) throws {
        let scene = try #require(BuiltInScenes.named(name)).scene()
        #expect(try Scene(text: scene.yaml, file: name) == scene)
    }

    /// A fixture is written in the order and form in which it came, but for numbers such as 5.0 and long flow mappings.
    @Test func aFixtureIsWrittenAsItCame() throws {
        let text = try Fixtures.text("005-many-to-many-lstm")
        let expected = text.replacingOccurrences(of: "  shape: many-to-many\n", with: "")
        #expect(try Fixtures.scene("005-many-to-many-lstm").yaml == expected)
    }

    @Test func everythingIsWritten() throws {
        let text = """
            unfold: 1
            title: "Null: a title, \\"quoted\\" # and odd"
            notes: |
              Two paragraphs.

              The second one: with *stars* and & signs.
            model:
              shape: seq2seq
              stack:
              - {cell: gru, hidden: 1, reset: after, bidirectional: true}
              readout: {size: 3, activation: softmax, bias: false}
              embedding:
                vocabulary: [a, "no", "1"]
                size: 2
              decoder: {cell: lstm, hidden: 2, peephole: full, initial_state: learned, start: zero, attention: {size: 1}}
              feedback: output
            sequence:
              tokens: [a, "1", "no"]
              start: a
              targets: [a, null, "no"]
            loss: nll
            reduction: mean
            parameters:
              initialize: {scheme: orthogonal, seed: 9223372036854775807, gain: 0.5, forget_bias: 1, spectral_radius: 0.9}
              values:
                decoder.b_f: [1/3, -2e-20]
                decoder.h0: [0.1, 123456789012345678901]
            training:
              optimizer: adam
              betas: [0.5, 0.75]
              epsilon: 1e-06
              schedule: {cosine: {to: 0.001}}
              rate: 1/3
              epochs: 10
              batch: 2
              seed: 3
              clip: {by: parameter-norm, at: 2/3}

            """
        let scene = try Scene(text: text, file: "all.yaml")
        #expect(scene.yaml == text)
    }

    @Test(
        arguments: [
            0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1 + 0.2, 1e23, 123_456_789.123_456_78, 1e15,
            -4,
        ] as [Double])
    func doublesReadBackBitForBit(_ double: Double) throws {
        let number = try Number(Number(double).description)
        #expect(number.double.bitPattern == double.bitPattern)
        #expect(number == Number(double))
    }

    @Test(arguments: [
        "", "plain", "  indented\nless\n", "ends with spaces  \nx", "\ttab\n", "x\n\n", "one\ntwo", "\n", "a: b\n# c\n",
        "one\u{FEFF}\ntwo\n",
    ])
    func notesReadBack(_ notes: String) throws {
        var scene = try Fixtures.scene("000-many-to-many-rnn")
        scene.notes = notes
        #expect(try Scene(text: scene.yaml, file: "notes").notes == notes)
    }

    @Test(arguments: [
        "a\u{FEFF}b", "\u{FEFF}", "yes", "1/2", "- dash", "a #b", "ends:", "{x}", "‘quoted’", "日本語", "x\\y", " space",
        "~", "é", "@",
    ])
    func titlesReadBack(_ title: String) throws {
        var scene = try Fixtures.scene("000-many-to-many-rnn")
        scene.title = title
        #expect(try Scene(text: scene.yaml, file: "title").title == title)
    }

    @Test func aFileIsWrittenWhole() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unfold-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("scene.yaml").path
        try FileWriting.write("first", to: path)
        try FileWriting.write("second", to: path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["scene.yaml"])
        #expect(chmod(path, 0o444) == 0)
        #expect(throws: WriteError(file: path, reason: "the file is read-only")) {
            try FileWriting.write("x", to: path)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
        #expect(throws: WriteError(file: "-", reason: "- is standard input, and no file's name; ./- would fit")) {
            try FileWriting.write("x", to: "-")
        }
        let missing = folder.appendingPathComponent("none/scene.yaml").path
        #expect(throws: WriteError(file: missing, reason: "no such file or directory")) {
            try FileWriting.write("x", to: missing)
        }
    }
}

import Testing
import Wording

@Suite struct JSONTests {
    private let value = JSON.object([
        "null": .null, "flag": .bool(true), "whole": .number(3), "part": .number(0.1), "none": .number(.nan),
        "seed": .unsigned(.max), "list": .array([.integer(-1), .array([])]),
        "rows": .array([.object(["a": .string("\"\\\n\u{1B}\u{202E}\u{F0000}é")])]),
    ])

    @Test func aValueIsOneLine() {
        #expect(
            value.text()
                == #"{"null": null, "flag": true, "whole": 3, "part": 0.1, "none": "nan", "seed": 18446744073709551615, "#
                + #""list": [-1, []], "rows": [{"a": "\"\\\n\u001b\u202e\udb80\udc00é"}]}"#)
    }

    @Test func orSpreadOverLines() {
        #expect(
            value.text(indent: 2) == #"""
                {
                  "null": null,
                  "flag": true,
                  "whole": 3,
                  "part": 0.1,
                  "none": "nan",
                  "seed": 18446744073709551615,
                  "list": [-1, []],
                  "rows": [
                    {
                      "a": "\"\\\n\u001b\u202e\udb80\udc00é"
                    }
                  ]
                }
                """#)
    }

    @Test func aStreamIsWrittenPieceByPiece() {
        var text = ""
        var json = JSONText { text += $0 }
        json.object { json in
            json.member("name", JSONToken.string("h\u{9B}"))
            json.key("values")
            json.array { json in
                for value in [1.0, .infinity, 0.5, -1e-300, 123456789012345680, -0.0] { json.number(value) }
            }
            json.key("k\n")
            json.string("v")
        }
        json.end()
        #expect(
            text
                == #"{"name": "h\u009b", "values": [1.0, "inf", 0.5, -1e-300, 1.2345678901234568e+17, -0.0], "k\n": "v"}"#
                + "\n")
    }

    /// A long text comes in pieces; numbers are written as `JSONToken` does.
    @Test func aLongStreamIsWhole() {
        var generator = SystemRandomNumberGenerator()
        let numbers = (0..<20_000).map { _ in Double(bitPattern: generator.next()) }
        var pieces: [String] = []
        var json = JSONText { pieces.append($0) }
        json.array { json in
            for row in 0..<200 {
                json.array { json in for x in numbers[row * 100..<row * 100 + 100] { json.number(x) } }
            }
        }
        json.end()
        let rows = (0..<200).map { row in
            "[" + numbers[row * 100..<row * 100 + 100].map(JSONToken.number).joined(separator: ", ") + "]"
        }
        #expect(pieces.joined() == "[" + rows.joined(separator: ", ") + "]\n")
        #expect(pieces.count > 3)
    }
}

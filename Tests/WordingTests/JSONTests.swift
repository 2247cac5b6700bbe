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
        var json = JSONText("")
        json.object { json in
            json.member("name", JSONToken.string("h\u{9B}"))
            json.key("values")
            json.array { json in for value in [1.0, .infinity, 0.5] { json.token(JSONToken.number(value)) } }
        }
        #expect(json.output == #"{"name": "h\u009b", "values": [1.0, "inf", 0.5]}"#)
    }
}

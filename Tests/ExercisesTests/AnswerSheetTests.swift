import Exercises
import Formula
import Testing
import Wording

@Suite("Answer sheets and edge lists")
struct AnswerSheetTests {
    /// A sheet as it was read, a line an answer or a problem.
    private func read(_ bytes: [UInt8]) -> [String] {
        let sheet = AnswerSheet(bytes: bytes)
        return sheet.entries.map { entry in
            let text = entry.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(
                separator: "⏎")
            return "\(entry.location) \(entry.name) | \(entry.value.origin) \(text)"
                + (entry.problem.map { " | \($0)" } ?? "")
        } + sheet.problems.map { "\($0.location) \($0.problem)" }
    }

    private func read(_ text: String) -> [String] { read(Array(text.utf8)) }

    @Test("Names, values, comments, brackets over lines")
    func plain() {
        #expect(
            read(
                """
                exercise = linear-bptt
                # a comment
                student =  Ada Lovelace\u{20}
                  delta_3 = [0, -1]

                dW_aa = [[-1, -1],
                # in between
                         [2, 1]]
                formula_delta = delta[t] = Wya' e[t]
                """) == [
                    "1:1 exercise | 1:12 linear-bptt", "3:1 student | 3:12 Ada Lovelace", "4:3 delta_3 | 4:13 [0, -1]",
                    "6:1 dW_aa | 6:9 [[-1, -1],⏎⏎         [2, 1]]", "9:1 formula_delta | 9:17 delta[t] = Wya' e[t]",
                ])
    }

    @Test("What numpy and torch write below the numbers belongs to them")
    func settings() {
        #expect(
            read("dW_aa = array([[1., 2.],\n       [3., 4.]],\n      dtype=float32)\ndelta_3 = [0, -1]") == [
                "1:1 dW_aa | 1:9 array([[1., 2.],⏎       [3., 4.]],⏎      dtype=float32)", "4:1 delta_3 | 4:11 [0, -1]",
            ])
        #expect(
            read("a_1 = tensor([1., 2.],\n   device='cuda:0',\n   requires_grad=True)\na_2 = 1") == [
                "1:1 a_1 | 1:7 tensor([1., 2.],⏎   device='cuda:0',⏎   requires_grad=True)", "4:1 a_2 | 4:7 1",
            ])
        // An answer of this name is none of theirs.
        #expect(
            read("student = Ada :(\nshape = many-to-one") == [
                "1:1 student | 1:11 Ada :(", "2:1 shape | 2:9 many-to-one",
            ])
    }

    @Test(
        "The range of a sum in a bracket over lines is no answer",
        arguments: ["sum(k=t..T, e[k])", "\\sum_{k=t}^{T} e[k]"])
    func ranges(_ sum: String) {
        #expect(
            read("formula_t = (\n\(sum)\n)\na_2 = 3") == [
                "1:1 formula_t | 1:13 (⏎\(sum)⏎)", "4:1 a_2 | 4:7 3",
            ])
    }

    @Test("One bad line costs only itself")
    func bad() {
        #expect(
            read([0xEF, 0xBB, 0xBF] + Array("a_1 = 1\r\na_2 = 2\ra_3 = 3".utf8)) == [
                "1:1 a_1 | 1:7 1", "2:1 a_2 | 2:7 2", "3:1 a_3 | 3:7 3",
            ])
        #expect(
            read(
                Array("a_1 = ".utf8) + [0xFF, 0x0A]
                    + Array("a_2 = 2\u{0}\na_3 = \u{1B}[31m3\na_1 = 4\nhello\n= 5\n1a = 3".utf8)) == [
                    "2:1 a_2 | 2:7 2\u{0} | The line has bytes that are no text (not UTF-8, or control characters).",
                    "3:1 a_3 | 3:7 \u{1B}[31m3 | The line has bytes that are no text (not UTF-8, or control characters).",
                    "4:1 a_1 | 4:7 4", "4:1 a_1 is answered twice; the last answer counts.",
                    "5:1 “hello” is no answer; name = value would fit.",
                    "6:1 “” is no name of an answer; letters, digits, underscores and hyphens would fit.",
                    "7:1 “1a” is no name of an answer; letters, digits, underscores and hyphens would fit.",
                ])
        #expect(read("a_1 = [1, 2\na_2 = 3") == ["1:1 a_1 | 1:7 [1, 2", "2:1 a_2 | 2:7 3"])
    }

    @Test("A sheet of ten million bytes, of brackets, of lines, comes to an end")
    func large() {
        #expect(
            read([UInt8](repeating: 0x41, count: 10_000_000)) == [
                "1:1 The sheet has 10000000 bytes; up to 4000000 are read."
            ])
        let brackets = read("a_1 = " + String(repeating: "[", count: 10_000) + "\na_2 = 2")
        #expect(brackets.count == 2 && brackets[1] == "2:1 a_2 | 2:7 2")
        #expect(read(String(repeating: "x\n", count: 100_000)).count == 100)
        #expect(read([0xFF, 0xFE, 0x41, 0x00]) == ["1:1 The sheet is UTF-16; UTF-8 would fit."])
    }

    @Test("Places of faults are places in the sheet")
    func places() throws {
        let sheet = AnswerSheet(text: "a_1 = [1,\n  2 +]")
        let entry = try #require(sheet["a_1"])
        let problem = #expect(throws: FormulaProblem.self) { try AnswerLanguage.readValue(entry.value) }
        #expect(problem?.location == TextLocation(line: 2, column: 6))
        #expect(
            problem?.withExcerpt
                == "column 6: Found “]”, but a number, a name or an opening bracket would fit here.\n    2 +]\n       ^"
        )
    }

    private func edges(_ text: String) -> String {
        do { return try AnswerLanguage.readEdges(SourceText(text)).echo } catch { return error.description }
    }

    @Test(
        "Edges in every spelling",
        arguments: [
            ("x1->h1, h0->h1, h1->y1, y1->h2", "x1->h1, h0->h1, h1->y1, y1->h2"),
            ("x_1 → a^1; a_{1} \\to \\hat{y}^1", "x1->h1, h1->y1"),
            ("x1 to h1 to y1, y1 to h2", "x1->h1, h1->y1, y1->h2"), ("x1->h1->y1\ny1->h2", "x1->h1, h1->y1, y1->h2"),
            ("x[1]->h[1], x1->h1", "x1->h1"),
            ("h1->y1, y1->L1, y1->loss", "h1->y1"),
            ("x1 h1", "column 4: Found “h1”, but an arrow -> would fit here."),
            ("x1->", "column 5: Found the end, but a node such as h1 or x2 would fit here."),
            ("q1->h1", "column 1: Found “q1”, but a node such as h1 or x2 would fit here."),
            ("x99999->h1", "column 1: Found “x99999”, but a node such as h1 or x2 would fit here."),
            ("", "column 1: There is nothing here; an answer would fit."),
        ])
    func edgeLists(text: String, expected: String) {
        #expect(edges(text) == expected)
    }

    @Test("Outputs fed back through an input node are the same graph")
    func fedBack() throws {
        let through = try AnswerLanguage.readEdges(SourceText("x1->h1, h1->y1, y1->x2, x2->h2, h1->h2"))
        let direct = try AnswerLanguage.readEdges(SourceText("x1->h1, h1->y1, y1->h2, h1->h2"))
        #expect(through.withOutputsFedBack == direct.withOutputsFedBack)
    }
}

import Foundation
import Testing

@Suite("What is written out: graphs, pages, worksheets, recordings, verdicts on arrays")
struct WritingOutTests {
    @Test("Every moment is a page of its own")
    func allFrames() async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell(
            "\"$unfold\" frame elman-by-hand --all --output pages --size 60x16 --format svg", in: folder)
        #expect(finished == Finished(status: 0, output: "", errors: ""))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("pages").path).sorted()
        #expect(names.first == "00-start.svg")
        #expect(names.contains("04-forward-4.svg") && names.contains("05-loss.svg"))
        #expect(names.last?.hasSuffix("-update.svg") == true)
        let refused = try await shell("\"$unfold\" frame elman-by-hand --all", in: folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("--output DIR says where"))
    }

    @Test("The graph is drawn as text and as the languages of slides")
    func draw() async throws {
        let folder = try TemporaryFolder()
        let text = try await shell("\"$unfold\" draw elman-by-hand --width 60 --glyphs ascii", in: folder)
        // As svg, tikz and dot have it, the arrows go as the values do.
        let graph = """
                    L1           L2           L3           L4
                    ^            ^            ^            ^
                    y1           y2           y3           y4
                    ^            ^            ^            ^
             0 ===> h1 ========> h2 ========> h3 ========> h4
                    ^            ^            ^            ^
                    x1           x2           x3           x4

            """
        #expect(text == Finished(status: 0, output: graph, errors: ""))
        // The only loss is at a step that has no room; its rows are not left empty.
        let cut = try await shell("\"$unfold\" draw twin-run --width 60 --glyphs ascii", in: folder)
        #expect(cut.output.hasPrefix(" 0 => h1 ==> h2 ==> h3"), "\(cut.output)")
        for (format, start) in [("svg", "<svg "), ("tikz", "% An Elman net"), ("dot", "digraph unfolded {")] {
            let finished = try await shell(
                "\"$unfold\" draw elman-by-hand --format \(format) --computational", in: folder)
            #expect(finished.status == 0 && finished.output.hasPrefix(start))
        }
        #expect(try await shell("\"$unfold\" draw elman-by-hand --computational", in: folder).status == 64)
    }

    @Test("A worksheet has boxes, and its key comes after all sheets")
    func worksheet() async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("\"$unfold\" worksheet elman-by-hand --blank h --seed 3 --count 2", in: folder)
        #expect(finished.status == 0 && finished.errors == "")
        let titles = finished.output.split(separator: "\n").filter { $0.contains("An Elman net") }
        #expect(
            titles == [
                "An Elman net, four steps by hand, sheet 1", "An Elman net, four steps by hand, sheet 2",
                "Key: An Elman net, four steps by hand, sheet 1", "Key: An Elman net, four steps by hand, sheet 2",
            ])
        #expect(finished.output.contains("[________]"))
        let wrong = try await shell("\"$unfold\" worksheet elman-by-hand --blank q", in: folder)
        #expect(
            wrong
                == Finished(
                    status: 64, output: "",
                    errors: "--blank: the scene has no q; it has a, a_y, h, x, y, loss, target and the parameters "
                        + "U, W, W_y, b\n"))
        let long = try await shell("\"$unfold\" worksheet elman-by-hand --integers", in: folder)
        #expect(long.status == 65 && long.errors.hasPrefix("elman-by-hand: it has more than +, − and ×"))
    }

    @Test("A recording is an asciicast of the frames")
    func cast() async throws {
        let folder = try TemporaryFolder()
        try folder.write("next 2\n", to: "words")
        for (format, header) in [("cast2", "{\"version\":2,"), ("cast3", "{\"version\":3,")] {
            let finished = try await shell(
                "\"$unfold\" explore elman-by-hand --script words --record out --record-format \(format)", in: folder)
            #expect(finished.status == 0)
            let lines = try folder.text("out").split(separator: "\n")
            #expect(lines[0].hasPrefix(header))
            #expect(lines.count == 3)
            let event = try JSONSerialization.jsonObject(with: Data(lines[2].utf8)) as? [Any]
            #expect(event?[0] as? Double == 1)
            #expect(event?[1] as? String == "o")
            #expect((event?[2] as? String)?.hasPrefix("\u{1B}[H\u{1B}[2J") == true)
        }
    }

    @Test("A recording has the background that was asked for")
    func background() async throws {
        let folder = try TemporaryFolder()
        try folder.write("next\n", to: "words")
        for background in ["dark", "light"] {
            let finished = try await shell(
                "\"$unfold\" explore elman-by-hand --script words --record \(background) --record-format cast2 "
                    + "--background \(background)", in: folder)
            #expect(finished.status == 0)
        }
        #expect(try folder.text("dark") != folder.text("light"))
    }

    @Test("What was carried out before a wrong line is recorded, as words and as frames")
    func recordedUntilWrong() async throws {
        let folder = try TemporaryFolder()
        try folder.write("next 2\nnxt\n", to: "words")
        for format in ["script", "cast2"] {
            let finished = try await shell(
                "\"$unfold\" explore elman-by-hand --script words --record \(format) --record-format \(format)",
                in: folder)
            #expect(finished.status == 65 && finished.errors.hasPrefix("words:2:1: "))
        }
        #expect(try folder.text("script") == "next 2\n")
        #expect(try folder.text("cast2").split(separator: "\n").count == 3)
    }

    @Test("Fractions are written as fractions in every table")
    func fractions() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            unfold: 1
            arithmetic: rational
            model: {stack: [{cell: linear, hidden: 1}]}
            sequence: {inputs: [[1/3]]}
            parameters: {values: {stack.0.W: [[1]], stack.0.U: [[1]]}}

            """, to: "s.yaml")
        _ = try await shell("echo write t.csv | \"$unfold\" explore s.yaml", in: folder)
        let table = try await shell("\"$unfold\" trace s.yaml --format csv", in: folder)
        #expect(try folder.text("t.csv") == table.output && table.output.contains(",1/3,"))
    }

    @Test("A file that is there is asked about once")
    func overwriting() async throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "s.yaml")
        let once = try await shell("echo write s.yaml | \"$unfold\" explore elman-by-hand", in: folder)
        #expect(once.output.contains("s.yaml is there already; the same words again write over it\n"))
        #expect(try folder.text("s.yaml") == "mine")
        let twice = try await shell(
            "{ echo write s.yaml; echo write s.yaml; } | \"$unfold\" explore elman-by-hand", in: folder)
        #expect(twice.output.contains("written: s.yaml\n"))
        #expect(try folder.text("s.yaml").hasPrefix("unfold: 1\n"))
    }

    @Test("A program's arrays are compared, and the status says how it went")
    func verify() async throws {
        let folder = try TemporaryFolder()
        func verify(_ words: String) async throws -> Finished {
            try await shell("\"$unfold\" verify elman-by-hand \(words)", in: folder)
        }
        try folder.write("{\"loss\": 0.15867159543049625}", to: "right.json")
        #expect(try await verify("right.json").status == 0)
        try folder.write("{\"dU\": [[0, 0.1], [0, 0]]}", to: "wrong.json")
        let wrong = try await verify("wrong.json --format json")
        #expect(wrong.status == 1 && wrong.output.contains("\"first_wrong\": \"dU\""))
        try folder.write("{\"dU\": [[0, 0.1]]}", to: "shape.json")
        let shape = try await verify("shape.json")
        #expect(shape == Finished(status: 65, output: "", errors: "shape.json:1:2: dU is 1×2, needs 2×2\n"))
        #expect(try await verify("none.json").status == 66)
        #expect(try await verify("right.json --carried 2").status == 64)
    }
}

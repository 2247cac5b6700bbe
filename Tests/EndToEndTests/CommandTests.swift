import Testing

@Suite("Commands through pipes, and what they end with")
struct CommandTests {
    @Test("A reader that goes away ends the writer quietly")
    func brokenPipe() async throws {
        let folder = try TemporaryFolder()
        for arguments in [
            "trace deep-both-ways --format json", "trace deep-both-ways", "frame deep-both-ways --size 900x900",
        ] {
            let finished = try await shell(
                "{ \"$unfold\" \(arguments); echo $? >status; } | head -n 1 >first", in: folder)
            #expect(finished == Finished(status: 0, output: "", errors: ""))
            #expect(try folder.text("status") == "0\n")
        }
    }

    @Test("Without a terminal the home screen is a list")
    func home() async throws {
        let folder = try TemporaryFolder()
        let finished = try await unfold([], in: folder)
        #expect(finished.status == 0 && finished.errors == "")
        #expect(
            finished.output.hasPrefix(
                "Start here: Five minutes at the wheel; lessons lists them all\n\nScenes\nlstm keeps a bit: An LSTM keeps one bit\n"
            ))
        let opened = try await unfold([], in: folder, input: "open lstm keeps a bit\n")
        #expect(opened.output.contains("start of An LSTM keeps one bit\n"))
    }

    @Test("Words on standard input play a scene; a wrong one is answered and passed over")
    func words() async throws {
        let folder = try TemporaryFolder()
        let finished = try await unfold(
            ["explore", "elman-by-hand"], in: folder, input: "next\nnxt\n# a note\nwhy h\nquit\nnext\n")
        #expect(finished.status == 0 && finished.errors == "")
        #expect(finished.output.contains("forward 1: h 1, unit 1, is 0.7616.\n"))
        #expect(finished.output.contains("nxt is no command here; did you mean next?\n"))
        #expect(
            finished.output.hasSuffix(
                "h 1 is hyperbolic tangent of a 1\nunit 1: hyperbolic tangent of 1.0000 is 0.7616\n"))
    }

    @Test("What is recorded replays as a script, to the same lines")
    func script() async throws {
        let folder = try TemporaryFolder()
        let words = "next 3\nset stack.0.U 1 1 1/2\ngradients\ngoto update\nwrite changed.yaml\n"
        let first = try await shell(
            "printf '\(words.replacing("\n", with: "\\n"))' | \"$unfold\" explore elman-by-hand --record words",
            in: folder)
        #expect(first.status == 0)
        #expect(try folder.text("words") == words)
        let second = try await shell("\"$unfold\" explore elman-by-hand --script words", in: folder)
        #expect(second == first)
        #expect(try folder.text("changed.yaml").contains("1/2") || folder.text("changed.yaml").contains("0.5"))
    }

    @Test("A frame is text, escape sequences or SVG")
    func frames() async throws {
        let folder = try TemporaryFolder()
        let text = try await unfold(["frame", "gru-resets", "--at", "loss"], in: folder)
        #expect(text.output.split(separator: "\n", omittingEmptySubsequences: false).count == 25)
        #expect(text.output.contains("loss ◉"))
        let colored = try await unfold(["frame", "gru-resets", "--at", "loss", "--format", "ansi"], in: folder)
        #expect(colored.output.contains("\u{1B}["))
        let drawing = try await unfold(["frame", "gru-resets", "--at", "loss", "--format", "svg"], in: folder)
        #expect(drawing.output.hasPrefix("<svg") && drawing.output.hasSuffix("</svg>\n"))
    }

    struct Wrong: CustomStringConvertible {
        let command: String
        let status: Int32
        let message: String
        var description: String { command }
    }

    @Test(
        "What goes wrong has a status and one sentence",
        arguments: [
            Wrong(
                command: "trace nowhere", status: 66,
                message:
                    "there is no file and no built-in scene called 'nowhere'; unfold scenes lists the built-in scenes\n"
            ),
            Wrong(
                command: "trace lstm-keeps-bit", status: 66,
                message:
                    "there is no file and no built-in scene called 'lstm-keeps-bit'; did you mean 'lstm-keeps-a-bit'?\n"
            ),
            Wrong(
                command: "explore bad.yaml", status: 65,
                message: "bad.yaml:2:24: cell is 'lstn'; did you mean 'lstm'?\n"),
            Wrong(
                command: "frame lstm-keeps-a-bit --at forward:99", status: 64,
                message:
                    "this scene has no moment forward:99; its moments run start, forward:1, forward:2, …, backward:2, "
                    + "backward:1, clip, update\n"),
            Wrong(
                command: "frame lstm-keeps-a-bit --size 9", status: 64,
                message: "--size is columns x rows, such as 100x30, each at most 1000; not 9\n"),
            Wrong(command: "explore --at loss", status: 64, message: "--at needs a scene\n"),
            Wrong(
                command: "explore elman-by-hand --record no/where", status: 73,
                message: "no/where cannot be written: no such file or directory\n"),
            Wrong(
                command: "explore elman-by-hand --script nowhere", status: 66,
                message: "nowhere cannot be read: no such file or directory\n"),
            Wrong(
                command: "explore elman-by-hand --script words", status: 65,
                message: "words:2:1: nxt is no command here; did you mean next?\n"),
            Wrong(
                command: "explore elman-by-hand --script write", status: 73,
                message: "no/where.yaml cannot be written: no such file or directory\n"),
        ])
    func wrong(_ wrong: Wrong) async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "unfold: 1\nmodel: {stack: [{cell: lstn, hidden: 2}]}\nsequence: {inputs: [[1]]}\n", to: "bad.yaml")
        try folder.write("next\nnxt\n", to: "words")
        try folder.write("write no/where.yaml\n", to: "write")
        let finished = try await shell("\"$unfold\" \(wrong.command) </dev/null", in: folder)
        #expect(finished.status == wrong.status)
        #expect(finished.errors == wrong.message)
    }

    @Test("An unknown option is named, with what would fit")
    func usage() async throws {
        let folder = try TemporaryFolder()
        let finished = try await unfold(["trace", "elman-by-hand", "--formt", "json"], in: folder)
        #expect(finished.status == 64 && finished.output == "")
        #expect(finished.errors.hasPrefix("Error: Unknown option '--formt'. Did you mean '--format'?\n"))
    }
}

import Foundation
import Testing

@Suite("Training from the command line")
struct TrainTests {
    private static let small = ["train", "anbn", "--length", "3", "--hidden", "3", "--batch", "4"]

    @Test("A task is trained, and the result is a scene that opens")
    func trains() async throws {
        let folder = try TemporaryFolder()
        let done = try await unfold(
            Self.small + ["--epochs", "3", "--output", folder.file("out.yaml").path], in: folder)
        #expect(done.status == 0 && done.errors == "")
        let lines = done.output.split(separator: "\n")
        #expect(
            lines.prefix(3).allSatisfy {
                $0.hasPrefix("epoch ") && $0.contains(": loss ") && $0.contains("gradient norm ")
            })
        #expect(lines[3].hasPrefix("share of sequences with a wrong answer: "))
        #expect(lines[3].contains("(N − 1)/N = 0.6667") && lines.last == "written: \(folder.file("out.yaml").path)")
        let scene = try folder.text("out.yaml")
        for part in ["task: anbn", "optimizer: adam", "epochs: 3", "batch: 4", "seed: 1", "done: 3", "values:"] {
            #expect(scene.contains(part))
        }
        let trace = try await unfold(["trace", folder.file("out.yaml").path, "--format", "csv"], in: folder)
        #expect(trace.status == 0)
    }

    @Test("What was stopped goes on to the same file")
    func resumes() async throws {
        let folder = try TemporaryFolder()
        _ = try await unfold(
            Self.small + ["--epochs", "6", "--seed", "9", "--output", folder.file("whole.yaml").path], in: folder)
        _ = try await unfold(
            Self.small + ["--epochs", "2", "--seed", "9", "--output", folder.file("out.yaml").path], in: folder)
        let resumed = try await unfold(
            [
                "train", folder.file("out.yaml").path, "--resume", "--epochs", "6", "--output",
                folder.file("out.yaml").path,
            ], in: folder)
        #expect(resumed.status == 0)
        #expect(try folder.text("out.yaml") == folder.text("whole.yaml"))
    }

    @Test(
        "A training that is ended keeps what it has and goes on in the same bits",
        arguments: [SIGINT, SIGTERM, SIGKILL])
    func ended(_ signal: Int32) async throws {
        let folder = try TemporaryFolder()
        let ended = try await shell(
            """
            "$unfold" train anbn --length 2 --hidden 2 --batch 2 --epochs 100000000 --output out.yaml >out.log 2>err.log &
            while ! grep -q 'done: [1-9]' out.yaml 2>/dev/null; do sleep 0.2; done
            kill -\(signal) $!; wait $!; echo $?
            """, in: folder)
        #expect(ended.output == "\(128 + signal)\n")
        let stopped = try folder.text("out.yaml")
        let done = try #require(stopped.firstMatch(of: /done: (\d+)/).flatMap { Int($0.1) })
        #expect(done > 0)
        if signal != SIGKILL {
            let words =
                "stopped after epoch \(done) of 100000000; kept in out.yaml: unfold train out.yaml --resume --output out.yaml goes on\n"
            #expect(try folder.text("err.log") == words)
        }
        let end = done + 5
        _ = try await unfold(
            [
                "train", folder.file("out.yaml").path, "--resume", "--epochs", "\(end)", "--output",
                folder.file("out.yaml").path,
            ], in: folder)
        _ = try await unfold(
            [
                "train", "anbn", "--length", "2", "--hidden", "2", "--batch", "2", "--epochs", "\(end)", "--output",
                folder.file("whole.yaml").path,
            ],
            in: folder)
        #expect(try folder.text("out.yaml") == folder.text("whole.yaml"))
    }

    @Test("Under nohup a training outlives its terminal, and TERM still ends it")
    func hangup() async throws {
        let folder = try TemporaryFolder()
        let ended = try await shell(
            """
            trap '' HUP
            "$unfold" train anbn --length 2 --hidden 2 --batch 2 --epochs 100000000 --output out.yaml >out.log 2>err.log &
            while ! grep -q 'done: [1-9]' out.yaml 2>/dev/null; do sleep 0.2; done
            kill -HUP $!
            at=$(grep 'done:' out.yaml)
            while [ "$(grep 'done:' out.yaml)" = "$at" ] && kill -0 $!; do sleep 0.2; done
            kill -TERM $!; wait $!; echo $?
            """, in: folder)
        #expect(ended.output == "143\n" && ended.errors == "")
    }

    @Test("Every epoch as CSV and as JSON")
    func logs() async throws {
        let folder = try TemporaryFolder()
        let csv = try await unfold(Self.small + ["--epochs", "2", "--log", "csv"], in: folder)
        let rows = csv.output.split(separator: "\n").map { $0.split(separator: ",") }
        #expect(
            rows.map(\.count) == [5, 5, 5]
                && rows[0].joined(separator: ",") == "epoch,loss,gradient_norm,clipped_norm,rate")
        let json = try await unfold(Self.small + ["--epochs", "2", "--log", "json"], in: folder)
        let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(document?["format"] as? String == "unfold.training/1")
        let losses = (document?["epochs"] as? [[String: Any]])?.compactMap { $0["loss"] as? Double } ?? []
        let known = rows.dropFirst().compactMap { Double($0[1]) }
        #expect(losses.count == 2 && zip(losses, known).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("The twin run explodes without the clip and converges with it")
    func twin() async throws {
        let folder = try TemporaryFolder()
        let twin = try await unfold(["train", "twin-run", "--twin", "--seed", "41"], in: folder)
        #expect(twin.status == 0)
        let end = twin.output.split(separator: "\n").suffix(2)
        #expect(end.first?.hasPrefix("clipped: converges: the loss goes from ") == true)
        #expect(end.last?.hasPrefix("not clipped: explodes: no longer finite in epoch ") == true)
    }

    @Test("A byte order mark before a text is no part of it; another is refused")
    func byteOrderMark() async throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "abc ", count: 40)
        try folder.write(text, to: "plain.txt")
        try folder.write("\u{FEFF}" + text, to: "marked.txt")
        try folder.write(text + "\u{FEFF}" + text, to: "inside.txt")
        func train(_ name: String) async throws -> Finished {
            try await shell(
                "\"$unfold\" train characters --text \(name).txt --hidden 2 --epochs 1 --batch 1 --output \(name).yaml",
                in: folder)
        }
        #expect(try await train("plain").status == 0)
        #expect(try await train("marked").status == 0)
        #expect(try folder.text("marked.yaml") == folder.text("plain.yaml"))
        let refused = try await train("inside")
        #expect(refused.status == 65 && refused.output == "")
        #expect(refused.errors == "inside.txt:1:1: the text has the control character U+FEFF\n")
    }

    @Test("A training that is done says so, and fewer epochs than are done are refused")
    func isDone() async throws {
        let folder = try TemporaryFolder()
        let trained = try await shell(
            "\"$unfold\" \(Self.small.joined(separator: " ")) --epochs 2 --output out.yaml", in: folder)
        #expect(trained.status == 0)
        let again = try await shell("\"$unfold\" train out.yaml --resume", in: folder)
        #expect(again.status == 0)
        #expect(again.output.hasPrefix("epoch 2 of 2 is done already; --epochs asks for more\n"))
        let fewer = try await shell("\"$unfold\" train out.yaml --resume --epochs 1", in: folder)
        #expect(fewer.status == 64 && fewer.output == "")
        #expect(
            fewer.errors
                == "--epochs counts from the beginning, and 2 are done; 1 was given, and more than 2 would go on\n")
    }

    @Test("Without a target there is nothing to learn; where chunks diverge, JSON says in which")
    func odd() async throws {
        let folder = try TemporaryFolder()
        func scene(_ inputs: String, _ targets: String) -> String {
            """
            unfold: 1
            model: {stack: [{cell: linear, hidden: 1}], readout: {size: 1, bias: false}}
            sequence: {inputs: \(inputs), targets: \(targets)}
            loss: mse
            parameters: {values: {stack.0.W: [[1]], stack.0.U: [[0]], readout.W_y: [[1]]}}
            training: {rate: 1e-9, chunks: 1}

            """
        }
        try folder.write(scene("[[1], [2]]", "[null, null]"), to: "untold.yaml")
        for option in ["", " --explain", " --twin"] {
            let untold = try await shell("\"$unfold\" train untold.yaml\(option)", in: folder)
            #expect(untold.status == 65 && untold.output == "")
            #expect(untold.errors == "untold.yaml: no step has a target, so there is nothing to learn\n")
        }
        try folder.write(scene("[[1], [1e200]]", "[[0], [0]]"), to: "large.yaml")
        let large = try await shell("\"$unfold\" train large.yaml --log json", in: folder)
        #expect(
            large.output == """
                {"format": "unfold.training/1",
                 "epochs": [],
                 "diverged": {"epoch": 1, "chunk": 2, "loss": "inf", "gradient_norm": "inf"}}

                """)
    }

    @Test("An update is explained with its numbers")
    func explains() async throws {
        let folder = try TemporaryFolder()
        let explained = try await unfold(["train", "remember-first-bit", "--explain"], in: folder)
        #expect(explained.status == 0 && explained.output.contains("m = β₁ m + (1 − β₁) g"))
        #expect(explained.output.contains("update 1\n"))
    }

    @Test(
        "What does not fit is said in one sentence",
        arguments: [
            (
                "train addin", 66,
                "there is no file, no built-in scene and no task called 'addin'; did you mean 'adding'?\n"
            ),
            ("train adding --cell gruu", 64, "there is no cell called 'gruu'; did you mean gru?\n"),
            ("train adding --length 1", 64, "--length of adding counts steps, from 2 to 100000; 1 was given\n"),
            (
                "train twin-run --hidden 3", 64,
                "--hidden goes with the name of a task; a scene says what its network is\n"
            ),
            ("train twin-run --batch 3", 64, "--batch goes with a task; this scene has one sequence of its own\n"),
            (
                "train remember-first-bit --resume", 65,
                "remember-first-bit: there is no training to go on with; --resume takes what --output has written\n"
            ),
            ("train twin-run --output no/such.yaml", 73, "no/such.yaml cannot be written: no such file or directory\n"),
            (
                "experiment remember --part 3/2", 64,
                "--part takes K/N with K from 1 to N, such as 2/4; '3/2' was given\n"
            ),
            (
                "experiment remember --lengths 10,x", 64,
                "--lengths takes whole numbers from 1 to 100000 with commas between; 'x' was given\n"
            ),
        ])
    func refuses(_ words: String, status: Int32, sentence: String) async throws {
        let folder = try TemporaryFolder()
        let refused = try await unfold(words.split(separator: " ").map(String.init), in: folder)
        #expect(refused.status == status && refused.output == "" && refused.errors == sentence)
    }

    @Test("Parts of an experiment are joined to the bytes of one run, and a second run has nothing left to do")
    func experiment() async throws {
        let folder = try TemporaryFolder()
        let common = "experiment remember --lengths 2,3 --cells rnn,gru --seeds 1 --hidden 2 --epochs 40"
        let whole = try await shell("\"$unfold\" \(common) --output whole.csv --plot plot.svg", in: folder)
        #expect(whole.status == 0 && whole.output.hasPrefix("cell        T   solved"))
        for part in 1...3 {
            _ = try await shell("\"$unfold\" \(common) --part \(part)/3 --output part\(part).csv", in: folder)
        }
        let merged = try await shell("\"$unfold\" experiment merge part3.csv part1.csv part2.csv", in: folder)
        #expect(merged.output == (try folder.text("whole.csv")))
        #expect(try folder.text("plot.svg").hasPrefix("<svg"))
        let again = try await shell("\"$unfold\" \(common) --output whole.csv", in: folder)
        #expect(again.output == whole.output)
    }
}

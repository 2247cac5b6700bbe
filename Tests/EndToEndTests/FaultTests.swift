import Foundation
import Testing

@Suite("Faults: numbers that do not fit, full disks, files that cannot be read")
struct FaultTests {
    struct Option: CustomStringConvertible {
        let command: String
        let option: String
        let value: String
        let fits: String
        var description: String { "\(command) --\(option)" }
    }

    @Test(
        "A number that does not fit is answered by the option, what was found and what would fit",
        arguments: [
            Option(
                command: "trace elman-by-hand", option: "truncate", value: "truncate",
                fits: "a whole number from 1 to 100000"),
            Option(
                command: "trace elman-by-hand", option: "chunks", value: "chunks",
                fits: "a whole number from 1 to 100000"),
            Option(
                command: "verify elman-by-hand x", option: "tolerance", value: "tolerance", fits: "a number from 0 on"),
            Option(
                command: "lesson exam", option: "seed", value: "seed",
                fits: "a whole number from 0 to 18446744073709551615"),
            Option(command: "train parity", option: "hidden", value: "hidden", fits: "a whole number from 1 to 1024"),
            Option(command: "train parity", option: "length", value: "length", fits: "a whole number from 1 to 100000"),
            Option(
                command: "train parity", option: "epochs", value: "epochs", fits: "a whole number from 1 to 1000000000"),
            Option(
                command: "train parity", option: "batch", value: "batch", fits: "a whole number from 1 to 1000000000"),
            Option(command: "train parity", option: "seed", value: "seed", fits: "a whole number from 0 on"),
            Option(
                command: "exercise new linear-bptt", option: "seed", value: "seed",
                fits: "a whole number from 0 to 18446744073709551615"),
            Option(
                command: "exercise new linear-bptt", option: "level", value: "level", fits: "a whole number from 1 to 4"
            ),
            Option(
                command: "exercise new linear-bptt", option: "sheet-version", value: "sheet-version",
                fits: "a whole number from 1 on"),
            Option(
                command: "exercise new linear-bptt", option: "count", value: "count",
                fits: "a whole number from 1 to 1000"),
            Option(
                command: "exercise hint linear-bptt", option: "step", value: "step", fits: "a whole number from 1 on"),
            Option(
                command: "frame remember-first-bit", option: "epoch", value: "number",
                fits: "a whole number from 0 to 1000000000"),
            Option(command: "draw elman-by-hand", option: "width", value: "n", fits: "a whole number from 10 to 1000"),
            Option(command: "explain elman-by-hand", option: "digits", value: "n", fits: "a whole number from 1 to 17"),
            Option(command: "explain elman-by-hand", option: "most", value: "n", fits: "a whole number from 2 on"),
            Option(
                command: "worksheet elman-by-hand", option: "seed", value: "n",
                fits: "a whole number from 0 to 18446744073709551615"),
            Option(
                command: "worksheet elman-by-hand", option: "count", value: "n", fits: "a whole number from 1 to 5000"),
            Option(
                command: "worksheet elman-by-hand", option: "digits", value: "n", fits: "a whole number from 1 to 17"),
            Option(
                command: "experiment remember", option: "seeds", value: "seeds", fits: "a whole number from 1 to 10000"),
            Option(
                command: "experiment remember", option: "hidden", value: "hidden", fits: "a whole number from 1 to 1024"
            ),
            Option(
                command: "experiment remember", option: "epochs", value: "epochs",
                fits: "a whole number from 1 to 1000000000"),
            Option(
                command: "benchmark --case lstm-32", option: "batch", value: "batch",
                fits: "a whole number from 1 to 10000"),
            Option(
                command: "experiment tasks", option: "seeds", value: "seeds", fits: "a whole number from 1 to 10000"),
        ])
    func number(_ option: Option) async throws {
        let folder = try TemporaryFolder()
        for found in ["-2", "-1e9", "1/2x", "99999999999999999999999"] {
            let words = "\(option.command) --\(option.option) \(found)".split(separator: " ").map(String.init)
            let finished = try await unfold(words, in: folder)
            // A double may be large.
            if option.fits == "a number from 0 on", found.first == "9" { continue }
            #expect(finished.status == 64 && finished.output == "")
            #expect(
                finished.errors.hasPrefix(
                    "Error: The value '\(found)' is invalid for '--\(option.option) <\(option.value)>': \(option.fits) would fit\n"
                ),
                "\(finished.errors)")
        }
    }

    @Test(
        "Lists, parts and sizes have their own sentences",
        arguments: [
            (
                "experiment remember --lengths -5,10",
                "--lengths takes whole numbers from 1 to 100000 with commas between; '-5' was given\n"
            ),
            ("experiment remember --part -1/2", "--part takes K/N with K from 1 to N, such as 2/4; '-1/2' was given\n"),
            (
                "frame elman-by-hand --size -3x4",
                "--size is columns x rows, such as 100x30, each at most 1000; not -3x4\n"
            ),
            ("exercise check x --carried -1", "Error: --carried takes a number from 0 to 1; -1 was given.\n"),
            (
                "exercise check x --part -1/3",
                "Error: --part takes K/N with K from 1 to N, such as 3/100; -1/3 was given.\n"
            ),
            ("experiment remember --cells ,", "--cells: there is no cell called ''; "),
            ("experiment tasks --only ,", "--only: there is no task called ''; "),
            (
                "exercise check - --part 2/2",
                "Error: --part divides files and folders; standard input is one sheet.\n"
            ),
            (
                "train parity --explain --output x",
                "Error: --output does not go with --explain, which does not train.\n"
            ),
            ("train parity --explain --log csv", "Error: --log does not go with --explain, which does not train.\n"),
            (
                "draw elman-by-hand --notation pytorch",
                "Error: The text has the letters of the screen; --notation goes with svg, tikz and dot.\n"
            ),
            ("draw elman-by-hand --format svg --width 40", "Error: --width goes with --format text.\n"),
            ("draw elman-by-hand --format dot --glyphs ascii", "Error: --glyphs goes with --format text.\n"),
            ("import x --list --input y", "Error: --input does not go with --list, which makes no scene.\n"),
            ("import x --list --output y", "Error: --output does not go with --list, which makes no scene.\n"),
            (
                "verify - x --names -",
                "Error: Only one of the scene, the arrays and --names can be standard input.\n"
            ),
            ("verify elman-by-hand x --carried -1/2", "Error: --carried takes a number from 0 to 1; -1/2 was given.\n"),
            (
                "explain elman-by-hand --format latex --ascii",
                "Error: --ascii goes with --format text and markdown.\n"
            ),
            ("worksheet elman-by-hand --format latex --ascii", "Error: --ascii goes with --format text.\n"),
            ("explore elman-by-hand --record-format cast3", "Error: --record-format goes with --record FILE.\n"),
            ("explain elman-by-hand --only ,", "--only names nothing; names such as h, c[2], grad(h) would fit\n"),
            ("worksheet elman-by-hand --blank ,", "--blank names nothing; names such as h, c[2], grad(h) would fit\n"),
            ("explain elman-by-hand --only h[2],h[9]", "--only: h has the steps 0 to 4; h[9] was given\n"),
            (
                "explain elman-by-hand --only h[2] --from forward:3 --to forward:4",
                "nothing of h[2] stands between forward:3 and forward:4, so there is nothing to explain\n"
            ),
            (
                "explain elman-by-hand --from forward:9",
                "this scene has no moment forward:9; its moments run start, forward:1, forward:2, …, backward:2, backward:1, "
                    + "clip, update\n"
            ),
            (
                "exercise new backward --scene gru-resets --ask grad(h[3])",
                "“grad(h[3])” cannot be asked for; a vector with its part and its step, such as grad(stack.0.h[1]), or the "
                    + "gradient of a parameter, such as grad(stack.0.b_z), would fit.\n"
            ),
        ])
    func lists(command: String, message: String) async throws {
        let folder = try TemporaryFolder()
        let finished = try await unfold(command.split(separator: " ").map(String.init), in: folder)
        #expect(finished.status == 64 && finished.output == "")
        #expect(finished.errors.hasPrefix(message), "\(finished.errors)")
    }

    @Test(
        "A full disk behind standard output is said, and nothing is done by halves",
        arguments: [
            "trace gru-resets", "frame gru-resets", "explain elman-by-hand", "scenes", "export gru-after --format npz",
            "exercise new linear-bptt", "train two-steps-one-weight --epochs 3", "lesson exam", "manual keys",
            "--version",
            "explore elman-by-hand --plain",
        ])
    func fullDisk(command: String) async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("\"$unfold\" \(command) >/dev/full </dev/null", in: folder)
        #expect(
            finished
                == Finished(
                    status: 73, output: "", errors: "standard output cannot be written: no space left on device\n"))
    }

    @Test(
        "A training that is too large is refused before memory is taken",
        arguments: [
            ("train parity --batch 1000000000 --epochs 1", "parity: its training would take about "),
            (
                "train parity --hidden 1024 --length 1000 --batch 100000 --epochs 1",
                "parity: its training would take about "
            ),
            ("train parity --hidden 1024 --length 100000 --epochs 1", "parity: its training would take about "),
            (
                "experiment remember --lengths 100000 --cells lstm --hidden 1024 --seeds 1 --epochs 1",
                "lstm at length 100000: its training would take about "
            ),
        ])
    func largeTraining(command: String, beginning: String) async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("ulimit -v 4000000; \"$unfold\" \(command)", in: folder)
        #expect(finished.status == 64 && finished.output == "")
        #expect(finished.errors.hasPrefix(beginning), "\(finished.errors)")
        #expect(
            finished.errors.hasSuffix(
                " MB, more than 2,000; fewer sequences an epoch, a shorter length or a smaller H would fit\n"))
    }

    @Test("A lesson goes on where no progress can be kept, and says so once")
    func noState() async throws {
        let folder = try TemporaryFolder()
        let words = BuiltProgram.root.appendingPathComponent("Tests/EndToEndTests/Data/first-lesson.words").path
        let finished = try await shell(
            "\"$unfold\" lesson 0 --script \(words)", in: folder, environment: ["XDG_STATE_HOME": "/dev/null"])
        #expect(finished.status == 0 && finished.output.hasSuffix("This was the last step, and all steps are done.\n"))
        #expect(
            finished.errors
                == "progress is not kept: /dev/null/unfold/lessons.json cannot be written: not a directory\n")
    }

    @Test("Where no sentence can be said the status says it")
    func deafErrors() async throws {
        let folder = try TemporaryFolder()
        #expect(try await shell("\"$unfold\" trace nowhere 2>/dev/full", in: folder).status == 66)
        #expect(try await shell("\"$unfold\" trace nowhere 2>&-", in: folder).status == 66)
        #expect(try await shell("\"$unfold\" trace gru-resets >&-", in: folder).status == 73)
    }

    @Test(
        "A limit on the size of files ends in a sentence, the old file stays, and nothing else is left",
        arguments: [
            "frame deep-both-ways --size 300x300 --format svg --output file",
            "exercise new linear-bptt --format json --output file",
            "export lstm-keeps-a-bit --format npz --output file", "train attention-looks-back --epochs 1 --output file",
        ])
    func limit(command: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("old\n", to: "file")
        let finished = try await shell("cp file kept; ulimit -f 1; \"$unfold\" \(command)", in: folder)
        #expect(finished.status == 73)
        #expect(finished.errors == "file cannot be written: file too large\n")
        #expect(try folder.text("file") == "old\n")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { !$0.contains("-") }
        #expect(left.sorted().filter { $0 != "state" } == ["file", "kept"])
    }

    @Test(
        "A file that cannot be written is said with its status",
        arguments: [
            ("frame elman-by-hand --output /dev/full", "/dev/full cannot be written: no space left on device\n"),
            ("export gru-after --format npz --output .", ". cannot be written: is a directory\n"),
            ("exercise new linear-bptt --output no/where", "no/where cannot be written: no such file or directory\n"),
            (
                "train parity --epochs 1 --output no/where.yaml",
                "no/where.yaml cannot be written: no such file or directory\n"
            ),
            (
                "train parity --epochs 1 --output -",
                "- cannot be written: - is standard input, and no file's name; ./- would fit\n"
            ),
        ])
    func unwritable(command: String, message: String) async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("\"$unfold\" \(command)", in: folder)
        #expect(finished.status == 73)
        #expect(finished.errors == message)
    }

    @Test("A file that is read-only stays as it is")
    func readOnly() async throws {
        let folder = try TemporaryFolder()
        try folder.write("old\n", to: "file")
        let finished = try await shell(
            "chmod 444 file; \"$unfold\" train parity --epochs 1 --output file", in: folder)
        #expect(finished == Finished(status: 73, output: "", errors: "file cannot be written: the file is read-only\n"))
        #expect(try folder.text("file") == "old\n")
    }

    @Test("A folder without sheets has no statistics")
    func noSheets() async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("mkdir empty; \"$unfold\" exercise statistics empty", in: folder)
        #expect(finished == Finished(status: 66, output: "", errors: "empty has no sheets in it\n"))
    }

    @Test(
        "An endless file ends in a sentence, and a folder is none",
        arguments: [
            ("trace /dev/zero", 65), ("explore elman-by-hand --script /dev/zero", 65), ("import /dev/zero", 65),
            ("exercise check /dev/zero", 65), ("lesson check /dev/zero", 65), ("experiment merge /dev/zero", 65),
            ("exercise new linear-bptt --roster /dev/zero --secret /dev/zero --output class", 65),
            ("train characters --text /dev/zero", 65), ("verify elman-by-hand /dev/zero", 65),
            ("exercise merge /dev/zero", 65), ("trace .", 66), ("explore elman-by-hand --script .", 66),
            ("import .", 66),
            ("experiment merge .", 66), ("train characters --text .", 66), ("exercise merge .", 66),
        ])
    func endless(command: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell("\"$unfold\" \(command)", in: folder)
        #expect(finished.status == status, "\(finished)")
        let said = finished.errors + finished.output
        #expect(!said.isEmpty && said.count < 1_000, "\(said)")
    }

    @Test("What a terminal would obey is written out in every sentence")
    func hostileWords() async throws {
        let folder = try TemporaryFolder()
        let evil = "\u{1B}[2J\u{7}\u{202E}x"
        for arguments in [
            ["trace", evil], ["explore", "elman-by-hand", "--at", evil], ["frame", "elman-by-hand", "--screen", evil],
            ["frame", "elman-by-hand", "--size", evil], ["trace", "elman-by-hand", "--truncate", evil], [evil],
            ["--" + evil],
            ["exercise", "new", evil], ["exercise", "check", evil], ["explain", "elman-by-hand", "--only", evil],
            ["explore", "elman-by-hand", "--script", evil], ["train", evil], ["lesson", evil], ["manual", evil],
            ["export", "gru-resets", "--format", "npz", "--output", "no/\(evil)"], ["import", evil],
        ] {
            let finished = try await unfold(arguments, in: folder)
            #expect(finished.status != 0)
            let said = (finished.errors + finished.output).unicodeScalars
            #expect(!said.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" }, "\(arguments)")
        }
    }
}

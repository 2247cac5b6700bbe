import Foundation
import Lessons
import TestSupport
import Testing

@Suite("Installing, the manual, the doctor")
struct InstallTests {
    private var install: String { BuiltProgram.root.appendingPathComponent("Scripts/install").path }

    @Test("What is installed is all taken away again, and nothing else")
    func roundTrip() async throws {
        let folder = try TemporaryFolder()
        let finished = try await shell(
            "mkdir -p p/share/man/man1; echo mine >p/share/man/man1/mine.1; \(install) --prefix p --program \"$unfold\"",
            in: folder)
        #expect(finished.status == 0 && finished.errors == "", "\(finished)")
        let files = try await shell("cd p && find . -type f | LC_ALL=C sort", in: folder).output
        #expect(files.contains("./bin/unfold\n"))
        for name in [
            "bash-completion/completions/unfold", "zsh/site-functions/_unfold", "fish/vendor_completions.d/unfold.fish",
            "man/man1/unfold.1", "man/man1/unfold-trace.1", "man/man7/unfold-keys.7", "man/man5/unfold-scene.5",
            "man/man5/unfold-lessons.5", "unfold/installed",
        ] {
            #expect(files.contains("./share/\(name)\n"), "\(name)")
        }
        let said = try await shell(
            "p/bin/unfold --version; bash -n p/share/bash-completion/completions/unfold", in: folder)
        #expect(said == Finished(status: 0, output: "0.1.0\n", errors: ""))
        let again = try await shell(
            "\(install) --prefix p --program \"$unfold\" >/dev/null; \(install) --prefix p --uninstall", in: folder)
        #expect(again.status == 0, "\(again)")
        #expect(try await shell("find p -type f", in: folder).output == "p/share/man/man1/mine.1\n")
        let none = try await shell("\(install) --prefix p --uninstall", in: folder)
        #expect(none.status == 66)
        #expect(try await shell("\(install) --frefix p", in: folder).status == 64)
    }

    @Test("The manual has a page for every command, and the key table's keys")
    func manual() async throws {
        let folder = try TemporaryFolder()
        let pages = try await unfold(["manual"], in: folder).output.split(separator: "\n").map(String.init)
        #expect(pages.first == "unfold.1" && pages.contains("unfold-doctor.1") && pages.contains("unfold-manual.1"))
        #expect(pages.suffix(3) == ["unfold-keys.7", "unfold-scene.5", "unfold-lessons.5"])
        for page in pages {
            let name = String(page.split(separator: ".")[0])
            let text = try await unfold(["manual", name], in: folder).output
            #expect(text.hasPrefix(".TH \"\(name)\""))
            // Requests and fonts only: an escape that is none would be swallowed by man.
            for line in text.split(separator: "\n") {
                let rest = line.replacing(try Regex(#"\\(f[BIR]|-|e|&|\(bu)"#), with: "")
                #expect(!rest.contains("\\"), "\(page): \(line)")
                if line.hasPrefix(".") {
                    #expect(
                        line.wholeMatch(of: try Regex(#"\.(TH|SH|PP|TP|IP|RS|RE|nf|fi|nh)( .*)?"#)) != nil,
                        "\(page): \(line)")
                }
            }
        }
        let trace = try await unfold(["manual", "trace"], in: folder).output
        #expect(trace.contains("\\-\\-truncate <truncate>\\fR\nGradients of BPTT truncated to a window of K steps.\n"))
        // A set of values that the sentence names is not said twice; what has a default says it.
        #expect(trace.contains("<format>\\fR\ntable, json or csv. Otherwise table.\n"))
        let whole = try await unfold(["manual", "unfold"], in: folder).output
        #expect(whole.contains("\\fBunfold\\-trace\\fR(1)") && whole.contains("\\fBunfold\\-scene\\fR(5)"))
        let keys = try await unfold(["manual", "keys"], in: folder).output
        #expect(keys.contains("the next moment"))
        let wrong = try await unfold(["manual", "kees"], in: folder)
        #expect(
            wrong == Finished(status: 64, output: "", errors: "there is no page called 'kees'; did you mean keys?\n"))
    }

    @Test("A shell is offered the built-in scenes and what lies in the folder")
    func completions() async throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "gru-mine.yaml")
        func offered(_ word: String) async throws -> Finished {
            try await shell(
                "\"$unfold\" ---completion trace -- positional@0 2 \(word.count) unfold trace \(word)", in: folder)
        }
        #expect(
            try await offered("gru")
                == Finished(
                    status: 0, output: "gru-resets\ngru-after\ngru-before\ngru-mine.yaml\n", errors: ""))
        #expect(
            try await offered(folder.url.path + "/gru")
                == Finished(status: 0, output: folder.url.path + "/gru-mine.yaml\n", errors: ""))
        let bash = try await unfold(["--generate-completion-script", "bash"], in: folder).output
        #expect(bash.contains("linear-bptt") && bash.contains("triangle"))
    }

    @Test("The keys are those of the explorer's table, all of them or a screen's")
    func keyList() async throws {
        let folder = try TemporaryFolder()
        let all = try await unfold(["keys"], in: folder)
        #expect(all.status == 0 && all.errors == "")
        let screens = all.output.split(separator: "\n").filter { !$0.hasPrefix(" ") && $0.contains(": ") }
        #expect(screens.first?.hasPrefix("step: Step") == true, "\(screens)")
        #expect(screens.contains { $0.hasPrefix("training: ") }, "\(screens)")
        // The short list has every key once; a screen's has those that all screens share, too.
        let rows = all.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(Set(rows).count == rows.count)
        let scan = try await unfold(["keys", "scan"], in: folder)
        #expect(scan.output.hasPrefix("scan: ") && scan.output.contains("the next moment"))
        let wrong = try await unfold(["keys", "scam"], in: folder)
        #expect(wrong.status == 64 && wrong.errors.hasPrefix("there is no screen called 'scam'; there are step, "))
    }

    @Test("The doctor says what is wrong and the line that mends it")
    func doctor() async throws {
        let folder = try TemporaryFolder()
        let well = try await unfold(["doctor"], in: folder)
        #expect(well.status == 0 && well.errors == "")
        #expect(well.output.contains("character set UTF-8\n"))
        #expect(well.output.contains("state/unfold, not there yet\n"))
        #expect(!well.output.contains("mends"))
        for (environment, words) in [
            (["LC_ALL": "C"], "export LC_ALL=C.UTF-8"), (["TERM": "no-such"], "export TERM=xterm-256color"),
            (["UNFOLD_CPU": "z80"], "unset UNFOLD_CPU"),
            (["XDG_STATE_HOME": "", "HOME": ""], "export XDG_STATE_HOME=/some/folder"),
        ] {
            let ill = try await run(BuiltProgram.path, ["doctor"], in: folder, environment: environment)
            #expect(ill.status == 1 && ill.output.contains("wrong; this mends it: \(words)\n"), "\(ill)")
        }
        try folder.write("", to: "state")
        let blocked = try await unfold(["doctor"], in: folder)
        #expect(blocked.status == 1 && blocked.output.contains("cannot be made"), "\(blocked)")
        let keys = try await unfold(["doctor", "--keys"], in: folder)
        #expect(
            keys
                == Finished(
                    status: 64, output: "", errors: "--keys needs a terminal to type on; standard input is none\n"))
    }

    @Test("On a terminal the doctor names what each key sends")
    func keys() async throws {
        let terminal = try await TerminalSession()
        try await terminal.command("$unfold doctor --keys")
        try await terminal.see("Press keys; q ends.")
        try await terminal.press("Up")
        try await terminal.see("1b 5b 41  ↑")
        try await terminal.press("q")
        try await terminal.see("71  q")
    }

    @Test("The words that try a package are those of the first lesson")
    func words() throws {
        let lesson = try LessonLibrary.builtIn.source("0").lesson()
        let words = LessonScript(lesson).lines.joined(separator: "\n") + "\n"
        try KeptText("Data/first-lesson.words").expect(words)
    }
}

import Foundation
import Testing

@Suite("The README is true")
struct ReadmeTests {
    private func readme() throws -> [String] {
        try String(contentsOf: BuiltProgram.root.appendingPathComponent("README.md"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The lines of the code block that begins behind a line.
    private func block(_ lines: [String], after index: Int) -> [String] {
        Array(lines[(index + 2)...].prefix { $0 != "```" })
    }

    @Test("Its pictures are those of the program; Scripts/pictures draws them")
    func pictures() async throws {
        let folder = try TemporaryFolder()
        let lines = try readme()
        let pictures = lines.indices.filter { lines[$0].hasPrefix("<!-- unfold ") }
        #expect(pictures.count == 3)
        for index in pictures {
            let words = lines[index].split(separator: " ").dropFirst(2).dropLast().map(String.init)
            let finished = try await unfold(words, in: folder)
            let name = lines[index + 1].split(separator: "(").last.map { String($0.dropLast()) } ?? ""
            let picture = try String(contentsOf: BuiltProgram.root.appendingPathComponent(name), encoding: .utf8)
            #expect(finished.output == picture, "\(lines[index])")
        }
    }

    @Test("Its commands run")
    func commands() async throws {
        let folder = try TemporaryFolder()
        let lines = try readme()
        let starts = lines.indices.filter { lines[$0] == "```sh" && !lines[$0 + 1].hasPrefix("Scripts/") }
        #expect(starts.count == 7)
        for start in starts {
            for command in block(lines, after: start - 1) {
                let finished = try await shell(
                    "unfold() { \"$unfold\" \"$@\"; }; \(command)", in: folder, environment: ["TERM": "dumb"])
                #expect(finished.status == 0, "\(command): \(finished.errors)")
                // What an import takes, assumes and leaves is said on standard error.
                if !command.contains(" import ") { #expect(finished.errors == "", "\(command)") }
            }
        }
    }

    @Test("Its exit statuses are those of the manual")
    func statuses() async throws {
        let folder = try TemporaryFolder()
        let lines = try readme()
        let start = try #require(lines.firstIndex(of: "| status | meaning |"))
        let listed = lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map {
            $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces)
        }
        let page = try await unfold(["manual", "unfold"], in: folder).output
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let section = page[(try #require(page.firstIndex(of: ".SH EXIT STATUS")) + 1)...]
            .prefix { !$0.hasPrefix(".SH") }
        let entries = section.indices.filter { section[$0] == ".TP" }.map { section[$0 + 1] }
        #expect(listed == entries)
    }

    @Test("It names every command")
    func names() async throws {
        let folder = try TemporaryFolder()
        let text = try readme().joined(separator: "\n")
        for name in [
            "scenes", "explore", "trace", "explain", "frame", "import", "export", "train", "experiment", "exercise",
            "lesson",
            "verify", "draw", "worksheet", "doctor", "manual",
        ] {
            #expect(text.contains("unfold \(name)"))
            #expect(try await unfold(["help", name], in: folder).status == 0)
        }
        #expect(
            text.contains(
                "\(try await unfold(["scenes", "--names"], in: folder).output.split(separator: "\n").count) are built in"
            ))
    }
}

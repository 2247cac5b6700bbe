import Foundation
import Testing

/// The files of "Setting up a grader" are run as a grader runs them, with a right sheet, a wrong one, and none.
@Suite("Graders are set up as the page says")
struct GraderTests {
    private static let graders = BuiltProgram.root.appendingPathComponent("Documents/graders")

    /// Runs a command in the folder, with the program on the path.
    private func run(
        _ command: String, in folder: TemporaryFolder, _ variables: [String: String] = [:]
    ) async throws -> Finished {
        let program = URL(fileURLWithPath: BuiltProgram.path).deletingLastPathComponent().path
        return try await shell(
            "PATH=\(program):$PATH; \(command)", in: folder,
            environment: variables.merging(["GRADERS": Self.graders.path]) { $1 })
    }

    private func object(_ folder: TemporaryFolder, _ name: String) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(try folder.text(name).utf8)) as? [String: Any])
    }

    private func key(_ folder: TemporaryFolder) async throws -> String {
        let solved = try await unfold(
            ["exercise", "solve", "linear-bptt", "--seed", "7", "--key", folder.file("key.txt").path], in: folder)
        #expect(solved.status == 0)
        return try folder.text("key.txt")
    }

    private func make(_ names: [String], in folder: TemporaryFolder) throws {
        for name in names {
            try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
        }
    }

    @Test(arguments: [("right", 7.0), ("wrong", 6.0), ("none", 0.0)])
    func gradescope(sheet: String, points: Double) async throws {
        let folder = try TemporaryFolder()
        let key = try await key(folder)
        try make(["source", "submission"], in: folder)
        try folder.write("linear-bptt:7:2\n", to: "source/expect")
        if sheet != "none" {
            let text = sheet == "right" ? key : key.replacingOccurrences(of: "dW_ya = [[", with: "dW_ya = [[9, 9], [")
            try folder.write(text, to: "submission/ada.txt")
        }
        let run = try await run(
            "bash $GRADERS/gradescope/run_autograder", in: folder, ["AUTOGRADER": folder.url.path])
        #expect(run.status == 0)
        let result = try object(folder, "results/results.json")
        #expect(result["score"] as? Double == points)
        #expect((result["tests"] as? [Any])?.count == 7)
    }

    @Test(arguments: [("right", 1.0), ("none", 0.0)])
    func prairieLearn(sheet: String, score: Double) async throws {
        let folder = try TemporaryFolder()
        let key = try await key(folder)
        try make(["student"], in: folder)
        if sheet == "right" { try folder.write(key, to: "student/sheet.txt") }
        let run = try await run("bash $GRADERS/prairielearn/unfold/grade.sh", in: folder, ["GRADE": folder.url.path])
        #expect(run.status == 0)
        #expect(try object(folder, "results/results.json")["score"] as? Double == score)
        let info = try JSONSerialization.jsonObject(
            with: Data(contentsOf: Self.graders.appendingPathComponent("prairielearn/info.json")))
        #expect((info as? [String: Any])?["gradingMethod"] as? String == "External")
    }

    @Test(arguments: [("right", "pass"), ("wrong", "fail"), ("none", "fail"), ("broken", "error")])
    func exercism(sheet: String, status: String) async throws {
        let folder = try TemporaryFolder()
        let key = try await key(folder)
        try make(["in/.meta", "out"], in: folder)
        try folder.write("linear-bptt:7:2\n", to: "in/.meta/expect")
        switch sheet {
        case "right": try folder.write(key, to: "in/sheet.txt")
        case "wrong":
            try folder.write(key.replacingOccurrences(of: "delta_3 = [", with: "delta_3 = [1"), to: "in/sheet.txt")
        case "broken": try folder.write("nonsense", to: "in/sheet.txt")
        default: break
        }
        #expect(try await run("bash $GRADERS/exercism/run.sh linear-bptt in/ out/", in: folder).status == 0)
        #expect(try object(folder, "out/results.json")["status"] as? String == status)
    }

    @Test(arguments: [("right", "7.0"), ("none", "0.0")])
    func nbgrader(sheet: String, points: String) async throws {
        let folder = try TemporaryFolder()
        guard try await run("python3 -c 'print(1)'", in: folder).status == 0 else { return }
        let key = try await key(folder)
        try folder.write(sheet == "right" ? key : "", to: "sheet.txt")
        // The value of a cell's last line, as a notebook has it.
        try folder.write(
            """
            import ast, sys
            tree = ast.parse(open(sys.argv[1]).read())
            names = {"sheet": open("sheet.txt").read()}
            last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, "cell", "exec"), names)
            print(float(eval(compile(last, "cell", "eval"), names)))
            """, to: "cell.py")
        #expect(try await run("python3 cell.py $GRADERS/nbgrader/cell.py", in: folder).output == points + "\n")
    }

    @Test func partsOfAFolderAreJoinedToOneReport() async throws {
        let folder = try TemporaryFolder()
        let key = try await key(folder)
        try make(["sheets"], in: folder)
        for name in ["a", "b", "c", "d", "e"] {
            try folder.write(name == "c" ? "nonsense" : key, to: "sheets/\(name).txt")
        }
        for k in 1...3 {
            let part = try await run(
                "unfold exercise check sheets --part \(k)/3 --format json --output \(k).json", in: folder)
            #expect(part.status == (k == 2 ? 65 : 0))
        }
        let merged = try await run("unfold exercise merge 1.json 2.json 3.json", in: folder)
        let whole = try await run("unfold exercise check sheets --format json", in: folder)
        #expect(merged.status == 0 && merged.output == whole.output && !whole.output.isEmpty)
        #expect(try await run("unfold exercise merge 1.json key.txt", in: folder).status == 65)
    }

    @Test func aClassGetsAFileEachAndOneKey() async throws {
        let folder = try TemporaryFolder()
        try folder.write("Ada Lovelace\nBen\n", to: "class.txt")
        try folder.write("a secret of a class\n", to: "secret.txt")
        let made = try await run(
            "unfold exercise new linear-bptt --roster class.txt --secret secret.txt --format latex --output handout",
            in: folder)
        #expect(made.status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("handout").path).sorted()
        #expect(names == ["ada-lovelace.tex", "answer-key.tex", "ben.tex"])
        let exam = try await run(
            "unfold exercise new linear-bptt --count 12 --without-solution-numbers --output exam", in: folder)
        #expect(exam.status == 0)
        let sheet = try folder.text("exam/variant-03.txt")
        #expect(sheet.contains("variant = 3\n") && !sheet.contains("seed"))
        #expect(
            try folder.text("exam/answer-key.txt").contains(
                "# answer key, variant 3\nexercise = linear-bptt\nseed = 3\n"))
        let marked = try await run(
            "unfold exercise check exam/variant-03.txt --expect linear-bptt:3:2 --format nbgrader", in: folder)
        #expect(marked.status == 1 && marked.output == "0\n")
    }
}

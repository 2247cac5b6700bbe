import ArgumentParser
import ExactMath
import Exercises
import Foundation
import Scenes
import Wording

struct ExerciseCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Mark answer sheets: files, folders, or - for standard input.",
        discussion: """
            The exit status is 0 when everything is right, 1 when something is wrong or missing, and 65 when a sheet \
            cannot be read; one bad sheet never stops the others.
            """)

    @Argument(help: "Answer sheets, folders of them, or - for standard input.", completion: .file())
    var files: [String]

    @Option(help: "text, json, gradescope, prairielearn, junit, csv, exercism or nbgrader.")
    var format = MarkFormat.text

    @Option(help: "Accept this variant alone: ID:SEED:LEVEL.")
    var expect: String?

    @Option(help: "What an entry counts that follows rightly from a wrong one, 0 … 1.")
    var carried = "1"

    @Option(help: "The folder in which scenes are looked up that sheets name.", completion: .directory)
    var scenes: String?

    @Option(
        help: "A file with one student's name a line: report foreign seeds, duplicates and absentees.",
        completion: .file())
    var roster: String?

    @Option(help: "Mark part K of N alone, such as 3/100: `unfold exercise merge` joins the reports.")
    var part: String?

    @OptionGroup var secret: SecretOption
    @OptionGroup var output: OutputOption

    func validate() throws {
        if files.isEmpty { throw ValidationError("Give one or more answer sheets or folders.") }
        _ = try expected()
        _ = try share()
        if part != nil, roster != nil {
            throw ValidationError("A roster is compared with the whole class: give --roster to merge instead.")
        }
        if part != nil, files.contains("-") {
            throw ValidationError("--part divides files and folders; standard input is one sheet.")
        }
        _ = try carriedShare()
        if (roster == nil) != (secret.secret == nil) {
            throw ValidationError("--roster and --secret go together.")
        }
    }

    private func expected() throws -> (kind: String, seed: UInt64, level: Int)? {
        guard let expect else { return nil }
        let parts = expect.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, Catalogue.kind(parts[0]) != nil, let seed = UInt64(parts[1]), let level = Int(parts[2]),
            (1...4).contains(level)
        else { throw ValidationError("--expect takes ID:SEED:LEVEL, such as linear-bptt:7:2; \(expect) was given.") }
        return (parts[0], seed, level)
    }

    /// K and N of a part.
    private func share() throws -> (part: Int, of: Int)? {
        guard let part else { return nil }
        let numbers = part.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let k = numbers[0], let n = numbers[1], (1...100_000).contains(n), (1...n).contains(k)
        else { throw ValidationError("--part takes K/N with K from 1 to N, such as 3/100; \(part) was given.") }
        return (k, n)
    }

    private func carriedShare() throws -> Rational {
        guard let share = Rational(carried), share >= 0, share <= 1 else {
            throw ValidationError("--carried takes a number from 0 to 1; \(carried) was given.")
        }
        return share
    }

    func run() throws {
        var options = MarkingOptions()
        options.expected = try expected()
        options.carried = try carriedShare()
        if let scenes { options.scenes = SceneFolder(path: scenes).exercise }
        let sheets = try marked(options)
        if format.takesOneSheet, sheets.count != 1 {
            throw Failure(.usage, "\(format.rawValue) has a place for one sheet; \(sheets.count) were given.")
        }
        var report = MarkReport(sheets)
        if let roster, let key = try secret.read() {
            report.roster = RosterReport(sheets, roster: try Roster.read(roster), secret: key)
        }
        try output.write(report.text(format))
        if format != .text || output.output != nil {
            Output.flush()
            for line in report.failureLines { ErrorReport.write(line) }
        }
        if let status = ExitStatus(rawValue: report.exitStatus), status != .done { throw Failure(status, "") }
    }

    private func marked(_ options: MarkingOptions) throws -> [MarkedSheet] {
        if files == ["-"] {
            return [MarkedSheet(file: "-", bytes: try standardInput(), options: options)]
        }
        var paths: [String] = []
        for file in files {
            if let found = SheetFolder.files(at: file) {
                if found.isEmpty, files.count == 1 {
                    throw Failure(.noInput, "\(SafeText.of(file)) has no sheets in it")
                }
                paths += found
            } else if files.count == 1, format != .text {
                // A grader wants a report whatever was handed in.
                return [MarkedSheet(missing: file, options: options)]
            } else if files.count == 1 {
                throw Failure(.noInput, "\(SafeText.of(file)): there is no such file")
            } else {
                paths.append(file)
            }
        }
        if let share = try share() {
            paths = Array(paths[(share.part - 1) * paths.count / share.of..<share.part * paths.count / share.of])
        }
        return SheetFolder.mark(paths, options: options)
    }

    private func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= AnswerSheet.maximumBytes,
            let chunk = try? FileHandle.standardInput.read(upToCount: 1 << 16), !chunk.isEmpty
        {
            bytes += chunk
        }
        return bytes
    }
}

extension MarkFormat: ExpressibleByArgument {}

/// Scenes that sheets name, from one folder and from nowhere else.
struct SceneFolder: Sendable {
    let path: String

    @Sendable func exercise(_ kind: String, _ name: String, _ ask: String?) -> Result<Exercise, SheetFailure> {
        func failure(_ reason: String) -> Result<Exercise, SheetFailure> {
            .failure(SheetFailure(.scene(name: SafeText.of(name), reason: reason)))
        }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty, !parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) else {
            return failure("its name leads out of the folder.")
        }
        let root = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let file = root.appendingPathComponent(name).resolvingSymlinksInPath()
        guard file.path.hasPrefix(root.path + "/") else { return failure("its name leads out of the folder.") }
        guard FileManager.default.fileExists(atPath: file.path) else { return failure("there is no such file.") }
        do {
            let scene = try SceneLookup.scene(file.path).scene
            return .success(try Catalogue.exercise(kind, scene: scene, name: name, ask: ask))
        } catch let problem as ExerciseProblem {
            return failure("\(problem)")
        } catch {
            return failure("\(error)")
        }
    }
}

import ArgumentParser
import Exercises
import Foundation
import Scenes
import Wording

struct ExerciseMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Join the reports of `check --part` to the report of one run.",
        discussion: """
            The reports are in json, csv or junit, all of one format, in the order of their parts. What the sheets are like, the \
            exit statuses of the parts have said; joining ends with 0.
            """)

    @Argument(help: "The reports, part 1 first.", completion: .file())
    var reports: [String]

    @Option(
        help: "A file with one student's name a line: report foreign seeds, duplicates and absentees.",
        completion: .file())
    var roster: String?

    @OptionGroup var secret: SecretOption
    @OptionGroup var output: OutputOption

    func validate() throws {
        if reports.isEmpty { throw ValidationError("Give the reports of all parts.") }
        if (roster == nil) != (secret.secret == nil) { throw ValidationError("--roster and --secret go together.") }
    }

    func run() throws {
        let parts = try reports.map { path in
            String(decoding: try FileReading.bytes(of: path, limit: 256 << 20), as: UTF8.self)
        }
        var names: (Roster, ClassSecret)?
        if let roster, let key = try secret.read() { names = (try Roster.read(roster), key) }
        let text: String
        do throws(ReportMerge.Problem) { text = try ReportMerge.joined(parts, roster: names) } catch {
            throw Failure(.data, "\(error)")
        }
        try output.write(text)
    }
}

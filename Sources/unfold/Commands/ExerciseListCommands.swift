import ArgumentParser
import Exercises
import Foundation
import Scenes
import Wording

struct ExerciseStatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Count for a folder of sheets how many made which slip.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @Argument(help: "A folder of answer sheets.", completion: .directory)
    var folder: String

    @Option(help: "text or json.")
    var format = Format.text

    @Flag(
        help: """
            Compare the marks with truth.json in the folder: for each file kind, first_wrong, verdicts by answer, and \
            slip or null.
            """)
    var study = false

    @Option(help: "The folder in which scenes are looked up that sheets name.", completion: .directory)
    var scenes: String?

    @OptionGroup var output: OutputOption

    func run() throws {
        guard let files = SheetFolder.files(at: folder) else {
            throw Failure(.noInput, "\(SafeText.of(folder)): there is no such folder")
        }
        if files.isEmpty { throw Failure(.noInput, "\(SafeText.of(folder)) has no sheets in it") }
        var options = MarkingOptions()
        if let scenes { options.scenes = SceneFolder(path: scenes).exercise }
        if study {
            let study = try studied(files, options)
            try output.write(format == .text ? study.text : study.json.text(indent: 1) + "\n")
            return
        }
        let statistics = SheetStatistics(SheetFolder.mark(files, options: options))
        try output.write(format == .text ? statistics.text : statistics.json.text(indent: 1) + "\n")
    }
}

extension ExerciseStatisticsCommand {
    private func studied(_ files: [String], _ options: MarkingOptions) throws -> MarkingStudy {
        let sheets = files.filter { !$0.hasSuffix(".json") }
        let truths = files.filter { $0.hasSuffix(".json") }
        guard let file = truths.first(where: { $0.hasSuffix("truth.json") }) ?? truths.first,
            let data = FileManager.default.contents(atPath: file)
        else {
            throw Failure(.noInput, "\(SafeText.of(folder)) has no truth.json in it")
        }
        do {
            return MarkingStudy(SheetFolder.mark(sheets, options: options), truth: try SheetTruth.read(data))
        } catch {
            throw Failure(
                .data,
                "\(SafeText.of(file)): this is no truth file; an object with kind, first_wrong, verdicts and slip for each file would fit."
            )
        }
    }
}

struct ExerciseListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Name every exercise.")

    @Flag(help: "Print the bare names.")
    var names = false

    @Flag(help: "Print under each what its sheet asks for, of seed 1 and level 2.")
    var answers = false

    func run() throws {
        let width = Catalogue.kinds.map(\.id.count).max() ?? 0
        for kind in Catalogue.kinds {
            let padding = String(repeating: " ", count: width - kind.id.count)
            Output.write(names ? kind.id + "\n" : "\(kind.id)\(padding)  \(kind.title)\n")
            guard answers, let exercise = try? kind.make(seed: 1, level: 2) else { continue }
            let longest = exercise.fields.map(\.name.count).max() ?? 0
            for field in exercise.fields {
                let padding = String(repeating: " ", count: longest - field.name.count)
                Output.write("    \(field.name)\(padding)  \(field.meaning.text), \(field.wanted)\n")
            }
        }
    }
}

struct ExerciseSlipsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slips",
        abstract: "List the mistakes that have a name.")

    @Argument(help: "Only those of this exercise.", completion: .exercise)
    var id: String?

    func run() throws {
        var slips = Slip.allCases
        if let id {
            guard let kind = Catalogue.kind(id) else {
                throw Failure(.usage, "\(ExerciseProblem.unknownKind(SafeText.of(id), near: Catalogue.nearest(id)))")
            }
            slips = kind.namedSlips
        }
        // A mistake that comes out in several ways is one mistake.
        var written: Set<String> = []
        for slip in slips where written.insert(slip.id).inserted {
            Output.write("\(slip.id)  \(slip.words.reason): \(slip.words.formula)\n")
        }
    }
}

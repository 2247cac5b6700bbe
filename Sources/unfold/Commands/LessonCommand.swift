import ArgumentParser
import Curses
import Explorer
import Foundation
import Lessons
import Scenes
import TerminalUI
import Wording

struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "The course: lessons beside a live scene.",
        discussion: "Without a name the lessons are listed with what is done; a number or a name opens one.",
        subcommands: [
            LessonOpenCommand.self, LessonCheckCommand.self, LessonNewCommand.self, LessonQuestionsCommand.self,
            LessonExamCommand.self, LessonPresentCommand.self,
        ],
        defaultSubcommand: LessonOpenCommand.self)
}

/// Where lessons come from.
struct LessonPlace: ParsableArguments {
    @Option(
        help: ArgumentHelp("A folder of lessons instead of the built-in ones.", valueName: "dir"),
        completion: .directory)
    var lessons: String?

    func library() throws -> LessonLibrary {
        if let lessons { return try LessonLibrary(folder: lessons) }
        return .builtIn
    }
}

struct LessonOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "List the lessons, or open one.")

    @Argument(
        help: "A lesson's number or name, or a file that ends in .md; without it, all are listed.",
        completion: .lesson)
    var name: String?

    @Flag(help: "Line by line: for screen readers, pipes and logs.")
    var plain = false

    @Option(help: ArgumentHelp("Carry out the words of a file, line by line.", valueName: "file"), completion: .file())
    var script: String?

    @OptionGroup var place: LessonPlace
    @OptionGroup var display: DisplayOptions

    func run() throws {
        let library = try place.library()
        var file = ProgressFile(folder: StateFolder.url?.path)
        guard let name else {
            try list(library, file)
            return
        }
        let source = try library.source(name)
        var progress = file.progress
        var lesson = try source.lesson()
        if lesson.isReview {
            // Other numbers at every visit; a visit begins anew.
            progress.visits += 1
            lesson = try source.lesson(seed: UInt64(progress.visits))
            progress.lessons[lesson.name] = nil
        }
        progress.last = lesson.name
        if let problem = file.keepIfPossible(progress) { ErrorReport.write(problem) }
        var explorer = Explorer(
            scenes: .builtIn, glyphs: display.chosenGlyphs, course: Course(library, progress: progress))
        if !plain, script == nil, Terminal.isUsable {
            explorer.open(lesson)
            do {
                var loop = ScreenLoop(explorer: explorer, display: display)
                try loop.run()
            } catch let error as TerminalError {
                throw Failure(.usage, "\(error)")
            }
            return
        }
        var loop = LessonLoop(lesson, explorer: explorer, file: file, script: script)
        try loop.loop()
    }

    private func list(_ library: LessonLibrary, _ file: ProgressFile) throws {
        if let news = file.news { ErrorReport.write(news) }
        for source in library.sources {
            let lesson = source.summary
            let percent = file.progress.lessons[source.name]?.percent(of: lesson.steps) ?? 0
            let share = "\(percent)".rightAligned(in: 4) + " %"
            let name = SafeText.writtenOut(source.name)
            let padding = String(repeating: " ", count: max(1, 34 - name.count))
            Output.write("\(name)\(padding)\(share)  \(lesson.minutes) min  \(lesson.title)\n")
        }
    }
}

struct LessonCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Prove lessons: every number, answer, wrong answer, hint and formula.",
        discussion: "Exit status 1 where something does not hold, 65 where a file cannot be read as a lesson.")

    @Argument(help: "Lesson files, or folders of them; without any, the built-in lessons.", completion: .file())
    var paths: [String] = []

    func run() throws {
        var sources: [LessonSource] = []
        for path in paths {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                sources += try LessonLibrary(folder: path).sources
            } else {
                sources.append(try LessonLibrary.source(file: path))
            }
        }
        if paths.isEmpty { sources = LessonLibrary.builtIn.sources }
        let known = Set(LessonLibrary.builtIn.names + sources.map(\.name)).sorted()
        var (failed, unreadable) = (0, 0)
        for source in sources {
            let lesson: Lesson
            do { lesson = try source.lesson() } catch {
                ErrorReport.write("\(error)")
                unreadable += 1
                continue
            }
            var problems = LessonProof.problems(of: lesson, among: known, sights: LessonSights.of(lesson))
            if lesson.isReview {
                // Other numbers may have other faults; what does not hang on them is said once.
                for seed in 1...8 {
                    problems += LessonProof.problems(of: try source.lesson(seed: UInt64(seed)), among: known)
                        .filter { !problems.contains($0) }
                }
            }
            let file = SafeText.writtenOut(source.file, limit: 1_000)
            for problem in problems {
                ErrorReport.write("\(file):\(problem)")
            }
            if problems.isEmpty {
                Output.write("\(file): \(Words.count(lesson.steps.count, "step")), everything holds\n")
            } else {
                failed += 1
            }
        }
        Output.flush()
        if unreadable > 0 {
            throw Failure(
                .data,
                "\(Words.count(unreadable, "file")) cannot be read as \(unreadable == 1 ? "a lesson" : "lessons")")
        }
        if failed > 0 {
            throw Failure(
                .checkFailed,
                "\(Words.count(failed, "lesson")) of \(sources.count) \(failed == 1 ? "does" : "do") not hold")
        }
    }
}

struct LessonNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write the beginning of a lesson that holds, to go on from.")

    @Argument(help: "The new lesson's name; the file is NAME.md in the present folder.")
    var name: String

    func run() throws {
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
            throw Failure(.usage, "a lesson's name has letters, digits and hyphens, such as 21-my-lesson")
        }
        guard name.count <= 60 else {
            throw Failure(.usage, "the name has \(name.count) characters; a lesson's title has 60 at most")
        }
        let path = "\(name).md"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.cannotCreate, "\(path) is there already")
        }
        try FileWriting.write(LessonTemplate.text(title: name), to: path)
        Output.write("\(path) is written; unfold lesson check \(path) proves it\n")
    }
}

struct LessonQuestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions", abstract: "List the questions of your own that you kept in lessons.")

    func run() throws {
        let progress = ProgressFile(folder: StateFolder.url?.path).progress
        for question in progress.questions { Output.write(SafeText.of(question, limit: 2_000) + "\n") }
        if progress.questions.isEmpty {
            Output.write("no question is kept yet; in a lesson, question and its words keep one\n")
        }
    }
}

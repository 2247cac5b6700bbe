import ArgumentParser
import Lessons

struct LessonExamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exam", abstract: "Make a written exam of twelve questions from the course, with a key.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, latex }

    @Option(help: "The same seed gives the same exam on every machine.", transform: NumberOption.seed)
    var seed: UInt64 = 1

    @Option(help: "text or latex.")
    var format = Format.text

    @OptionGroup var place: LessonPlace

    func run() throws {
        let exam = try Exam(try place.library(), seed: seed)
        Output.write(format == .text ? exam.text : exam.latex)
    }
}

import ArgumentParser
import Lessons

struct LessonExamCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exam", abstract: "Make a written exam of twelve questions from the course, with a key.",
        discussion: """
            Eight questions, each of another lesson, and four exercises of the review. From a folder of your own fewer may come.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, latex }

    @Option(help: "The same seed gives the same exam on every machine. (default: 1)", transform: NumberOption.seed)
    var seed: UInt64 = 1

    @Option(help: "text or latex.")
    var format = Format.text

    @OptionGroup var place: LessonPlace

    func run() throws {
        let exam = try Exam(try place.library(), seed: seed)
        if exam.items.isEmpty {
            throw Failure(
                .data,
                "none of these lessons has a question that can be put on paper; one with three choices or more, of which no scene "
                    + "decides, at the end of a lesson would fit")
        }
        Output.write(format == .text ? exam.text : exam.latex)
    }
}

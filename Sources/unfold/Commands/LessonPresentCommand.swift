import ArgumentParser
import Curses
import Explorer
import Lessons
import TerminalUI
import Wording

struct LessonPresentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "present", abstract: "Show a lesson on the wall: few words, a large graph.",
        discussion: """
            PgDn and PgUp, or a clicker, go through the steps; o shows the answer. On a second terminal --notes prints what \
            the speaker says and follows the first.
            """)

    @Argument(help: "A lesson's number or name, or a file that ends in .md.", completion: .lesson)
    var name: String

    @Flag(help: "The speaker's notes of the step that the other terminal shows.")
    var notes = false

    @OptionGroup var place: LessonPlace
    @OptionGroup var display: DisplayOptions

    func run() throws {
        let lesson = try place.library().source(name).lesson()
        if notes {
            follow(lesson)
            throw Failure(.cannotCreate, "the socket for the notes cannot be made in the state folder")
        }
        guard Terminal.isUsable else { throw Failure(.usage, "a lesson is presented on a terminal; here is none") }
        var explorer = Explorer(scenes: .builtIn, glyphs: display.chosenGlyphs, course: Course(try place.library()))
        explorer.present(lesson)
        do {
            var loop = ScreenLoop(explorer: explorer, display: display)
            try loop.run()
        } catch let error as TerminalError {
            throw Failure(.usage, "\(error)")
        }
    }

    private func follow(_ lesson: Lesson) {
        let waiting = "waiting for the terminal that presents \(SafeText.of(lesson.title)); Ctrl-C ends this one\n"
        Output.write(waiting)
        Output.flush()
        var last: SpeakerNotes.Message?
        _ = SpeakerNotes()?.listen { message in
            guard message != last else { return }
            guard case .step(let step) = message else {
                if last != nil { Output.write("\nthe presentation is over; \(waiting)") }
                Output.flush()
                last = nil
                return
            }
            guard lesson.steps.indices.contains(step) else { return }
            last = message
            let shown = lesson.steps[step]
            Output.write("\n\(step + 1) of \(lesson.steps.count): \(shown.title)\n")
            for paragraph in shown.notes.isEmpty ? shown.prose.map(\.text) : shown.notes {
                // Broken between words: a terminal would break in the middle of one.
                for line in Text.wrap(SafeText.of(paragraph, limit: 2_000), width: LessonLayout.width) {
                    Output.write(line + "\n")
                }
            }
            Output.flush()
        }
    }
}

import Foundation
import Lessons
import Scenes
import Testing

@Suite("Lessons are worked through")
struct LessonEndToEndTests {
    @Test("Line by line to the end, with every wrong answer once", arguments: LessonLibrary.builtIn.names)
    func lineByLine(name: String) async throws {
        let folder = try TemporaryFolder()
        let source = try LessonLibrary.builtIn.source(name)
        var lesson = try source.lesson()
        // A review draws its numbers by the visit.
        if lesson.isReview { lesson = try source.lesson(seed: 1) }
        try folder.write(LessonScript(lesson).lines.joined(separator: "\n") + "\n", to: "words")
        let finished = try await unfold(["lesson", name, "--script", folder.file("words").path], in: folder)
        #expect(finished.status == 0 && finished.errors == "")
        #expect(!finished.output.contains("?."))
        let missed = LessonScript(lesson).lessons
        #expect(
            finished.output.hasSuffix(
                "This was the last step, and all steps are done."
                    + (missed.isEmpty
                        ? ""
                        : " To repeat: \(missed.joined(separator: ", ").replacingOccurrences(of: "-", with: " ")).")
                    + "\n"))
        let kept = ProgressFile(folder: folder.file("state/unfold").path).progress
        #expect(kept.lessons[name]?.percent(of: lesson.steps.count) == 100)
        let listed = try await unfold(["lesson"], in: folder)
        #expect(listed.output.split(separator: "\n").contains { $0.hasPrefix(name) && $0.contains(" 100 %") })
    }

    @Test("Every lesson is proved, and one that asks for what stands on its screen is not")
    func proved() async throws {
        let folder = try TemporaryFolder()
        let finished = try await unfold(["lesson", "check"], in: folder)
        #expect(finished.status == 0 && finished.errors == "")
        let lines = finished.output.split(separator: "\n")
        #expect(lines.count == 21 && lines.allSatisfy { $0.hasSuffix(" steps, everything holds") })
        let whole = try LessonLibrary.builtIn.source("7").text
        let easy = whole.replacingOccurrences(of: "answer: grad(stack.0.h[3][2])", with: "answer: 9/4")
        try folder.write(
            easy.replacingOccurrences(of: "  9/4: That is the first", with: "  -9/4: That is the first"), to: "07.md")
        let broken = try await unfold(["lesson", "check", folder.file("07.md").path], in: folder)
        #expect(broken.status == 1)
        let line =
            try #require(easy.split(separator: "\n", omittingEmptySubsequences: false).firstIndex(of: "answer: 9/4"))
            + 1
        #expect(
            broken.errors.contains("/07.md:\(line):9: what is asked, 9/4, stands already on the screen of 80 columns\n")
        )
    }

    @Test("A folder without lessons, a file that is not there, and an exam without a question are said")
    func missing() async throws {
        let folder = try TemporaryFolder()
        let made = try await shell("mkdir empty own && cd own && \"$unfold\" lesson new 21-mine", in: folder)
        #expect(made.status == 0)
        let none = "cannot be read: no such file or directory\n"
        for (words, status, errors) in [
            ("lesson --lessons nowhere", 66, "nowhere \(none)"),
            ("lesson check nowhere.md", 66, "nowhere.md \(none)"),
            ("lesson check empty", 66, "empty has no lessons in it; files that end in .md would fit\n"),
            (
                "lesson exam --lessons own", 65,
                "none of these lessons has a question that can be put on paper; one with three choices or more, of which no "
                    + "scene decides, at the end of a lesson would fit\n"
            ),
        ] {
            let finished = try await shell("\"$unfold\" \(words)", in: folder)
            #expect(finished == Finished(status: Int32(status), output: "", errors: errors), "\(words)")
        }
    }

    @Test("The review has other numbers at the next visit, and the answers of the first do not pass there")
    func reviewedTwice() async throws {
        let folder = try TemporaryFolder()
        let source = try LessonLibrary.builtIn.source("20")
        let words = ["lesson", "20", "--script", folder.file("words").path]
        for visit in [UInt64(1), 2] {
            let lines = try LessonScript(source.lesson(seed: visit)).lines
            try folder.write(lines.joined(separator: "\n") + "\n", to: "words")
            let finished = try await unfold(words, in: folder)
            #expect(finished.status == 0 && finished.output.contains("and all steps are done."))
        }
        // The third visit with the answers of the second.
        let finished = try await unfold(words, in: folder)
        #expect(finished.status == 0 && finished.output.contains("This was the last step. Open: "))
        let kept = ProgressFile(folder: folder.file("state/unfold").path).progress
        #expect(kept.visits == 3)
        #expect((kept.lessons[source.name]?.percent(of: source.summary.steps) ?? 100) < 100)
    }

    @Test("On a terminal of 80 by 24, three whole lessons", arguments: ["0", "2", "10"])
    func onATerminal(number: String) async throws {
        let lesson = try LessonLibrary.builtIn.source(number).lesson().reordered
        let terminal = try await TerminalSession()
        try await terminal.start("lesson \(number)")
        for (index, step) in lesson.steps.enumerated() {
            try await terminal.see(" \(index + 1)/\(lesson.steps.count) ")
            try await work(step, terminal, LessonScript(lesson).scene(ofStep: index))
            if index + 1 < lesson.steps.count { try await terminal.press("PageDown") }
        }
        try await terminal.press("PageDown")
        try await terminal.see("this is the last step, and all are done")
        try await terminal.press("q")
        try await terminal.expectEnd(status: 0)
        let kept = ProgressFile(folder: terminal.folder.file("state/unfold").path).progress
        #expect(kept.lessons[lesson.name]?.percent(of: lesson.steps.count) == 100)
    }

    @Test("Line by line all is spoken, by the rule of the explorer's own lines")
    func spoken() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            ["help", "next", "show", "why h 1", "exact stack.0.h 1 1", "answer", "gradients", "graph"].joined(
                separator: "\n") + "\n", to: "words")
        for number in ["0", "2", "7", "15"] {
            var words = try folder.text("words")
            if number != "0" { words = "step 2\n" + words }
            try folder.write(words, to: "some")
            let finished = try await unfold(["lesson", number, "--script", folder.file("some").path], in: folder)
            #expect(finished.status == 0)
            let strange = finished.output.unicodeScalars.filter { scalar in
                !(scalar.isASCII && scalar.properties.isAlphabetic) && !("0"..."9").contains(scalar)
                    && !" .,:;?−\n".unicodeScalars.contains(scalar)
            }
            #expect(strange.isEmpty, "\(number): \(strange)")
        }
    }

    @Test("An answer's name may be said as it is heard")
    func saidNames() async throws {
        let folder = try TemporaryFolder()
        try folder.write("step 7\nanswer dW aa = 1, 2, 3, 4\nstep 8\nanswer delta 2 1, 2\ncheck\n", to: "words")
        let finished = try await unfold(["lesson", "7", "--script", folder.file("words").path], in: folder)
        #expect(finished.output.contains("\ndW aa is row 1: 1, 2; row 2: 3, 4.\n"))
        #expect(finished.output.contains("\ndelta 2 is 1, 2.\n"))
        #expect(finished.output.contains("\ndelta 2: wrong."))
    }

    @Test(
        "A script stops at a line that is wrong, with its place; whoever types goes on", arguments: ["nxt", "step 99"])
    func wrongLine(line: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write("continue\n\(line)\nreturn\n", to: "words")
        let script = folder.file("words").path
        let stopped = try await unfold(["lesson", "2", "--script", script], in: folder)
        #expect(stopped.status == 65 && stopped.errors.hasPrefix("\(script):2:1: "))
        #expect(stopped.output.contains("Step 2 of 10"))
        let typed = try await unfold(
            ["lesson", "2", "--plain"], in: folder, input: "\(line)\nstep -9223372036854775808\n")
        #expect(typed.status == 0 && typed.output.hasSuffix("Steps run from 1 to 10.\n"))
    }

    @Test("A file that is there is asked about in a lesson, too, and one that cannot be written ends nothing")
    func saving() async throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "keep.yaml")
        func lesson(_ lines: String) async throws -> Finished {
            try await shell("printf '\(lines)' | \"$unfold\" lesson 2 --plain", in: folder)
        }
        let once = try await lesson("write keep.yaml\\nwrite no/where.yaml\\nstep 99\\n")
        #expect(
            once.status == 0
                && once.output.hasSuffix(
                    """
                    keep.yaml is there already; the same words again write over it
                    no/where.yaml cannot be written: no such file or directory
                    Steps run from 1 to 10.

                    """)
        )
        #expect(try folder.text("keep.yaml") == "mine")
        let twice = try await lesson("write keep.yaml\\nwrite keep.yaml\\n")
        #expect(twice.status == 0 && twice.output.hasSuffix("\nwritten: keep.yaml\n"))
        #expect(try folder.text("keep.yaml").hasPrefix("unfold: 1\n"))
    }

    @Test("A long question is kept, and nothing else is lost by it")
    func question() async throws {
        let folder = try TemporaryFolder()
        try folder.write("continue\nquestion \(String(repeating: "why ", count: 600))\n", to: "words")
        let asked = try await unfold(["lesson", "2", "--script", folder.file("words").path], in: folder)
        #expect(
            asked.status == 0
                && asked.output.hasSuffix(
                    "The beginning of your question is kept; unfold lesson questions lists it.\n")
        )
        let file = ProgressFile(folder: folder.file("state/unfold").path)
        #expect(file.news == nil && file.progress.questions.map(\.count) == [2_000])
        #expect(file.progress.lessons.values.map(\.index) == [1])
    }

    @Test("The notes on a second terminal follow the first")
    func presented() async throws {
        let notes = try await TerminalSession()
        try await notes.command("$unfold lesson present 0 --notes")
        try await notes.see("waiting for the terminal that presents Five minutes at the wheel")
        let wall = try await TerminalSession(in: notes.folder)
        try await wall.start("lesson present 0")
        try await notes.see("Let somebody else hold the keyboard.")
        try await wall.press("PageDown")
        try await notes.see("2 of 6: A moment is a place one can come back to")
        try await wall.press("q")
        try await wall.expectEnd(status: 0)
        try await notes.see("the presentation is over; waiting for the terminal that presents")
        try await notes.press("C-c")
    }

    private func work(_ step: LessonStep, _ terminal: TerminalSession, _ scene: Scene?) async throws {
        switch step.task?.kind {
        case .ask(let question), .predict(let question, _):
            for wrong in question.wrong {
                let reply = String(wrong.reply.text.prefix(20))
                try await answer(LessonScript.typed(wrong.answer, question, scene), reply, terminal)
            }
            try await answer(LessonScript.right(question, scene), "Right.", terminal)
        case .act(let deed):
            for wrong in deed.wrong {
                for line in LessonScript.sets(wrong.edits) { try await goTo(line, terminal) }
                try await terminal.press("c")
                try await terminal.see(String(wrong.reply.text.prefix(20)))
                try await terminal.press("u", times: wrong.edits.count)
            }
            for line in LessonScript.sets(deed.solution) + deed.visits { try await goTo(line, terminal) }
            try await terminal.see("Done.")
        case .exercise(let exercise): try await fill(exercise, terminal)
        case nil: break
        }
    }

    /// A moment, or words with arguments, behind the colon.
    private func goTo(_ line: String, _ terminal: TerminalSession) async throws {
        try await terminal.press(":")
        try await terminal.see("go to:")
        try await terminal.type(line)
        try await terminal.press("Enter")
        try await terminal.see("an empty prompt row") { !$0.contains("go to:") }
    }

    /// The form, empty and then cell by cell.
    private func fill(_ exercise: LessonExercise, _ terminal: TerminalSession) async throws {
        let count = exercise.exercise.fields.count
        try await terminal.press("c")
        try await terminal.see("c check")
        try await terminal.press("c")
        try await terminal.see("0 of \(count)")
        for field in exercise.exercise.fields {
            let text = exercise.rightAnswers[field.name] ?? ""
            let isList = field.kind.isNumeric && field.shape.count > 1
            let cells = isList ? text.filter { !"[] ".contains($0) }.split(separator: ",").map(String.init) : [text]
            for cell in cells {
                try await terminal.press("Enter")
                try await terminal.type(cell)
                try await terminal.press("Enter")
            }
        }
        try await terminal.press("c")
        try await terminal.see("all right; Esc goes back to the lesson")
        try await terminal.press("Escape")
        try await terminal.see("All right.")
    }

    private func answer(_ text: String, _ reply: String, _ terminal: TerminalSession) async throws {
        try await terminal.press("c")
        try await terminal.see("answer:")
        try await terminal.type(text)
        try await terminal.press("Enter")
        try await terminal.see(reply)
    }
}

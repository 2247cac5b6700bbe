import Explorer
import Foundation
import Lessons
import Scenes
import TerminalUI
import Wording

/// A lesson line by line: its own words, and beside them all words of the explorer on the step's scene.
struct LessonLoop {
    private var explorer: Explorer
    private var run: LessonRun
    private var file: ProgressFile
    private let script: String?
    private var letters = LentNotation()
    private var saving = LineSaving()

    init(_ lesson: Lesson, explorer: Explorer, file: ProgressFile, script: String?) {
        self.explorer = explorer
        self.file = file
        self.script = script
        run = LessonRun(lesson, progress: file.progress.lessons[lesson.name])
    }

    mutating func loop() throws {
        if let news = file.news { say(news + ".") }
        say("\(run.opening) help lists the words, quit leaves.")
        openScene()
        readStep()
        if let script {
            let text = try FileReading.text(of: script, limit: FileReading.script)
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                do { if try !obey(String(line)) { return } } catch let problem as PlainProblem {
                    // A script stops at a line that is wrong; whoever types can try another one.
                    throw Failure(.data, "\(script):\(index + 1):1: \(problem)")
                }
            }
        } else {
            prompt()
            while let line = readLine() {
                do { if try !obey(line) { return } } catch let problem as PlainProblem { say("\(problem)") }
                prompt()
            }
        }
    }

    private func prompt() {
        guard isatty(0) == 1 else { return }
        Output.write("lesson ")
        Output.flush()
    }

    /// Says a line by the rule of all that is said line by line.
    private func say(_ text: String) {
        Output.write(Speech.text(SpokenNames.withoutBrackets(text), explorer.glyphs) + "\n")
        Output.flush()
    }

    private func say(_ lines: [String]) { for line in lines { say(line) } }

    /// Carries out a line; false at the end.
    private mutating func obey(_ line: String) throws -> Bool {
        let words = Explorer.words(of: line)
        guard let typed = words.first, !typed.hasPrefix("#") else { return true }
        let rest = words.dropFirst().joined(separator: " ")
        let first = Self.key(typed, isAlone: rest.isEmpty)
        switch first {
        case "quit": return false
        case "continue":
            if run.goOn() { enterStep() } else { say(end) }
        case "return":
            if run.goBack() { enterStep() } else { say("This is the first step.") }
        case "step" where !rest.isEmpty:
            guard let number = Int(rest), (1...run.lesson.steps.count).contains(number) else {
                throw PlainProblem("Steps run from 1 to \(run.lesson.steps.count).")
            }
            run.go(to: number - 1)
            enterStep()
        case "read": readStep()
        case "steps":
            for (index, step) in run.lesson.steps.enumerated() {
                say("Step \(index + 1), \(run.records[index].isDone ? "done" : "open"): \(step.title).")
            }
        case "answer": tell(run.answer(rest))
        case "check": tell(run.check(explorer.session?.scene))
        case "hint": tell(run.hint())
        case "solution": tell(run.solution())
        case "exact" where !rest.isEmpty: say(exact(words.dropFirst()))
        case "show" where explorer.session == nil: say("There is no scene in this step yet; read says its text again.")
        case "question":
            keep(question: rest)
        case "play":
            say("Play; again brings the scene of the step back as it was.")
        case "again":
            openScene()
            say("The scene is as it was.")
        case "help":
            say(Self.help)
            try explore("help")
        default: try explore(line)
        }
        keep()
        return true
    }

    /// The word of a key of the lesson's screen; other words as they are.
    private static func key(_ typed: String, isAlone: Bool) -> String {
        let keys = [
            "q": "quit", ".": "continue", ",": "return", "c": isAlone ? "check" : "answer", "i": "hint",
            "o": "solution",
            "P": "play", "words": "help",
        ]
        return keys[typed] ?? typed
    }

    /// What a name or an expression of the scene is worth; numbers behind a name are its indices, as they are said.
    private func exact(_ words: ArraySlice<String>) -> String {
        guard let scene = explorer.session?.scene else { return "No scene is open." }
        let indices = words.dropFirst()
        let isSaid = !indices.isEmpty && indices.allSatisfy { Int($0) != nil }
        return SceneNumbers(scene).said(
            isSaid ? (words.first ?? "") + indices.map { "[\($0)]" }.joined() : words.joined(separator: " "))
    }

    /// Keeps a question of the learner's own, and says how much of it.
    private mutating func keep(question: String) {
        var progress = file.progress
        guard let kept = progress.keep(question: question) else {
            say("question, and your question, keeps it.")
            return
        }
        if let problem = file.keepIfPossible(progress) { ErrorReport.write(problem) }
        let limit = CourseProgress.longestQuestion
        let isCut = kept.unicodeScalars.count == limit && question.unicodeScalars.count > limit
        say(
            (isCut ? "The beginning of your question is kept" : "Your question is kept")
                + "; unfold lesson questions lists it.")
    }

    private mutating func explore(_ line: String) throws {
        let (output, effect) = try explorer.perform(line)
        Output.write(output.spoken(explorer.glyphs))
        if case .save(let path, let replaces) = effect {
            let said = try saving.save(&explorer, to: path, replaces: replaces, isScript: script != nil)
            Output.write(said + "\n")
        }
        Output.flush()
        look()
    }

    private mutating func look() {
        guard let session = explorer.session else { return }
        if let reply = run.look(at: session.scene, moment: session.name(of: explorer.playhead)) { tell(reply) }
    }

    private mutating func tell(_ reply: Reply) {
        say(reply.lines)
        if let reveal = reply.reveal, let playhead = explorer.session?.playhead(named: reveal) {
            explorer.go(to: playhead)
        }
        if run.isComplete { say("This lesson is done. " + (run.index + 1 < run.lesson.steps.count ? "" : end)) }
    }

    private var end: String {
        let names = run.toRepeat
        let again =
            run.isReview
            ? names.isEmpty ? " Nothing is to be repeated." : " To repeat: \(names.joined(separator: ", "))." : ""
        return run.isComplete
            ? "This was the last step, and all steps are done.\(again)"
            : "This was the last step. Open: "
                + run.lesson.steps.indices.filter { !run.records[$0].isDone }.map { "\($0 + 1)" }.joined(
                    separator: ", ") + "."
    }

    // MARK: The step

    private mutating func enterStep() {
        openScene()
        readStep()
    }

    private mutating func openScene() {
        guard let scene = run.scene else { return }
        explorer.open(scene.scene)
        let view = run.step.view
        letters.enter(view.notation, &explorer)
        if let screen = view.screen { _ = explorer.show(named: screen) }
        if let moment = view.moment, let playhead = explorer.session?.playhead(named: moment) {
            explorer.go(to: playhead)
        }
        if let focus = view.focus { _ = explorer.look(at: focus) }
        look()
    }

    private func readStep() {
        say(run.reading)
        if let session = explorer.session, run.scene != nil, !isBesideTheScene {
            say(
                "The scene is \(session.scene.title), at \(session.name(of: explorer.playhead)). "
                    + "show reads it, graph, why and next work on it."
                    + (run.step.hasMathematics ? " notation changes its letters." : ""))
        }
    }

    /// Whether the step is an exercise that has nothing to do with the scene before it.
    private var isBesideTheScene: Bool {
        guard case .exercise? = run.step.task?.kind else { return false }
        return run.step.scene == nil && run.step.view.place == nil
    }

    private mutating func keep() {
        var progress = file.progress
        progress.lessons[run.lesson.name] = run.progress
        progress.last = run.lesson.name
        if let problem = file.keepIfPossible(progress) { ErrorReport.write(problem) }
    }

    private static let help = [
        "Words of the lesson. continue, return, step and a number: go through the steps. read: the step again. steps: all of them.",
        "answer and what you think: answers; in an exercise answer, a name and its value. check: how far it is. hint. solution, said twice, gives up.",
        "exact and a name: any number of the scene, such as `exact stack.0.h 2 1`: at t 2, unit 1.",
        "play and again: leave the text, and the scene comes back. question and your question: keeps it. quit leaves.",
        "Words of the scene; those that are named above belong to the lesson.",
    ]
}

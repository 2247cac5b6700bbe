import Lessons
import Scenes
import TerminalUI

/// A lesson: the text of a step beside the live scene, which stays fully operable on whatever screen is shown.
struct LessonPage: Screen {
    var run: LessonRun
    /// The screen of the scene that is in sight.
    private(set) var inner: any NamedScreen
    /// What was said last.
    var reply: Reply?
    /// Hints that have been asked for in this step.
    var hints: [String] = []
    /// The first line of the text that is in sight.
    var scroll = 0
    private var letters = LentNotation()
    /// Whether the scene has the whole screen, and where the lesson left it.
    private(set) var left: (scene: Scene, playhead: Playhead)?
    var isPlaying: Bool { left != nil }

    /// Whether it is on the wall: fewer words, and nothing is kept.
    let isPresenting: Bool

    init(_ lesson: Lesson, _ explorer: inout Explorer, isPresenting: Bool = false) {
        self.isPresenting = isPresenting
        run = LessonRun(lesson, progress: isPresenting ? nil : explorer.course.progress.lessons[lesson.name])
        inner = StepScreen(explorer)
        enterStep(&explorer)
    }

    var shared: SharedKeys { [.timeline, .scene, .always] }

    // MARK: Steps

    private mutating func enterStep(_ explorer: inout Explorer) {
        (reply, hints, scroll) = (nil, [], 0)
        showScene(&explorer)
        keep(&explorer)
    }

    /// The step's scene as the lesson has it.
    private mutating func showScene(_ explorer: inout Explorer) {
        let view = run.step.view
        guard let scene = run.scene?.scene else { return }
        explorer.load(scene)
        letters.enter(view.notation, &explorer)
        let screen = view.screen.flatMap { explorer.screen(named: $0) }
        inner = screen.flatMap { $0.isOfScene ? $0.init(explorer) : nil } ?? StepScreen(explorer)
        if let moment = view.moment, let playhead = explorer.session?.playhead(named: moment) {
            explorer.go(to: playhead)
        }
        if let focus = view.focus { _ = explorer.look(at: focus) }
        look(&explorer)
    }

    private func keep(_ explorer: inout Explorer) {
        guard !isPresenting else { return }
        explorer.course.progress.lessons[run.lesson.name] = run.progress
    }

    /// After every key: a thing to do may be done.
    mutating func notice(_ explorer: inout Explorer) {
        inner.notice(&explorer)
        look(&explorer)
    }

    // What trains in the scene's screen goes on beside the text.
    var pace: Duration? { inner.pace }
    mutating func tick(_ explorer: inout Explorer) { inner.tick(&explorer) }
    mutating func settle(_ explorer: inout Explorer) { inner.settle(&explorer) }
    mutating func go(toEpoch epoch: Int, _ explorer: inout Explorer) -> Bool { inner.go(toEpoch: epoch, &explorer) }

    private mutating func look(_ explorer: inout Explorer) {
        guard let session = explorer.session, !isPlaying else { return }
        if let said = run.look(at: session.scene, moment: session.name(of: explorer.playhead)) { tell(said, &explorer) }
    }

    mutating func tell(_ said: Reply, _ explorer: inout Explorer) {
        reply = said
        scroll = .max
        if let reveal = said.reveal, let playhead = explorer.session?.playhead(named: reveal) {
            explorer.go(to: playhead)
        }
        keep(&explorer)
    }

    /// Takes the answers of the step's exercise.
    mutating func take(_ answers: [String: String], _ explorer: inout Explorer) {
        run.fill(answers)
        tell(run.check(nil), &explorer)
    }

    // MARK: Keys

    func keys(_ explorer: Explorer) -> [ScreenKey<LessonPage>] {
        let own = isPlaying ? playingKeys(explorer) : lessonKeys(explorer) + screenKeys(explorer)
        // What the lesson binds, the scene's screen does not show either.
        return own + KeyTable(innerKeys(inner, explorer)).yielding(to: KeyTable(own)).bindings
    }

    private func playingKeys(_ explorer: Explorer) -> [ScreenKey<LessonPage>] {
        [
            ScreenKey(
                [.character("P")], words: ["play"], footer: "back to the lesson",
                help: "back to the lesson; the scene is as it was", section: "Lesson"
            ) { page, explorer, _ in page.comeBack(&explorer) }
        ] + screenKeys(explorer)
    }

    private func lessonKeys(_ explorer: Explorer) -> [ScreenKey<LessonPage>] {
        let nothing = run.step.task == nil ? "nothing is asked in this step; PgDn goes on" : nil
        let count = run.lesson.steps.count
        // Beside formulas the switch of letters is in sight.
        let writes = run.step.hasMathematics
        return [
            ScreenKey(
                [.pageDown, .character(".")], words: ["continue"], footer: "on", help: "the next step",
                section: "Lesson",
                disabled: run.index + 1 < count ? nil : endReason
            ) { page, explorer, _ in
                if page.run.goOn() { page.enterStep(&explorer) }
            },
            ScreenKey(
                [.pageUp, .character(",")], words: ["return"], footer: run.index > 0 && !writes ? "back" : nil,
                help: "the step before",
                section: "Lesson", disabled: run.index > 0 ? nil : "this is the first step"
            ) { page, explorer, _ in
                if page.run.goBack() { page.enterStep(&explorer) }
            },
            ScreenKey(
                [.character("n")], words: ["notation"], footer: writes ? "letters" : "notation",
                help: "whose letters are shown: \(explorer.notation.title) now", section: "Looking"
            ) { _, explorer, _ in explorer.turnNotation() },
            ScreenKey(
                [.character("c")], words: ["check"], footer: nothing == nil ? asking : nil,
                help: "answer the question, check what was done, open the exercise", section: "Lesson",
                disabled: nothing
            ) { page, explorer, _ in page.ask(&explorer) },
            ScreenKey(
                [.character("i")], words: ["hint"], footer: nothing == nil && !isPresenting ? "hint" : nil,
                help: "one hint more",
                section: "Lesson", disabled: nothing
            ) { page, explorer, _ in
                page.tell(page.run.hint(), &explorer)
            },
            ScreenKey(
                [.character("o")], words: ["solution"], footer: isPresenting && nothing == nil ? "solution" : nil,
                help: "the solution, when it is done or on giving up",
                section: "Lesson", disabled: nothing
            ) { page, explorer, _ in
                // On the wall the answer comes at the first key.
                if page.isPresenting { _ = page.run.solution() }
                page.tell(page.run.solution(), &explorer)
            },
            ScreenKey([.character("J")], help: "the text's lines below", section: "Lesson") { page, _, press in
                page.scroll = page.scroll == .max ? .max : page.scroll + 2 * press.times
            },
            ScreenKey([.character("K")], help: "the text's lines above", section: "Lesson") { page, explorer, press in
                page.scroll = max(0, min(page.scroll, page.lastScroll(explorer)) - 2 * press.times)
            },
            ScreenKey(
                [.character("P")], words: ["play"], footer: isPresenting ? nil : "play",
                help: "leave the text; P comes back to the scene as it was",
                section: "Lesson", disabled: explorer.session == nil ? "there is no scene in this step" : nil
            ) { page, explorer, _ in
                guard let session = explorer.session else { return }
                page.left = (session.scene, explorer.playhead)
            },
            ScreenKey(
                [LessonCatalogue.key], words: [LessonCatalogue.otherNames[0]], help: "the list of lessons",
                section: "Lesson"
            ) { page, explorer, _ in explorer.close() },
            ScreenKey([.character(":")], help: "go to a moment, a screen or a scene by its name", section: "Screens") {
                _, explorer, _ in explorer.push(GoToPrompt())
            },
            ScreenKey([HomeScreen.key], words: [HomeScreen.name], help: HomeScreen.title, section: "Screens") {
                _, explorer, _ in
                explorer.close()
                explorer.show(HomeScreen.self)
            },
        ]
    }

    /// Under which what is typed in this step is kept.
    private var keptName: String { KeptAnswers.name("lesson", run.lesson.name, "\(run.index + 1)") }

    private var asking: String {
        switch run.step.task?.kind {
        case .act: "check"
        case .exercise: "exercise"
        default: "answer"
        }
    }

    private var endReason: String {
        if isPresenting { return "this is the last step" }
        let names = run.toRepeat
        if !run.isComplete { return "this is the last step; not all are done yet" }
        return names.isEmpty
            ? "this is the last step, and all are done" : "all done; to repeat: \(names.joined(separator: ", "))"
    }

    /// The screens of the scene are shown inside the lesson.
    private func screenKeys(_ explorer: Explorer) -> [ScreenKey<LessonPage>] {
        var keys: [ScreenKey<LessonPage>] = []
        for screen in explorer.screens where screen.isOfScene { keys.append(screenKey(screen, explorer)) }
        return keys
    }

    private func screenKey<S: NamedScreen>(_ screen: S.Type, _ explorer: Explorer) -> ScreenKey<LessonPage> {
        ScreenKey(
            [S.key], words: [S.name], help: S.title, section: "Screens", disabled: explorer.obstacle(to: screen)
        ) { page, explorer, _ in page.inner = S(explorer) }
    }

    /// The keys of the scene's screen, for that screen.
    private func innerKeys<S: NamedScreen>(_ screen: S, _ explorer: Explorer) -> [ScreenKey<LessonPage>] {
        screen.keys(explorer).map { binding in
            binding.map { deed -> ScreenDeed<LessonPage> in
                { page, explorer, press in
                    guard var screen = page.inner as? S else { return }
                    deed(&screen, &explorer, press)
                    page.inner = screen
                }
            }
        }
    }

    private mutating func comeBack(_ explorer: inout Explorer) {
        guard let left else { return }
        explorer.load(left.scene)
        explorer.go(to: left.playhead)
        self.left = nil
    }

    /// Asks for an answer, checks, or opens the exercise.
    private mutating func ask(_ explorer: inout Explorer) {
        switch run.step.task?.kind {
        case .ask, .predict:
            scroll = .max
            explorer.push(AnswerPrompt(keptName: keptName, kept: explorer.answers))
        case .act: tell(run.check(explorer.session?.scene), &explorer)
        case .exercise(let exercise):
            explorer.push(
                LessonExerciseForm(exercise, sheet: run.sheet, keptName: keptName, kept: explorer.answers))
        case nil: break
        }
    }
}

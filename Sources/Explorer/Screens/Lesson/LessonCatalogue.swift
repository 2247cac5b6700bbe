import Lessons
import TerminalUI
import Wording

/// The course: every lesson with what is done of it. The lesson that is worked on lies over it.
struct LessonCatalogue: NamedScreen {
    static let name = "lesson"
    static let otherNames = ["lessons"]
    static let key = Key.character("N")
    static let title = "Lessons: the course beside a live scene"
    static let footer = "lessons"
    static let isOfScene = false

    /// Index into the library.
    private var selection = 0

    init(_ explorer: Explorer) { selection = explorer.course.next }

    var shared: SharedKeys { [.screens, .always] }
    var offers: [String] { [HomeScreen.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<LessonCatalogue>] {
        let last = explorer.course.library.sources.count - 1
        func choosing(
            _ keys: [Key], _ word: String, _ help: String, _ place: @escaping @Sendable (Int, Int) -> Int
        ) -> ScreenKey<LessonCatalogue> {
            ScreenKey(keys, words: [word], help: help, section: "Choosing", takesCount: true) { catalogue, _, press in
                catalogue.selection = max(0, min(last, place(catalogue.selection, press.times)))
            }
        }
        return [
            choosing([.up, .character("k")], "up", "the lesson above") { $0 - $1 },
            choosing([.down, .character("j")], "down", "the lesson below") { $0 + $1 },
            choosing([.home], "first", "the first lesson") { _, _ in 0 },
            choosing([.end], "last", "the last lesson") { _, _ in last },
            ScreenKey(
                [.enter, .right, .character("l"), .character(" ")], words: ["in"], footer: "open",
                help: "open the chosen lesson where it was left", section: "Choosing"
            ) { catalogue, explorer, _ in explorer.open(lesson: catalogue.selection) },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let glyphs = explorer.glyphs
        grid.text("Lessons", x: 1, y: 0, style: .title)
        grid.text("a few sentences beside a live scene, and one thing to do", x: 10, y: 0, style: .dim)
        grid.horizontalLine(y: 1, glyphs: glyphs)
        let sources = explorer.course.library.sources
        let list = grid.bounds.inset(top: 2, bottom: 1)
        let window = Window(count: sources.count, room: list.height, focus: selection)
        for (row, index) in window.range.enumerated() {
            let isChosen = index == selection
            let y = list.y + row
            if isChosen { grid.fill(Rect(x: 1, y: y, width: grid.width - 2, height: 1), " ", style: .focus) }
            let mark = isChosen ? String(glyphs.filledRight) : " "
            let line = Self.line(sources[index], explorer.course)
            grid.text(
                "\(mark) \(glyphs.text(line.title))", x: 1, y: y, style: isChosen ? .focus : .plain,
                width: grid.width - 20)
            grid.text(StyledText(line.state, isChosen ? .focus : .dim), right: grid.width - 1, y: y)
            if isChosen { grid.setCursor(x: 1, y: y) }
        }
        grid.countCuts(window, list, glyphs: glyphs)
    }

    private static func line(_ source: LessonSource, _ course: Course) -> (title: String, state: String) {
        let summary = source.summary
        return (
            summary.number.rightAligned(in: 3) + " " + summary.title,
            "\(summary.minutes) min  \(course.percent(of: source)) %"
        )
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.heading("Lessons")
        for source in explorer.course.library.sources {
            let line = Self.line(source, explorer.course)
            text.fact(source.name, "\(line.title), \(line.state)")
        }
        return text
    }
}

extension Explorer {
    /// Opens a lesson over the catalogue, at the step where it was left, or says why not.
    mutating func open(lesson index: Int) {
        let sources = course.library.sources
        guard sources.indices.contains(index) else { return }
        do {
            var lesson = try sources[index].lesson()
            if lesson.isReview {
                // Other numbers at every visit, and a visit begins anew.
                course.progress.visits += 1
                course.progress.lessons[lesson.name] = nil
                lesson = try sources[index].lesson(seed: UInt64(course.progress.visits))
            }
            open(lesson)
        } catch {
            message = Message("\(error)", isError: true)
        }
    }

    /// Opens a lesson for the wall, at its beginning.
    public mutating func present(_ lesson: Lesson) {
        layers = [newLayer(LessonCatalogue(self))]
        push(LessonPage(lesson, &self, isPresenting: true))
    }

    /// The step of the lesson that is presented, from 0; nil where none is.
    public var presentedStep: Int? {
        layers.lazy.compactMap { $0.screen as? LessonPage }.first { $0.isPresenting }?.run.index
    }

    /// Opens a lesson at the step where it was left.
    public mutating func open(_ lesson: Lesson) {
        course.progress.last = lesson.name
        show(LessonCatalogue.self)
        layers = [newLayer(LessonCatalogue(self))]
        push(LessonPage(lesson, &self))
    }
}

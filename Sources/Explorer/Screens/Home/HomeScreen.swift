import TerminalUI

/// The scenes that can be opened, and the way back to where one left off.
struct HomeScreen: NamedScreen {
    static let name = "home"
    static let key = Key.character("H")
    static let title = "Home: choose a scene"
    static let isOfScene = false

    init(_ explorer: Explorer) {}

    var shared: SharedKeys { [.screens, .always] }
    var offers: [String] { [ExerciseCatalogue.name] }

    func keys(_ explorer: Explorer) -> [ScreenKey<HomeScreen>] {
        [
            ScreenKey(
                [.up, .character("k")], words: ["up"], help: "the scene above", section: "Choosing", takesCount: true
            ) { $1.choose($1.scenes.selection - $2.times) },
            ScreenKey(
                [.down, .character("j")], words: ["down"], help: "the scene below", section: "Choosing",
                takesCount: true
            ) { $1.choose($1.scenes.selection + $2.times) },
            ScreenKey(
                [.enter, .right, .character("l"), .character(" ")], words: ["in"], footer: "open",
                help: "open the chosen scene", section: "Choosing"
            ) { _, explorer, _ in explorer.open(item: explorer.scenes.selection) },
            ScreenKey([.home], words: ["first"], help: "the first scene", section: "Choosing") { _, explorer, _ in
                explorer.choose(0)
            },
            ScreenKey([.end], words: ["last"], help: "the last scene", section: "Choosing") { _, explorer, _ in
                explorer.choose(.max)
            },
            ScreenKey(
                [StepScreen.key], words: [StepScreen.name],
                footer: explorer.session == nil ? nil : "back to the scene", help: "back to the open scene",
                section: "Screens", disabled: explorer.obstacle(to: StepScreen.self)
            ) { _, explorer, _ in explorer.show(StepScreen.self) },
        ]
    }

    func draw(_ grid: inout Grid, _ explorer: Explorer) {
        let glyphs = explorer.glyphs
        grid.text("unfold", x: 1, y: 0, style: .title)
        grid.text("step through recurrent networks, forward and backward", x: 9, y: 0, style: .dim)
        grid.horizontalLine(y: 1, glyphs: glyphs)
        if let session = explorer.session {
            grid.text("where you left off: ", x: 1, y: 2, style: .label)
            grid.text(Text.fit(session.scene.title, width: max(0, grid.width - 40)), x: 21, y: 2)
            grid.text(StyledText("s", .key) + StyledText(" goes back to it", .dim), right: grid.width - 1, y: 2)
        }
        drawStart(&grid, explorer, y: explorer.session == nil ? 2 : 3)
        let top = explorer.session == nil ? 4 : 5
        grid.text("Scenes", x: 1, y: top, style: .heading)
        let items = explorer.scenes.items
        let list = Rect(x: 0, y: top + 1, width: grid.width, height: max(0, grid.height - top - 2))
        let window = Window(count: items.count, room: list.height, focus: explorer.scenes.selection)
        let nameWidth = min(28, items.map { Text.width($0.name) }.max() ?? 0)
        for (row, index) in window.range.enumerated() {
            let item = items[index]
            let isChosen = index == explorer.scenes.selection
            let y = list.y + row
            if isChosen { grid.fill(Rect(x: 1, y: y, width: grid.width - 2, height: 1), " ", style: .focus) }
            let style = isChosen ? Style.focus : .plain
            grid.text(
                "\(isChosen ? String(glyphs.filledRight) : " ") \(item.name)", x: 1, y: y, style: style,
                width: nameWidth + 2)
            grid.text(glyphs.text(item.title), x: nameWidth + 5, y: y, style: isChosen ? style : .dim)
            if isChosen { grid.setCursor(x: 1, y: y) }
        }
        grid.countCuts(window, list, glyphs: glyphs)
    }

    /// The lesson to begin with, or to go on with.
    private func drawStart(_ grid: inout Grid, _ explorer: Explorer, y: Int) {
        grid.text("Start here: ", x: 1, y: y, style: .label)
        grid.text(explorer.glyphs.text(Self.start(explorer)), x: 13, y: y, width: max(0, grid.width - 34))
        grid.text(StyledText("N", .key) + StyledText(" opens the lessons", .dim), right: grid.width - 1, y: y)
    }

    private static func start(_ explorer: Explorer) -> String {
        let sources = explorer.course.library.sources
        guard sources.indices.contains(explorer.course.next) else { return "" }
        let source = sources[explorer.course.next]
        let title = source.summary.title
        return explorer.course.progress.last == nil
            ? title : "go on with lesson \(source.name.prefix { $0.isNumber }), \(title)"
    }

    func sentence(_ explorer: Explorer) -> String? {
        let items = explorer.scenes.items
        guard items.indices.contains(explorer.scenes.selection) else { return "There is no scene." }
        let item = items[explorer.scenes.selection]
        return "\(item.name): \(item.title), \(explorer.scenes.selection + 1) of \(items.count)."
    }

    func words(_ explorer: Explorer) -> LinearText {
        var text = LinearText()
        text.fact("Start here", Self.start(explorer) + "; lessons lists them all")
        text.heading("Scenes")
        for item in explorer.scenes.items { text.fact(item.name, item.title) }
        return text
    }
}

extension Explorer {
    fileprivate mutating func choose(_ item: Int) {
        let chosen = max(0, min(scenes.items.count - 1, item))
        if chosen == scenes.selection {
            message = Message(item > 0 ? "this is the last scene" : "this is the first scene")
        }
        scenes.selection = chosen
    }
}

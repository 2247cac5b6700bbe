import TerminalUI

/// The keys that screens share; see `SharedKeys`.
extension Explorer {
    var timelineKeys: [ExplorerKey] {
        let isLast = session.map { $0.next(playhead) == playhead } ?? true
        let goesOn = isLast && session?.hasNextEpoch == true
        let atEnd = isLast && !goesOn ? "this is the last moment" : nil
        let isFirst = session.map { $0.previous(playhead) == playhead } ?? true
        let goesBack = isFirst && epochBefore != nil
        let atStart = isFirst && !goesBack ? "this is the first moment" : nil
        let isInside = playhead.subStep != nil
        let hasInside = session.map { !$0.subSteps(at: playhead.position).isEmpty } ?? false
        let noPlay = playing == nil ? "nothing is playing; a plays" : nil
        return [
            ExplorerKey(
                [.right, .character("l"), .character(" ")], words: ["next"], footer: goesOn ? "next epoch" : "next",
                help: "the next moment, or inside one the next equation; after the update the next epoch",
                section: "Playing", takesCount: true, disabled: atEnd
            ) { explorer, press in
                if goesOn {
                    explorer.beginNextEpoch()
                } else if explorer.predictions != nil, let prediction = explorer.nextPrediction {
                    explorer.push(PredictPrompt(prediction, explorer))
                } else {
                    explorer.move(press.times) { $0.next($1) }
                }
            },
            ExplorerKey(
                [.left, .character("h"), .character("p"), .backspace], words: ["back"],
                footer: goesBack ? "epoch before" : "back",
                help: "the moment before, or inside one the equation before; before the first the epoch before",
                section: "Playing", takesCount: true, disabled: atStart
            ) { explorer, press in
                if goesBack {
                    explorer.returnToEpochBefore()
                } else {
                    explorer.move(press.times) { $0.previous($1) }
                }
            },
            ExplorerKey([.home], words: ["first"], help: "the first moment", section: "Playing") { explorer, _ in
                explorer.go(to: Playhead(position: 0))
            },
            ExplorerKey([.end], words: ["last"], help: "the last moment", section: "Playing") { explorer, _ in
                if let session = explorer.session { explorer.go(to: Playhead(position: session.timeline.count - 1)) }
            },
            ExplorerKey(
                [.enter], words: ["in"], footer: isInside ? nil : "inside",
                help: "into the moment, one equation or one term of a gradient at a time", section: "Playing",
                disabled: isInside
                    ? "this is inside a moment; → goes on, Esc goes out"
                    : hasInside ? nil : "this moment has no steps inside"
            ) { explorer, _ in
                if let inside = explorer.session?.entered(explorer.playhead) { explorer.go(to: inside) }
            },
            ExplorerKey(
                [.escape], words: ["out"], footer: isInside ? "out" : nil,
                help: "out of the moment again (everywhere ^G is Esc, too)",
                section: "Playing", disabled: isInside ? nil : "this is not inside a moment; Enter goes in"
            ) { explorer, _ in explorer.playhead.subStep = nil },
            ExplorerKey(
                [.character("v")], words: ["predict"],
                help: predictions == nil
                    ? "predict every next value before it is shown" : "show the next values at once again",
                section: "Playing"
            ) { explorer, _ in explorer.togglePredicting() },
            ExplorerKey([.character("t")], help: "go to a step of this pass", section: "Playing") { explorer, _ in
                explorer.push(StepNumberPrompt())
            },
            ExplorerKey(
                [.character("a")], words: ["play"], footer: playing == nil ? nil : "stop",
                help: "play by itself, or stop",
                section: "Playing",
                disabled: playing == nil && isLast ? "this is the last moment" : nil
            ) { explorer, _ in explorer.playing = explorer.playing == nil ? PlaySpeed() : nil },
            ExplorerKey(
                [.character("+")], words: ["faster"], footer: playing == nil ? nil : "faster", help: "play faster",
                section: "Playing",
                disabled: noPlay
            ) { explorer, _ in explorer.playing?.change(by: 2) },
            ExplorerKey(
                [.character("-")], words: ["slower"], footer: playing == nil ? nil : "slower", help: "play slower",
                section: "Playing",
                disabled: noPlay
            ) { explorer, _ in explorer.playing?.change(by: 0.5) },
        ]
    }

    /// The next lecture's letters, and whose they are.
    mutating func turnNotation() {
        notation = notation.next
        message = Message("notation: \(notation.title)")
    }

    var sceneKeys: [ExplorerKey] {
        [
            ExplorerKey(
                [.character("n")], words: ["notation"], footer: "notation",
                help: "whose letters are shown: \(notation.title) now", section: "Looking"
            ) { explorer, _ in explorer.turnNotation() },
            ExplorerKey(
                [.character("x")], words: ["exact"], help: "fractions or decimals", section: "Looking",
                disabled: session?.exact == nil
                    ? "this scene computes with doubles; `arithmetic: rational` has fractions" : nil
            ) { explorer, _ in
                explorer.isExact.toggle()
                explorer.message = Message(explorer.isExact ? "exact fractions" : "decimals")
            },
            ExplorerKey(
                [.character("i")], words: ["notes"], help: "what the scene's author says about it", section: "Looking",
                disabled: session?.scene.notes == nil ? "this scene has no notes" : nil
            ) { explorer, _ in explorer.push(NotesPage()) },
            ExplorerKey(
                [.character("e")], words: ["edit"], footer: history.undo.count == 1 ? "edit, u undo" : "edit",
                help: "change any number: weights, inputs, targets, states, threshold", section: "Changing"
            ) { explorer, _ in
                if let table = EditTable(explorer) { explorer.push(table) }
            },
            ExplorerKey(
                [.character("u")], words: ["undo"], help: "undo the last change", section: "Changing",
                disabled: history.undo.isEmpty ? "nothing to undo" : nil
            ) { explorer, _ in explorer.undo() },
            ExplorerKey(
                [.character("U")], words: ["redo"], help: "do it again", section: "Changing",
                disabled: history.redo.isEmpty ? "nothing to redo" : nil
            ) { explorer, _ in explorer.redo() },
            ExplorerKey(
                [.character("w")],
                help: "write the scene (.yaml), its trace (.json, .csv) or this screen (.txt, .svg)",
                section: "Changing"
            ) { explorer, _ in explorer.push(SavePrompt()) },
        ]
    }

    /// A key for every named screen, and one that goes anywhere.
    func screenKeys(offering offers: [String]) -> [ExplorerKey] {
        screens.map { screen in
            ExplorerKey(
                [screen.key], words: [screen.name] + screen.otherNames,
                footer: offers.contains(screen.name) ? screen.footer : nil, help: screen.title, section: "Screens",
                disabled: obstacle(to: screen)
            ) { explorer, _ in explorer.show(screen) }
        } + [
            ExplorerKey(
                [.character(":")],
                help: "go to a moment, a screen or a scene by its name, or do what a word says: undo, light, dark",
                section: "Screens"
            ) { explorer, _ in explorer.push(GoToPrompt()) }
        ]
    }

    var generalKeys: [ExplorerKey] {
        [
            ExplorerKey([.control("z")], words: ["suspend"], help: "suspend the program", section: "Always") {
                explorer, _ in
                explorer.effect = .suspend
            },
            ExplorerKey(
                [.character("S")], words: ["speak"],
                help: speaks
                    ? "the keys in the bottom row again" : "the answer to every key in words, in the bottom row",
                section: "Always"
            ) { explorer, _ in explorer.speaks.toggle() },
            ExplorerKey([], words: ["light"], help: "colours for a light background", section: "Always") {
                explorer, _ in explorer.background = .light
            },
            ExplorerKey([], words: ["dark"], help: "colours for a dark background", section: "Always") {
                explorer, _ in explorer.background = .dark
            },
            ExplorerKey(
                [.character("q")], words: ["quit"], footer: "quit", help: "leave (^C always leaves)", section: "Always"
            ) { explorer, _ in explorer.quit() },
            ExplorerKey(
                [.character("?")], words: ["help"], footer: "help", help: "these keys", section: "Always"
            ) { explorer, _ in explorer.push(HelpPage(explorer)) },
        ]
    }
}

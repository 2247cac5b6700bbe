import Recurrence
import TerminalUI

extension ExplorerState {
    /// The keys of the present screen: the one table behind dispatch, footer, help and manual.
    public var keys: KeyTable<Action> {
        switch screen {
        case .home: homeKeys
        case .exercise: KeyTable(exerciseKeys + leavingExercise + always)
        case .step, .gradients: KeyTable(sceneKeys)
        }
    }

    private var sceneKeys: [KeyBinding<Action>] {
        var bindings = playingKeys
        bindings += looking
        bindings += changing
        bindings += screens
        bindings += always
        return bindings
    }

    private var leavingExercise: [KeyBinding<Action>] {
        [
            Binding([.character("s")], .screen(.step), help: "Step: the open scene", section: "Screens", disabled: needsScene),
            Binding([.character("H")], .screen(.home), footer: exercise.work == nil ? "home" : nil, help: "Home: choose a scene", section: "Screens"),
            Binding([.character("X")], .exercise(.list), help: "the list of exercises", section: "Screens"),
        ]
    }

    private typealias Binding = KeyBinding<Action>

    private var homeKeys: KeyTable<Action> {
        KeyTable(
            [
                Binding([.up, .character("k")], .row(-1), help: "the scene above", section: "Choosing", takesCount: true),
                Binding([.down, .character("j")], .row(1), help: "the scene below", section: "Choosing", takesCount: true),
                Binding([.enter, .right, .character("l"), .character(" ")], .enter, footer: "open", help: "open the chosen scene", section: "Choosing"),
                Binding([.home], .first, help: "the first scene", section: "Choosing"),
                Binding([.end], .last, help: "the last scene", section: "Choosing"),
                Binding([.character("s")], .screen(.step), footer: session == nil ? nil : "back to the scene", help: "back to the open scene", section: "Screens", disabled: needsScene),
                Binding([.character("X")], .screen(.exercise), footer: "exercises", help: "Exercises: by hand, and marked", section: "Screens"),
                Binding([.character("g")], .screen(.gradients), help: "the Gradients screen of the open scene", section: "Screens", disabled: needsScene),
            ] + always)
    }

    private var needsScene: String? { session == nil ? "no scene is open yet; choose one and press Enter" : nil }

    private var playingKeys: [Binding] {
        let atEnd = session.map { playhead == Playhead(position: $0.timeline.count - 1) } ?? false
        let atStart = playhead == Playhead(position: 0)
        return [
            Binding(
                [.right, .character("l"), .character(" ")], .next, footer: "next", help: "the next moment, or the next step inside one",
                section: "Playing", takesCount: true, disabled: atEnd ? "this is the last moment" : nil),
            Binding(
                [.left, .character("h"), .character("p"), .backspace], .previous, footer: "back",
                help: "the moment before", section: "Playing", takesCount: true,
                disabled: atStart ? "this is the first moment" : nil),
            Binding([.home], .first, help: "the first moment", section: "Playing"),
            Binding([.end], .last, help: "the last moment", section: "Playing"),
            Binding([.enter], .enter, footer: playhead.subStep == nil ? "inside" : nil, help: "into the moment, one equation at a time", section: "Playing"),
            Binding([.escape], .leave, footer: playhead.subStep == nil ? nil : "out", help: "out of the moment again", section: "Playing"),
            Binding([.character("t")], .goToStep, help: "go to a step of this pass", section: "Playing"),
            Binding([.character("a")], .play, help: "play by itself, or stop", section: "Playing"),
            Binding([.character("+")], .faster, help: "play faster", section: "Playing", disabled: playing(needs: "a plays")),
            Binding([.character("-")], .slower, help: "play slower", section: "Playing", disabled: playing(needs: "a plays")),
        ]
    }

    private func playing(needs sentence: String) -> String? { playing == nil ? "nothing is playing; \(sentence)" : nil }

    private var looking: [Binding] {
        let isGradients = screen == .gradients
        return [
            Binding([.up, .character("k")], .row(-1), help: "the number above", section: "Looking", takesCount: true, disabled: isGradients ? "nothing to choose here; [ ] choose the loss" : nil),
            Binding([.down, .character("j")], .row(1), help: "the number below", section: "Looking", takesCount: true, disabled: isGradients ? "nothing to choose here; [ ] choose the loss" : nil),
            Binding([.character("[")], .unit(-1), help: isGradients ? "an earlier loss" : "the unit before", section: "Looking", takesCount: true),
            Binding([.character("]")], .unit(1), help: isGradients ? "a later loss" : "the next unit", section: "Looking", takesCount: true),
            Binding([.tab], .pane(1), help: "the next layer or part", section: "Looking"),
            Binding([.backtab], .pane(-1), help: "the layer or part before", section: "Looking"),
            Binding([.character("n")], .notation, footer: "notation", help: "whose letters are shown: \(notation.title) now", section: "Looking"),
            Binding([.character("x")], .exact, help: "fractions or decimals", section: "Looking", disabled: session?.exact == nil ? "this scene computes with doubles; `arithmetic: rational` has fractions" : nil),
            Binding([.character("i")], .notes, help: "what the scene's author says about it", section: "Looking", disabled: session?.scene.notes == nil ? "this scene has no notes" : nil),
        ]
    }

    private var changing: [Binding] {
        [
            Binding([.character("e")], .edit, footer: "edit", help: "change any number: weights, inputs, targets, states, threshold", section: "Changing"),
            Binding([.character("u")], .undo, help: "undo the last change", section: "Changing", disabled: history.undo.isEmpty ? "nothing to undo" : nil),
            Binding([.character("U")], .redo, help: "do it again", section: "Changing", disabled: history.redo.isEmpty ? "nothing to redo" : nil),
            Binding([.character("w")], .write, help: "write the scene (.yaml), its trace (.json, .csv) or this screen (.txt, .svg)", section: "Changing"),
        ]
    }

    private var screens: [Binding] {
        let noLoss = session?.timeline.hasLoss == true ? nil : "this scene has no loss, so it has no gradients"
        return [
            Binding([.character("s")], .screen(.step), footer: screen == .gradients ? "step" : nil, help: "Step: one moment of the unfolded network", section: "Screens"),
            Binding([.character("g")], .screen(.gradients), footer: screen == .step ? "gradients" : nil, help: "Gradients: vanishing, exploding, clipping", section: "Screens", disabled: noLoss),
            Binding([.character("X")], .screen(.exercise), help: "Exercises: by hand, and marked", section: "Screens"),
            Binding([.character("H")], .screen(.home), help: "Home: choose a scene", section: "Screens"),
            Binding([.character(":")], .goTo, help: "go to a moment, a screen or a scene by its name", section: "Screens"),
        ]
    }

    private var always: [Binding] {
        [
            Binding([.character("?")], .help, footer: "help", help: "these keys", section: "Always"),
            Binding([.control("z")], .suspend, help: "suspend the program", section: "Always"),
            Binding([.character("q")], .quit, footer: "quit", help: "leave (^C always leaves)", section: "Always"),
        ]
    }
}

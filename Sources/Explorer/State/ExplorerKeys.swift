import Recurrence
import TerminalUI

extension ExplorerState {
    /// The keys of the present screen: the one table behind dispatch, footer, help and manual.
    public var keys: KeyTable<Action> {
        switch screen {
        case .home: homeKeys
        case .exercise: KeyTable(exerciseKeys + leavingExercise + generalKeys)
        case .step, .gradients: KeyTable(playingKeys + lookingKeys + changingKeys + screenKeys + generalKeys)
        }
    }

    private var leavingExercise: [KeyBinding<Action>] {
        [
            Binding(
                [.character("s")], .screen(.step), help: "Step: the open scene", section: "Screens",
                disabled: needsScene),
            Binding(
                [.character("H")], .screen(.home), footer: exercise.work == nil ? "home" : nil,
                help: "Home: choose a scene", section: "Screens"),
            Binding([.character("X")], .exercise(.list), help: "the list of exercises", section: "Screens"),
        ]
    }

    private var needsScene: String? { session == nil ? "no scene is open yet; choose one and press Enter" : nil }

    private typealias Binding = KeyBinding<Action>

    private var homeKeys: KeyTable<Action> {
        KeyTable(
            [
                Binding(
                    [.up, .character("k")], .row(-1), help: "the scene above", section: "Choosing", takesCount: true),
                Binding(
                    [.down, .character("j")], .row(1), help: "the scene below", section: "Choosing", takesCount: true),
                Binding(
                    [.enter, .right, .character("l"), .character(" ")], .enter, footer: "open",
                    help: "open the chosen scene", section: "Choosing"),
                Binding([.home], .first, help: "the first scene", section: "Choosing"),
                Binding([.end], .last, help: "the last scene", section: "Choosing"),
                Binding(
                    [.character("s")], .screen(.step), footer: session == nil ? nil : "back to the scene",
                    help: "back to the open scene", section: "Screens", disabled: needsScene),
                Binding(
                    [.character("X")], .screen(.exercise), footer: "exercises", help: "Exercises: by hand, and marked",
                    section: "Screens"),
                Binding(
                    [.character("g")], .screen(.gradients), help: "the Gradients screen of the open scene",
                    section: "Screens", disabled: needsScene ?? withoutLoss),
                Binding(
                    [.character(":")], .goTo, help: "open a scene by its name", section: "Screens"),
            ] + generalKeys)
    }

    private var withoutLoss: String? {
        session?.timeline.hasLoss == true ? nil : "this scene has no loss, so it has no gradients"
    }

    private var playingKeys: [Binding] {
        let atEnd = session.map { $0.next(playhead) == playhead } ?? true ? "this is the last moment" : nil
        let atStart = session.map { $0.previous(playhead) == playhead } ?? true ? "this is the first moment" : nil
        let isInside = playhead.subStep != nil
        let hasInside = session.map { !$0.subSteps(at: playhead.position).isEmpty } ?? false
        let noPlay = playing == nil ? "nothing is playing; a plays" : nil
        return [
            Binding(
                [.right, .character("l"), .character(" ")], .next, footer: "next",
                help: "the next moment, or inside one the next equation", section: "Playing", takesCount: true,
                disabled: atEnd),
            Binding(
                [.left, .character("h"), .character("p"), .backspace], .previous, footer: "back",
                help: "the moment before, or inside one the equation before", section: "Playing", takesCount: true,
                disabled: atStart),
            Binding([.home], .first, help: "the first moment", section: "Playing"),
            Binding([.end], .last, help: "the last moment", section: "Playing"),
            Binding(
                [.enter], .enter, footer: isInside ? nil : "inside",
                help: "into the moment, one equation or one term of a gradient at a time", section: "Playing",
                disabled: isInside
                    ? "this is inside a moment; → goes on, Esc goes out"
                    : hasInside ? nil : "this moment has no steps inside"),
            Binding(
                [.escape], .leave, footer: isInside ? "out" : nil, help: "out of the moment again",
                section: "Playing", disabled: isInside ? nil : "this is not inside a moment; Enter goes in"),
            Binding([.character("t")], .goToStep, help: "go to a step of this pass", section: "Playing"),
            Binding(
                [.character("a")], .play, footer: playing == nil ? nil : "stop", help: "play by itself, or stop",
                section: "Playing", disabled: playing == nil ? atEnd : nil),
            Binding(
                [.character("+")], .faster, footer: playing == nil ? nil : "faster", help: "play faster",
                section: "Playing", disabled: noPlay),
            Binding(
                [.character("-")], .slower, footer: playing == nil ? nil : "slower", help: "play slower",
                section: "Playing", disabled: noPlay),
        ]
    }

    private var lookingKeys: [Binding] {
        let panes = session?.panes.count ?? 0
        let parts = session?.network.parts.count { !$0.states.isEmpty } ?? 0
        let isGradients = screen == .gradients
        let isAlone = (isGradients ? parts : panes) < 2 ? "this scene has one layer" : nil
        let unit = isGradients ? ("an earlier loss", "a later loss") : ("the unit before", "the next unit")
        return [
            Binding(
                [.up, .character("k")], .row(-1), help: isGradients ? "the parameter above" : "the row above",
                section: "Looking", takesCount: true),
            Binding(
                [.down, .character("j")], .row(1), help: isGradients ? "the parameter below" : "the row below",
                section: "Looking", takesCount: true),
            Binding([.character("[")], .unit(-1), help: unit.0, section: "Looking", takesCount: true),
            Binding([.character("]")], .unit(1), help: unit.1, section: "Looking", takesCount: true),
            Binding([.tab], .pane(1), help: "the next layer or part", section: "Looking", disabled: isAlone),
            Binding([.backtab], .pane(-1), help: "the layer or part before", section: "Looking", disabled: isAlone),
            Binding(
                [.character("y")], .why,
                help: isGradients ? "every entry of the chosen parameter" : "the whole why of the chosen number",
                section: "Looking"),
            Binding(
                [.character("n")], .notation, footer: "notation",
                help: "whose letters are shown: \(notation.title) now", section: "Looking"),
            Binding(
                [.character("x")], .exact, help: "fractions or decimals", section: "Looking",
                disabled: session?.exact == nil
                    ? "this scene computes with doubles; `arithmetic: rational` has fractions" : nil),
            Binding(
                [.character("i")], .notes, help: "what the scene's author says about it", section: "Looking",
                disabled: session?.scene.notes == nil ? "this scene has no notes" : nil),
        ]
    }

    private var changingKeys: [Binding] {
        [
            Binding(
                [.character("e")], .edit, footer: "edit",
                help: "change any number: weights, inputs, targets, states, threshold", section: "Changing"),
            Binding(
                [.character("u")], .undo, help: "undo the last change", section: "Changing",
                disabled: history.undo.isEmpty ? "nothing to undo" : nil),
            Binding(
                [.character("U")], .redo, help: "do it again", section: "Changing",
                disabled: history.redo.isEmpty ? "nothing to redo" : nil),
            Binding(
                [.character("w")], .write,
                help: "write the scene (.yaml), its trace (.json, .csv) or this screen (.txt, .svg)",
                section: "Changing"),
        ]
    }

    private var screenKeys: [Binding] {
        [
            Binding(
                [.character("s")], .screen(.step), footer: screen == .gradients ? "step" : nil,
                help: "Step: one moment of the unfolded network", section: "Screens"),
            Binding(
                [.character("g")], .screen(.gradients), footer: screen == .step ? "gradients" : nil,
                help: "Gradients: vanishing, exploding, clipping", section: "Screens", disabled: withoutLoss),
            Binding(
                [.character("X")], .screen(.exercise), help: "Exercises: by hand, and marked", section: "Screens"),
            Binding([.character("H")], .screen(.home), help: "Home: choose a scene", section: "Screens"),
            Binding(
                [.character(":")], .goTo, help: "go to a moment, a screen or a scene by its name", section: "Screens"),
        ]
    }

    private var generalKeys: [Binding] {
        [
            Binding([.control("z")], .suspend, help: "suspend the program", section: "Always"),
            Binding(
                [.character("q")], .quit, footer: "quit", help: "leave (^C always leaves)", section: "Always"),
            Binding([.character("?")], .help, footer: "help", help: "these keys", section: "Always"),
        ]
    }
}

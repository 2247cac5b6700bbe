import TerminalUI

extension ExplorerState {
    /// The keys of the exercise screen, in the catalogue or over a form.
    var exerciseKeys: [KeyBinding<Action>] {
        exercise.work == nil ? catalogueKeys : formKeys
    }

    private var catalogueKeys: [KeyBinding<Action>] {
        [
            KeyBinding(
                [.up, .character("k")], .row(-1), help: "the exercise above", section: "Choosing", takesCount: true),
            KeyBinding(
                [.down, .character("j")], .row(1), help: "the exercise below", section: "Choosing", takesCount: true),
            KeyBinding(
                [.enter, .right, .character("l"), .character(" ")], .enter, footer: "open",
                help: "open the chosen exercise", section: "Choosing"),
            KeyBinding([.home], .first, help: "the first exercise", section: "Choosing"),
            KeyBinding([.end], .last, help: "the last exercise", section: "Choosing"),
        ]
    }

    private var formKeys: [KeyBinding<Action>] {
        let showsSolution = exercise.work?.showsSolution == true
        let typing = showsSolution ? "the solution is shown; Esc or o goes back to the form" : nil
        return [
            KeyBinding(
                [.up], .row(-1), help: "the cell above", section: "The form", takesCount: true, disabled: typing),
            KeyBinding(
                [.down], .row(1), help: "the cell below", section: "The form", takesCount: true, disabled: typing),
            KeyBinding(
                [.right, .tab], .next, help: "the next cell", section: "The form", takesCount: true, disabled: typing),
            KeyBinding(
                [.left, .backtab, .backspace], .previous, help: "the cell before", section: "The form",
                takesCount: true, disabled: typing),
            KeyBinding(
                [.enter], .enter, footer: showsSolution ? nil : "type",
                help: "type into the cell; a digit begins a number at once", section: "The form", disabled: typing),
            KeyBinding(
                [.character("c")], .exercise(.check), footer: "check", help: "mark the answers", section: "The form",
                disabled: typing),
            KeyBinding([.character("i")], .exercise(.hint), footer: "hint", help: "one more hint", section: "Help"),
            KeyBinding(
                [.character("o")], .exercise(.solution), footer: "solution",
                help: "the worked solution, when all is right or on giving up", section: "Help"),
            KeyBinding(
                [.pageUp, .character("K")], .exercise(.scroll(-3)), help: "the problem's lines above", section: "Help"),
            KeyBinding(
                [.pageDown, .character("J")], .exercise(.scroll(3)), help: "the problem's lines below", section: "Help"),
            KeyBinding(
                [.character("v")], .exercise(.variant), footer: "variant", help: "the same exercise with other numbers",
                section: "Others"),
            KeyBinding([.character(">")], .exercise(.level(1)), help: "a harder one", section: "Others"),
            KeyBinding([.character("<")], .exercise(.level(-1)), help: "an easier one", section: "Others"),
            KeyBinding(
                [.escape], .leave, footer: showsSolution ? "back" : "list",
                help: "back to the form, or to the list of exercises", section: "Others"),
        ]
    }
}

import Recurrence
import Scenes
import TerminalUI

extension ExplorerState {
    /// Keys while something lies over the screen.
    mutating func handleOverlay(_ key: Key) -> Effect {
        switch overlay {
        case .help(let scroll): overlay = scrolled(key, scroll).map(Overlay.help)
        case .notes(let scroll): overlay = scrolled(key, scroll).map(Overlay.notes)
        case .why(let scroll): overlay = scrolled(key, scroll).map(Overlay.why)
        case .edit(let edit): handleEdit(key, edit)
        case .goTo(let editor): handleLine(key, editor, Overlay.goTo) { $0.goTo($1) }
        case .step(let editor): handleLine(key, editor, Overlay.step) { $0.goToStep($1) }
        case .save(let editor):
            var path: String?
            handleLine(key, editor, Overlay.save) {
                path = $1; $0.overlay = nil
            }
            if let path, !path.isEmpty { return .save(path: path) }
        case .confirm(let leaving): return handleConfirm(key, leaving)
        case nil: break
        }
        return .none
    }

    private mutating func handleConfirm(_ key: Key, _ leaving: Leaving) -> Effect {
        overlay = nil
        switch (key, leaving) {
        case (.character("y"), .quit), (.character("q"), .quit): return .quit
        case (.character("y"), .open(let index)): openWithoutAsking(index)
        case (.character("w"), _): show(.save(LineEditor()))
        default: message = Message("nothing was left behind")
        }
        return .none
    }

    /// Where a page scrolls to; nil closes it. The page itself stops at its end.
    private func scrolled(_ key: Key, _ scroll: Int) -> Int? {
        let last = max(0, pageLines.count - pageHeight)
        let here = min(scroll, last)
        switch key {
        case .down, .character("j"): return min(last, here + 1)
        case .up, .character("k"): return max(0, here - 1)
        case .pageDown, .character(" "): return min(last, here + max(1, pageHeight - 1))
        case .pageUp: return max(0, here - max(1, pageHeight - 1))
        case .home: return 0
        case .end: return last
        default: return nil
        }
    }

    private mutating func handleLine(
        _ key: Key, _ editor: LineEditor, _ overlay: (LineEditor) -> Overlay,
        accept: (inout ExplorerState, String) -> Void
    ) {
        var editor = editor
        switch editor.feed(key) {
        case .editing, .ignored: self.overlay = overlay(editor)
        case .accepted(let text):
            self.overlay = nil
            accept(&self, text)
        case .cancelled: self.overlay = nil
        }
    }

    // MARK: Going places

    /// Goes to a moment, a screen or a built-in scene by its name.
    public mutating func goTo(_ name: String) {
        let name = String(name.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed())
        if let screen = Screen(rawValue: name), screen == .home || session != nil {
            self.screen = screen
        } else if let playhead = session?.playhead(named: name) {
            if screen == .home { screen = .step }
            go(to: playhead)
        } else if let item = home.items.firstIndex(where: { $0.name == name }) {
            openItem(item)
        } else {
            let places = session == nil ? "a scene" : "a moment (forward:2, loss), a screen (gradients), a scene"
            message = Message("nothing is called \(name) here; try \(places)", isError: true)
        }
    }

    /// Goes to step t of the pass that is being played, in the same layer where layers play one after another.
    mutating func goToStep(_ text: String) {
        guard let session else { return }
        guard let t = Int(text.filter { $0 != " " }) else {
            message = Message("a step is a whole number, not \(text)", isError: true)
            return
        }
        let isBackward = session.timeline.hasLoss && playhead.position > session.timeline.lossIndex
        let present = session.timeline[playhead.position].place
        let found = (0..<session.timeline.count).filter { position in
            let moment = session.timeline[position]
            return moment.place?.step == t && moment.isBackward == isBackward
        }
        let alike = found.first { position in
            guard let place = session.timeline[position].place, let present else { return false }
            return place.isAlike(present)
        }
        guard let position = alike ?? found.first else {
            message = Message("there is no step \(t) here", isError: true)
            return
        }
        go(to: Playhead(position: position))
    }

    // MARK: Editing

    private mutating func handleEdit(_ key: Key, _ edit: EditState) {
        var edit = edit
        edit.problem = nil
        if var editor = edit.editor {
            switch editor.feed(key) {
            case .editing, .ignored: edit.editor = editor
            case .cancelled: edit.editor = nil
            case .accepted(let text):
                edit.editor = nil
                accept(text, &edit)
            }
            overlay = .edit(edit)
            return
        }
        switch key {
        case .escape, .character("q"), .character("e"):
            overlay = nil
            return
        case .tab, .pageDown: edit.move(group: 1)
        case .backtab, .pageUp: edit.move(group: -1)
        case .up, .character("k"): edit.row == 0 ? edit.move(group: -1) : edit.move(rows: -1, columns: 0)
        case .down, .character("j"):
            edit.row + 1 >= (edit.selected?.rows ?? 0) ? edit.move(group: 1) : edit.move(rows: 1, columns: 0)
        case .left, .character("h"): edit.move(rows: 0, columns: -1)
        case .right, .character("l"): edit.move(rows: 0, columns: 1)
        case .enter: edit.editor = LineEditor()
        case .character("u"): _ = act(.undo)
        case .character("U"): _ = act(.redo)
        case .character(let character) where character.isNumber || "+-.−".contains(character):
            var editor = LineEditor()
            editor.insert(String(character))
            edit.editor = editor
        default: edit.problem = "arrows choose a number, Enter or a digit changes it, Esc leaves"
        }
        overlay = .edit(edit)
    }

    private mutating func accept(_ text: String, _ edit: inout EditState) {
        guard let number = edit.number else { return }
        do {
            try set(number, to: Number(text.filter { $0 != " " }.replacing("−", with: "-")))
        } catch let error as EditError {
            edit.problem = error.words
        } catch {
            edit.problem = "\(text) is no number; 2, -0.5 and 1/3 are"
        }
    }
}

extension EditError {
    var words: String {
        switch self {
        case .notPositive: "this number must be greater than 0"
        case .notALabel: "a target of bce lies between 0 and 1"
        case .noSuchNumber: "there is no such number here"
        }
    }
}

extension Moment {
    var place: Place? {
        switch self {
        case .forward(let place), .backward(let place): place
        case .start, .loss, .clip, .update: nil
        }
    }

    var isBackward: Bool {
        if case .backward = self { true } else { false }
    }
}

extension Moment.Place {
    /// Whether both are steps of the same layers.
    func isAlike(_ other: Moment.Place) -> Bool {
        switch (self, other) {
        case (.step, .step), (.decode, .decode): true
        case (.layer(let a, let b, _), .layer(let c, let d, _)): a == c && b == d
        default: false
        }
    }
}

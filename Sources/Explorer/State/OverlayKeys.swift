import Scenes
import TerminalUI

extension ExplorerState {
    /// Keys while something lies over the screen.
    mutating func handleOverlay(_ key: Key) -> Effect {
        switch overlay {
        case .help(let scroll): overlay = scrolled(key, scroll).map(Overlay.help)
        case .notes(let scroll): overlay = scrolled(key, scroll).map(Overlay.notes)
        case .edit(let edit): handleEdit(key, edit)
        case .goTo(let editor): handleLine(key, editor, Overlay.goTo) { $0.goTo($1) }
        case .step(let editor): handleLine(key, editor, Overlay.step) { $0.goToStep($1) }
        case .save(let editor):
            var path: String?
            handleLine(key, editor, Overlay.save) { path = $1; $0.overlay = nil }
            if let path, !path.isEmpty { return .save(path: path) }
        case .confirmQuit:
            switch key {
            case .character("y"), .character("Y"), .character("q"): return .quit
            case .character("w"): overlay = .save(LineEditor())
            default: overlay = nil
            }
        case nil: break
        }
        return .none
    }

    private func scrolled(_ key: Key, _ scroll: Int) -> Int? {
        switch key {
        case .down, .character("j"), .character(" "), .pageDown: scroll + (key == .down ? 1 : 8)
        case .up, .character("k"), .pageUp: max(0, scroll - (key == .up ? 1 : 8))
        case .home: 0
        default: nil
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
            self.playhead = playhead
        } else if let item = home.items.firstIndex(where: { $0.name == name }) {
            home.selection = item
            do { open(try home.items[item].load()) } catch { message = Message("\(error)", isError: true) }
        } else {
            message = Message("no moment, screen or scene is called \(name); try forward:2, loss, gradients", isError: true)
        }
    }

    /// Goes to step t of the pass that is being played.
    mutating func goToStep(_ text: String) {
        guard let session else { return }
        guard let t = Int(text) else {
            message = Message("a step is a whole number, not \(text)", isError: true)
            return
        }
        let isBackward = playhead.position > session.timeline.lossIndex
        for position in 0..<session.timeline.count {
            switch session.timeline[position] {
            case .forward(let place) where !isBackward && place.step == t,
                .backward(let place) where isBackward && place.step == t:
                playhead = Playhead(position: position)
                return
            default: continue
            }
        }
        message = Message("there is no step \(t) here", isError: true)
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
        case .character(let character) where character.isNumber || "+-.√".contains(character):
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
            try set(number, to: Number(text.filter { $0 != " " }))
        } catch let error as EditError {
            edit.problem = error == .notPositive ? "this number must be greater than 0" : "there is no such number here"
        } catch {
            edit.problem = "\(text) is no number; 2, -0.5 and 1/3 are"
        }
    }
}

import ExactMath
import Exercises
import TerminalUI

extension ExplorerState {
    /// Keys that type into the form; nil for those that the key table handles.
    mutating func handleExercise(_ key: Key) -> Effect? {
        guard var work = exercise.work, !work.showsSolution else { return nil }
        if var editor = work.editor {
            switch key {
            case .tab, .backtab, .up, .down:
                work.write(editor.text)
                work.editor = nil
                if key == .up || key == .down {
                    work.move(rows: key == .up ? -1 : 1)
                } else {
                    work.move(cells: key == .tab ? 1 : -1)
                }
            default:
                switch editor.feed(key) {
                case .editing, .ignored: work.editor = editor
                case .cancelled: work.editor = nil
                case .accepted(let text):
                    work.editor = nil
                    work.write(text)
                    work.move(cells: 1)
                }
            }
            exercise.work = work
            return Effect.none
        }
        guard case .character(let character) = key, character.isNumber || "-−+(√[.½".contains(character) else {
            return nil
        }
        work.beginTyping(character)
        exercise.work = work
        return Effect.none
    }

    /// Does what the exercise screen's own keys ask for.
    mutating func act(_ action: ExerciseAction, times: Int) {
        switch action {
        case .check: check()
        case .hint:
            if exercise.work?.askForHint() == false { message = Message("there are no more hints") }
        case .solution: showSolution()
        case .variant: reopen(seedBy: UInt64(times), levelBy: 0)
        case .level(let delta): reopen(seedBy: 0, levelBy: delta)
        case .list: exercise.work = nil
        case .scroll(let delta):
            let scroll = exercise.work?.scroll ?? 0
            exercise.work?.scroll = max(0, scroll + delta * times)
        }
    }

    /// Moving on the exercise screen: through the catalogue, or over the form.
    mutating func moveInExercise(_ action: Action, times: Int) {
        guard exercise.work != nil else {
            moveInCatalogue(action, times: times)
            return
        }
        switch action {
        case .row(let delta): exercise.work?.move(rows: delta * times)
        case .next: exercise.work?.move(cells: times)
        case .previous: exercise.work?.move(cells: -times)
        case .pane(let delta): exercise.work?.move(cells: delta * times)
        case .enter: exercise.work?.beginTyping(nil)
        case .leave:
            if exercise.work?.showsSolution == true {
                exercise.work?.showsSolution = false
            } else {
                exercise.work = nil
            }
        default: break
        }
    }

    private mutating func moveInCatalogue(_ action: Action, times: Int) {
        let last = Catalogue.kinds.count - 1
        switch action {
        case .row(let delta): exercise.selection = max(0, min(last, exercise.selection + delta * times))
        case .first: exercise.selection = 0
        case .last: exercise.selection = last
        case .enter, .next: open(Catalogue.kinds[exercise.selection].id, seed: 1, level: 2)
        default: break
        }
    }

    private mutating func check() {
        exercise.work?.mark()
        guard let marks = exercise.work?.marks else { return }
        if marks.isAllRight {
            message = Message(
                "all right: \(marks.maximum) of \(marks.maximum); v gives the next variant, o the worked solution")
        } else {
            let first = marks.firstWrong.map { "; the first wrong line is \($0)" } ?? ""
            message = Message("\(marks.score) of \(marks.maximum)\(first)")
        }
    }

    private mutating func showSolution() {
        guard let work = exercise.work else { return }
        if work.showsSolution {
            exercise.work?.showsSolution = false
        } else if work.marks?.isAllRight == true || work.isGivingUp {
            exercise.work?.showsSolution = true
            exercise.work?.scroll = 0
        } else {
            exercise.work?.isGivingUp = true
            message = Message("not everything is right yet; o once more gives up and shows the solution")
        }
    }

    /// The same exercise with another seed or level.
    private mutating func reopen(seedBy: UInt64, levelBy: Int) {
        guard let work = exercise.work, case .seed(let seed, let level) = work.exercise.origin else { return }
        let next = level + levelBy
        guard (1...4).contains(next) else {
            message = Message("levels run from 1 to 4")
            return
        }
        open(work.exercise.kind, seed: seed &+ seedBy, level: next)
    }

    /// Opens an exercise, or says why there is none.
    public mutating func open(_ kind: String, seed: UInt64, level: Int) {
        do {
            try exercise.open(kind, seed: seed, level: level)
            screen = .exercise
        } catch {
            message = Message("\(error)", isError: true)
        }
    }
}

/// What only the exercise screen does.
public enum ExerciseAction: Sendable, Equatable {
    case check, hint, solution, variant, list
    case level(Int)
    case scroll(Int)
}
